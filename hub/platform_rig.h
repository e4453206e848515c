// One platform and the home's cameras, without the rest of a hub: for `platform test`.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/ingest/ingest.h"
#include "hub/live/live_stream.h"
#include "hub/platform/platform_desk.h"
#include "native/clock.h"
#include "native/site_file.h"

namespace sunhall {

/// Takes in the streams that a platform may call for, and keeps the link to it as a hub does.
///
/// Owner:   site and clock outlive it.
/// Threads: one.
class PlatformRig {
 public:
  struct Setup {
    const Site& site;
    PlatformOptions platform;
    const Clock& clock;
    std::string version;          // of the program
    std::filesystem::path store;  // recordings that may be asked for; empty: none
    std::function<void(const PlatformStep&)> on_step;
  };

  /// Errors:  as PlatformDesk::open.
  static Result<std::unique_ptr<PlatformRig>> open(Setup setup);

  /// Tells the platform's desk how the cameras are; call it once a second.
  void look();
  /// The channels whose cameras bring no video now, by their names.
  std::vector<std::string> dark_channels() const;

 private:
  explicit PlatformRig(const Setup& setup);
  GbHouse house() const;
  std::optional<IngestStatus> status(const std::string& camera) const;

  // Constant after construction.
  const Site& site_;
  const PlatformOptions platform_;
  const Clock& clock_;
  // Own synchronisation.
  std::vector<StreamKey> keys_;
  std::vector<std::unique_ptr<LiveStream>> live_;  // as keys_
  std::optional<Ingest> ingest_;
  std::unique_ptr<PlatformDesk> desk_;
};

}  // namespace sunhall
