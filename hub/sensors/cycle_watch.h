// One cabinet's cycles: what was found and is not kept yet.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/model/limits.h"
#include "core/model/records/cycle_finder.h"
#include "hub/sensors/sensor_reading.h"
#include "native/site_sensor.h"

namespace sunhall {

/// Follows a cabinet's curve; what it finds waits until it is kept.
class CycleWatch {
 public:
  explicit CycleWatch(const CycleRule& rule) : rule_(rule), finder_(rule) {}

  /// Takes a reading; unsound ones say nothing about the curve.
  void push(const SensorReading& reading);
  /// Ends a cycle whose readings stopped coming.
  void look(WallTime now);
  /// Looks at stored readings instead, oldest first; of what they show only cycles that began at
  /// `since` or later are told, the ones before may be cut off.
  void replay(std::span<const SensorReading> series, WallTime since);

  /// Cycles whose newest state is not kept yet, by their start.
  const std::map<WallTime, FoundCycle>& waiting() const { return waiting_; }
  /// Starts of cycles that were told, but that the whole curve does not show.
  const std::vector<WallTime>& vanished() const { return vanished_; }
  void note_kept(FoundCycle cycle);
  void note_withdrawn(WallTime started_at);
  std::optional<WallTime> running_since() const { return running_since_; }

 private:
  void note(const std::optional<FoundCycle>& found, WallTime since);

  CycleRule rule_;
  CycleFinder finder_;
  std::map<WallTime, FoundCycle> waiting_;
  std::map<WallTime, FoundCycle> kept_;  // of the last days
  std::vector<WallTime> vanished_;
  std::optional<WallTime> running_since_;
};

}  // namespace sunhall
