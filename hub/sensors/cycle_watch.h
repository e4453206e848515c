// One cabinet's cycles: what was found and is not kept yet.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/model/records/cycle_finder.h"
#include "hub/sensors/sensor_reading.h"
#include "native/site_sensor.h"

namespace sunhall {

/// Follows a cabinet's curve; what it finds waits until it is kept.
class CycleWatch {
 public:
  CycleWatch(const Cabinet& cabinet, std::chrono::seconds every);

  void push(const SensorReading& reading);
  /// Ends a cycle whose readings stopped coming.
  void look(WallTime now);
  /// Looks at stored readings instead, oldest first; of what they show only cycles that began at
  /// `since` or later are told, the ones before may be cut off.
  void replay(std::span<const SensorReading> series, WallTime since);

  /// Cycles whose newest state is not kept yet, oldest first.
  const std::map<WallTime, FoundCycle>& waiting() const { return waiting_; }
  /// Cycles that were told, but that the whole curve does not show.
  const std::vector<WallTime>& vanished() const { return vanished_; }
  void kept(const FoundCycle& cycle);
  void withdrawn() { vanished_.clear(); }
  std::optional<WallTime> running_since() const;

 private:
  void note(const std::optional<FoundCycle>& found);

  CycleRule rule_;
  CycleFinder finder_;
  std::map<WallTime, FoundCycle> waiting_;
  std::map<WallTime, FoundCycle> told_;  // of the last day
  std::vector<WallTime> vanished_;
  std::optional<WallTime> running_since_;
};

}  // namespace sunhall
