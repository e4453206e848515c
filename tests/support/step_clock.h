// A clock that moves when the test says so.
#pragma once

#include "native/clock.h"
#include "native/mutex.h"

namespace sunhall::test {

/// 2026-11-24 08:00 UTC.
inline constexpr WallTime kMorning{std::chrono::seconds(1'795'507'200)};

/// Begins on 2026-11-24 at 16:00 in the home.
/// Threads: any; what is tested reads the time from its own.
class StepClock final : public Clock {
 public:
  StepClock() = default;
  explicit StepClock(WallTime begin) : moment_(at(begin)) {}

  Moment now() const override {
    const MutexLock lock(mutex_);
    return moment_;
  }
  WallTime wall() const { return now().wall.utc; }
  Ticks ticks() const { return now().ticks; }

  /// Time passes.
  void advance(Ticks step) {
    tick(step);
    leap(std::chrono::duration_cast<std::chrono::milliseconds>(step));
  }
  /// As a time server does: the wall clock alone.
  void leap(std::chrono::milliseconds step) {
    const MutexLock lock(mutex_);
    moment_.wall.utc += step;
  }
  /// The steady clock alone.
  void tick(Ticks step) {
    const MutexLock lock(mutex_);
    moment_.ticks += step;
  }

 private:
  static Moment at(WallTime wall) {
    return {.ticks = std::chrono::hours(1), .wall = {wall, std::chrono::minutes(480)}};
  }

  mutable Mutex mutex_{LockRank::kWake};
  Moment moment_ SUNHALL_GUARDED_BY(mutex_) = at(kMorning);
};

}  // namespace sunhall::test
