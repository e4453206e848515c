// One stream's live window: the newest parts in memory, for players that are almost there.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/http/pipe.h"
#include "hub/live/window.h"
#include "hub/media/part.h"
#include "native/clock.h"
#include "native/mutex.h"

namespace sunhall {

/// A request for something that may not be there yet is answered after at most this.
inline constexpr Ticks kBlockingReloadMax = std::chrono::seconds(8);
/// More waiting requests than this on one stream are refused.
inline constexpr std::size_t kWaitersMax = 4'000;
/// What an endless stream may have on its way to one reader; then it is dropped to the next
/// keyframe.
inline constexpr std::size_t kPipeBytesMax = 4u << 20;

/// Keeps the live window and answers players.
///
/// Threads: push and runs from the ingest thread; everything else from any. Answers are given on
/// the thread that
///          brought what was waited for, or on the one that calls `expire`.
class LiveStream final : public PartSink {
 public:
  /// What to say, once: kUnavailable when what was asked for will not come (503), kBadInput when it
  /// cannot exist (400), kUnsupported when it is gone (404).
  template <class T>
  using Answer = std::function<void(Result<T>)>;

  /// `first_segment`: larger than any number this stream ever used, also before a restart.
  LiveStream(const Clock& clock, std::uint64_t first_segment);

  void begin_run(const RunStart& run) override;
  void push(std::shared_ptr<const Part> part) override;
  void end_run(std::string_view why) override;

  /// RFC 8216bis §6.2.5: the media playlist, at once or when the segment and part that were asked
  /// for are there.
  void playlist(const PlaylistRequest& request, Answer<std::string> answer);
  /// A part, also one that the newest playlist only hints at; a segment, once it is whole; an init.
  void part(std::uint64_t segment, std::uint32_t part, Answer<Bytes> answer);
  void segment(std::uint64_t segment, Answer<std::vector<Bytes>> answer);
  Result<Bytes> init(std::uint64_t run) const;

  /// An endless fMP4 stream: init, then parts from the newest keyframe on. A new run ends it: the
  /// reader comes back. Errors:  kUnavailable while there is no run.
  Result<std::shared_ptr<Pipe>> stream();

  /// Answers those who waited too long; call it a few times a second.
  void expire(Ticks now);

  LiveStatus status() const;
};

}  // namespace sunhall
