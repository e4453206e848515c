// When a series of temperatures left its limits, and for how long.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/time.h"
#include "core/model/limits.h"
#include "core/model/storage_reading.h"

namespace sunhall {

/// One reading of a thermometer.
struct TemperaturePoint {
  WallTime at{};
  double value_c = 0.0;
};

/// The temperatures a kind of store may have; a side without a limit is empty.
struct TemperatureRange {
  std::optional<double> lowest_c;
  std::optional<double> highest_c;
};

TemperatureRange storage_range(StorageKind kind, const Limits& limits);

/// A stretch outside of the range.
struct Excursion {
  WallTime from{};         // first reading outside
  WallTime to{};           // last reading outside
  double extreme_c = 0.0;  // the farthest out
  bool is_open = false;    // no reading inside has come since
  bool is_breach = false;  // lasted for the dwell time or longer

  friend bool operator==(const Excursion&, const Excursion&) = default;
};

/// Finds the stretches outside, oldest first.
///
/// Only what was measured counts: a stretch ends at its last reading outside, and silence of more
/// than the reading age ends it, too. An excursion of exactly the dwell time is a breach.
///
/// Shape:   `series` sorted by time; readings no store can have (rule.h) are skipped.
std::vector<Excursion> find_excursions(std::span<const TemperaturePoint> series,
                                       const TemperatureRange& range, const Limits& limits);

/// Since when the series is outside: the beginning of its open excursion.
std::optional<WallTime> out_of_limit_since(std::span<const TemperaturePoint> series,
                                           const TemperatureRange& range, const Limits& limits);

}  // namespace sunhall
