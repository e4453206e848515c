// A stretch of the past as the hub serves it: packets with the time of day, a deadline on every
// call.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"
#include "native/av.h"
#include "native/clock.h"
#include "native/secret.h"

namespace sunhall {

/// Opening, the first segment included, takes no longer than this.
inline constexpr Ticks kTraceOpenDeadline = std::chrono::seconds(10);
/// Nor does any packet after that.
inline constexpr Ticks kTraceReadDeadline = std::chrono::seconds(5);

struct TracePacket {
  AvPacket packet;
  bool is_key = false;
};

/// One open playlist with an end.
///
/// Threads: one at a time. `cancelled` is asked on that thread about ten times a second.
/// Blocks:  open at most kTraceOpenDeadline, read at most kTraceReadDeadline; once `cancelled`
///          says yes, about 100 ms.
class TraceInput {
 public:
  /// Opens an HLS playlist; the token travels in a header and is in no URL, log line or error.
  ///
  /// Errors:  kBadInput when the hub refuses the token; kUnsupported when what it serves cannot be
  ///          read, or is not there; else kUnavailable.
  static Result<TraceInput> open(const std::string& url, const Secret& token, const Clock& clock,
                                 std::function<bool()> cancelled);
  ~TraceInput();
  TraceInput(TraceInput&&) noexcept;
  TraceInput& operator=(TraceInput&&) = delete;

  /// Reads the next video packet; empty at the end.
  Result<std::optional<TracePacket>> read();

  const AVCodecParameters& parameters() const;

  /// The wall-clock of a timestamp: a hub counts from 1970.
  WallTime wall_of(std::int64_t timestamp) const;

 private:
  struct Guard;  // what the interrupt callback looks at; its address stays
  TraceInput(std::unique_ptr<Guard> guard, AvInput input);

  // Touched only by the owner's thread.
  std::unique_ptr<Guard> guard_;
  AvInput input_;
  int video_index_ = -1;
};

}  // namespace sunhall
