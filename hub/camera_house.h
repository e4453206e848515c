// The home's cameras in the hub: their streams on the way in, and what is live of them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/model/site_view.h"
#include "hub/api/hub_figures.h"
#include "hub/ingest/ingest.h"
#include "hub/live/live_pages.h"
#include "hub/live/live_stream.h"
#include "hub/media/part.h"
#include "hub/picture_watch.h"
#include "hub/store/archive.h"
#include "hub/store/store.h"
#include "native/clock.h"
#include "native/site_file.h"

namespace sunhall {

/// The large streams are evidence and recorded; the small ones are for small tiles and weak
/// networks.
std::vector<StreamKey> recorded_streams(const Site& site);

CameraState camera_state(const IngestStatus& status);

/// Takes every camera's streams in, once, and keeps what is live of them.
///
/// Owner:   the hub; site, store and clock outlive it.
/// Threads: `start` and `look` from the main thread; the other methods from any.
class CameraHouse {
 public:
  CameraHouse(const Site& site, Store& store, const Clock& clock);

  /// Begins to take the streams in; `archive` tells where the recordings end.
  void start(Archive& archive);

  /// Null: the site has no such stream.
  LiveStream* live(const StreamKey& key) const;
  std::vector<LiveCamera> live_cameras() const;
  /// What each camera's picture looks like, as the site's cameras.
  std::vector<PictureState> pictures() const { return watch_->states(); }
  std::vector<CameraView> views() const;
  /// Of the main streams, as the site's cameras.
  std::vector<std::optional<IngestStatus>> statuses() const;
  std::vector<StreamFigures> figures() const;

  /// True when a camera's thread is past its deadline: only a restart helps.
  bool stuck(Ticks now) const { return ingest_->stuck(now); }
  /// Answers players who waited too long; call it a few times a second.
  void expire();
  /// Looks at every stream; `changed` is called for each camera whose state is another than at the
  /// last look.
  void look(const std::function<void(const std::string& camera, CameraState)>& changed);

 private:
  std::vector<IngestStream> ingest_streams(Archive& archive) const;

  // Constant after construction.
  const Site& site_;
  Store& store_;
  const Clock& clock_;
  const std::vector<StreamKey> keys_;  // of all streams: a camera's main, then its sub
  // Own synchronisation.
  std::vector<std::unique_ptr<LiveStream>> live_;  // as keys_
  // Touched only by the main thread.
  std::vector<CameraState> told_states_;  // as keys_
  // Threads last: joined first.
  std::optional<Ingest> ingest_;
  std::optional<PictureWatch> watch_;
};

}  // namespace sunhall
