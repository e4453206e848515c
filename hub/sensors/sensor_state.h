// What is known about one sensor now.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/disinfection.h"
#include "core/model/records/excursion.h"
#include "core/model/storage_reading.h"

namespace sunhall {

/// One sensor now; an empty optional means "not known".
struct SensorState {
  std::string id;
  std::string name;
  std::optional<StorageKind> store;           // a store's thermometer …
  std::optional<DisinfectionMethod> cabinet;  // … or a cabinet's
  std::optional<double> value_c;              // of the newest sound reading
  std::optional<WallTime> measured_at;        // its own time
  bool is_late = true;        // no sound reading for three times every_s, or none ever
  bool is_connected = false;  // its broker or bus answers
  bool is_faulty = false;     // the newest word from it was a fault or an impossible value
  std::optional<WallTime> out_of_limit_since;       // of the excursion that is going on
  std::optional<WallTime> unchanged_since;          // the same to the last digit for hours
  std::optional<std::chrono::seconds> clock_error;  // ahead: positive; where it is worth telling
  std::optional<WallTime> cycle_since;              // a cabinet's running cycle
  std::uint64_t reading_count = 0;
  std::uint64_t lost_count = 0;       // that came in but could not be kept
  std::vector<Excursion> excursions;  // the last ones, oldest first

  friend bool operator==(const SensorState&, const SensorState&) = default;
};

/// Figures of all sensors since the start, for /metrics.
struct SensorFigures {
  std::uint64_t message_count = 0;         // MQTT messages taken
  std::uint64_t reading_count = 0;         // kept
  std::uint64_t refused_count = 0;         // messages and readings that were no readings
  std::uint64_t lost_count = 0;            // could not be kept
  std::uint64_t broker_dropped_count = 0;  // the broker says that it dropped them
  std::size_t waiting_count = 0;           // on their way to the disk
  bool is_broker_connected = false;
};

}  // namespace sunhall
