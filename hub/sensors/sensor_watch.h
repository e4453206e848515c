// One sensor's readings, one after the other: what each is worth and how the sensor is.
#pragma once

#include <chrono>
#include <optional>
#include <span>

#include "hub/sensors/reading_inbox.h"
#include "hub/sensors/sensor_reading.h"
#include "hub/sensors/sensor_state.h"
#include "native/site_sensor.h"

namespace sunhall {

/// A reading older than this when it comes has a wrong clock: no sensor stores for longer.
inline constexpr std::chrono::hours kBacklogMax{7 * 24};
/// Back inside by this much, or inside for kInsideFor, ends an excursion.
inline constexpr double kHysteresis_c = 0.5;
inline constexpr std::chrono::minutes kInsideFor{5};
/// The same value to the last digit for this long is worth telling.
inline constexpr std::chrono::hours kUnchangedAfter{6};

/// The temperatures a store must keep; a side without a limit is empty.
struct StoreLimits {
  std::optional<double> lowest_c;
  std::optional<double> highest_c;
};

/// Judges one sensor's readings: pure, its times are handed in.
class SensorWatch {
 public:
  SensorWatch(const SensorSource& source, const StoreLimits& limits);

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
  ReadingMarks mark(const HeardValue& heard, double value_c) const;
  bool is_plausible(double value_c) const;
  void follow(const SensorReading& reading);
  void follow_excursion(const SensorReading& reading);
  bool is_outside(double value_c) const;

  const SensorSource& source_;
  StoreLimits limits_;
  SensorState state_;
  bool wants_replay_ = false;
  std::optional<WallTime> same_since_;
  std::optional<WallTime> inside_since_;
};

}  // namespace sunhall
