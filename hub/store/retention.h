// What may be deleted, and what must be: decided over rows, without a disk.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/time.h"
#include "hub/media/part.h"

namespace sunhall {

/// A complete recording as retention sees it.
struct AgedRecording {
  std::int64_t id = 0;
  MediaTime end{0};  // of its youngest frame
  std::uint64_t bytes = 0;
  bool is_held = false;
};

struct RetentionInput {
  MediaTime now{0};
  std::chrono::days floor{15};                // nothing younger is ever deleted
  std::uint64_t short_bytes = 0;              // how much room is missing
  std::span<const AgedRecording> recordings;  // oldest first
};

/// Chooses the recordings that go: all that are older than floor and slack, and of those between
/// the two as many as make room, oldest first.
///
/// A recording is as old as its youngest frame. Exactly as old as the floor is old enough; held
/// ones never go.
std::vector<std::int64_t> choose_expired(const RetentionInput& input);

/// What is older than the floor waits this long for others, so that deleting comes in batches.
inline constexpr std::chrono::hours kRetentionSlack{1};

/// The wall clock as retention believes it: a leap ahead is doubted for a day.
///
/// A wrong year from a dead battery or a time server would make everything look old enough to
/// delete. A leap back makes things look younger and is believed at once.
///
/// Threads: one at a time.
class RetentionClock {
 public:
  /// `newest`: the end of the newest recording when the hub starts.
  RetentionClock(const Moment& start, std::optional<WallTime> newest, std::chrono::days floor);

  /// Call it at least once a minute.
  WallTime now(const Moment& moment);
  bool is_in_doubt() const { return doubt_.count() > 0; }

 private:
  void begin_doubt(std::chrono::milliseconds leap, Ticks at);

  Moment last_;
  std::chrono::milliseconds doubt_{0};  // the clock is held back by this
  Ticks doubt_since_{0};
};

inline constexpr std::chrono::minutes kClockLeapMin{10};
inline constexpr std::chrono::hours kClockDoubt{24};

}  // namespace sunhall
