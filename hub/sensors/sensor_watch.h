// One sensor's readings, one after the other: what each is worth and how the sensor is.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "core/model/limits.h"
#include "hub/sensors/excursion_tracker.h"
#include "hub/sensors/reading_inbox.h"
#include "hub/sensors/sensor_reading.h"
#include "hub/sensors/sensor_state.h"
#include "native/site_sensor.h"

namespace sunhall {

/// A reading older than this when it comes has a wrong clock: no sensor stores for longer.
inline constexpr std::chrono::hours kBacklogMax{7 * 24};
/// The same value to the last digit for this long is worth telling.
inline constexpr std::chrono::hours kUnchangedAfter{6};
/// A sensor is late after this many of its intervals.
inline constexpr int kLateIntervals = 3;
/// What a DS18B20 says when its power comes back, before it has measured.
inline constexpr double kPowerOn_c = 85.0;

/// Judges one sensor's readings: pure, its times are handed in.
///
/// Owner:   the source outlives it.
class SensorWatch {
 public:
  SensorWatch(const SensorSource& source, const Limits& limits);

  /// Makes a reading of what was heard and marks it; the state is that after it.
  SensorReading take(const HeardValue& heard);
  /// Forgets what it concluded and looks at stored readings instead, oldest first.
  void replay(std::span<const SensorReading> series);
  /// An older reading came after a newer one: only a replay knows what it changes.
  bool wants_replay() const { return wants_replay_; }
  void note_lost(std::uint64_t count) { state_.lost_count += count; }

  /// `is_connected` and `cycle_since` are for others to fill in.
  SensorState state(WallTime now) const;

 private:
  ReadingMarks mark_clock(const HeardValue& heard, WallTime at) const;
  bool is_plausible(double value_c) const;
  void follow(const SensorReading& reading);

  const SensorSource& source_;
  const Limits limits_;
  ExcursionTracker excursions_;
  SensorState state_;
  bool wants_replay_ = false;
  std::optional<WallTime> same_since_;
};

}  // namespace sunhall
