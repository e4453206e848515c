// Plays stretches of the past from the hub: what is wanted goes in, pictures come out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/stage/trace_facts.h"
#include "kiosk/decode_choice.h"
#include "kiosk/feed_picture.h"
#include "native/clock.h"
#include "native/secret.h"
#include "native/worker.h"

namespace sunhall {

/// So much is asked of the hub at once: a playlist names every segment of its span.
inline constexpr std::chrono::milliseconds kTraceChunk = std::chrono::minutes(10);
/// A recording may end this much before its coverage says: the newest part is still growing.
inline constexpr std::chrono::milliseconds kTraceTailSlack = std::chrono::seconds(5);

/// A stage's wish with the camera's id.
struct TracePlayWish {
  std::string camera;
  PlaybackWish playback;

  friend bool operator==(const TracePlayWish&, const TracePlayWish&) = default;
};

/// A picture and the wish that it belongs to.
struct TracePicture {
  std::uint64_t serial = 0;
  FeedPicture picture;
};

struct TracePlayerStatus {
  std::uint64_t serial = 0;
  std::optional<WallTime> ended_at{};
  TraceTrouble trouble = TraceTrouble::kNone;
};

struct TracePlayerSetup {
  std::string hub_url;  // no slash at its end
  Secret token;         // empty: the hub will refuse
  const Clock& clock;   // outlives the player
  DecodeChoice decode = DecodeChoice::kAuto;
  std::function<void()> wake;  // a picture or a status is waiting; called on the worker
  std::chrono::milliseconds chunk = kTraceChunk;
};

/// Plays one wish at a time, at its speed; the newest picture wins.
///
/// Shape:   pictures of a wish rise in time and lie in [from, until); the first comes at once, then
///          each at its moment, while paused one for each step. At eight times the speed only
///          keyframes are decoded when all of them are too many.
/// Threads: own worker `trace`, started by the first wish; methods for the owner's thread.
/// Errors:  a recording that breaks off is taken up again where it did, once for each picture it
///          brings; then its trouble stays until another wish.
class TracePlayer {
 public:
  explicit TracePlayer(TracePlayerSetup setup);
  ~TracePlayer();

  /// Says what is wanted; empty: nothing.
  void want(const std::optional<TracePlayWish>& wish);

  std::optional<TracePicture> take();
  TracePlayerStatus status() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  std::optional<Worker> worker_;  // last: joined first
};

}  // namespace sunhall
