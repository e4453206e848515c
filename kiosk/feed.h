// One camera on the screen: its two streams, its state and what may be claimed about it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/stage/feed_state.h"
#include "kiosk/feeds.h"
#include "kiosk/stream.h"

namespace sunhall {

/// While the shown stream changes, pictures older than the last one are left out for this long.
inline constexpr Ticks kBackwardsHold = std::chrono::milliseconds(500);

/// One camera: chooses between its streams and judges what it sees.
///
/// Threads: the screen thread, but for `stuck`: any.
class Feed {
 public:
  struct Setup {
    CameraSource camera;
    const CameraSource* direct = nullptr;  // null: no way around the hub is known
    std::function<bool()> hub_is_up{};
    int number = 0;  // counts from 0; names the threads
    std::uint64_t seed = 0;
    DecoderHardware& hardware;
    const Clock& clock;
    std::function<void()> wake;
  };
  explicit Feed(const Setup& setup);

  /// Takes note of what is wanted, and of what happened since the last step.
  void step(Demand demand, const Moment& now);
  std::optional<FeedPicture> take(Ticks now);
  FeedStatus status(const Moment& now) const;
  bool stuck(Ticks now) const;

  /// Asks the workers to end; returns at once.
  void ask_to_stop();

 private:
  struct Streams {
    StreamStatus main;
    StreamStatus sub;
    const StreamStatus& newest() const;
    std::optional<Ticks> newest_of_this_watch() const;
  };
  Streams look() const;
  void choose(const Streams& streams, Ticks now);
  void note_change(const Streams& streams);
  FeedFacts facts(const Streams& streams) const;
  void note_state(const Streams& streams, const Moment& now);
  void tell(FeedState state, const Streams& streams) const;

  // Constant after construction.
  std::string id_;
  // Touched only by the screen thread.
  Demand demand_ = Demand::kNone;
  Ticks demand_since_{0};
  std::optional<Moment> wanted_since_;
  StreamKind shown_ = StreamKind::kMain;
  Ticks shown_since_{0};
  WallTime last_wall_{};
  std::optional<Ticks> newest_change_;
  bool was_still_ = false;  // and has not moved since: a new connection proves nothing
  FeedState told_state_ = FeedState::kIdle;
  std::optional<WallTime> lost_since_;
  // Own synchronisation; last: their workers are joined first.
  Stream main_;
  std::optional<Stream> sub_;
};

}  // namespace sunhall
