#include "core/model/records/excursion.h"

#include <cmath>

#include "core/model/rules.h"

namespace sunhall {
namespace {

using Minutes = std::chrono::duration<double, std::ratio<60>>;

bool is_plausible(double value_c) {
  return std::isfinite(value_c) && value_c >= kPlausibleLowest_c && value_c <= kPlausibleHighest_c;
}

/// How far outside; 0 inside.
double distance_out(double value_c, const TemperatureRange& range) {
  if (range.lowest_c && value_c < *range.lowest_c) return *range.lowest_c - value_c;
  if (range.highest_c && value_c > *range.highest_c) return value_c - *range.highest_c;
  return 0.0;
}

}  // namespace

TemperatureRange storage_range(StorageKind kind, const Limits& limits) {
  const StorageLimits rules = storage_limits(kind);
  TemperatureRange range;
  if (rules.lowest != nullptr) range.lowest_c = limit_of(*rules.lowest, limits);
  if (rules.highest != nullptr) range.highest_c = limit_of(*rules.highest, limits);
  return range;
}

std::vector<Excursion> find_excursions(std::span<const TemperaturePoint> series,
                                       const TemperatureRange& range, const Limits& limits) {
  std::vector<Excursion> found;
  bool is_outside = false;
  for (const TemperaturePoint& point : series) {
    if (!is_plausible(point.value_c)) continue;
    const double out = distance_out(point.value_c, range);
    if (is_outside && Minutes(point.at - found.back().to).count() > limits.reading_age_min) {
      // Nobody knows what was in between: that excursion ends where it was last seen.
      found.back().is_open = false;
      is_outside = false;
    }
    if (out == 0.0) {
      if (is_outside) found.back().is_open = false;
      is_outside = false;
      continue;
    }
    if (!is_outside) {
      found.push_back({.from = point.at,
                       .to = point.at,
                       .extreme_c = point.value_c,
                       .is_open = true,
                       .is_breach = false});
      is_outside = true;
    }
    Excursion& now = found.back();
    now.to = point.at;
    if (out > distance_out(now.extreme_c, range)) now.extreme_c = point.value_c;
    now.is_breach = Minutes(now.to - now.from).count() >= limits.excursion_dwell_min;
  }
  return found;
}

std::optional<WallTime> out_of_limit_since(std::span<const TemperaturePoint> series,
                                           const TemperatureRange& range, const Limits& limits) {
  const std::vector<Excursion> found = find_excursions(series, range, limits);
  if (found.empty() || !found.back().is_open) return std::nullopt;
  return found.back().from;
}

}  // namespace sunhall
