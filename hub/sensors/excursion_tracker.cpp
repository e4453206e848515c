#include "hub/sensors/excursion_tracker.h"

#include <algorithm>

namespace sunhall {

namespace {

std::chrono::milliseconds minutes_of(double minutes) {
  return std::chrono::round<std::chrono::milliseconds>(
      std::chrono::duration<double, std::ratio<60>>(minutes));
}

/// How far outside; negative: inside.
double distance(double value_c, const TemperatureRange& range) {
  double out = -1.0;
  if (range.lowest_c && value_c < *range.lowest_c) out = *range.lowest_c - value_c;
  if (range.highest_c && value_c > *range.highest_c) out = value_c - *range.highest_c;
  return out;
}

}  // namespace

ExcursionTracker::ExcursionTracker(const TemperatureRange& range, const Limits& limits)
    : range_(range),
      dwell_(minutes_of(limits.excursion_dwell_min)),
      silence_(minutes_of(limits.reading_age_min)) {}

void ExcursionTracker::push(const TemperaturePoint& point) {
  const bool was_silent = last_ && point.at - *last_ > silence_;
  last_ = point.at;
  if (!all_.empty() && was_silent) all_.back().is_open = false;
  const double out = distance(point.value_c, range_);
  const bool is_open = !all_.empty() && all_.back().is_open;
  if (out <= 0) {
    if (is_open) all_.back().is_open = false;
    return;
  }
  if (!is_open) {
    if (all_.size() >= kExcursionsMax) all_.erase(all_.begin());
    all_.push_back({.from = point.at, .to = point.at, .extreme_c = point.value_c, .is_open = true});
  }
  Excursion& now = all_.back();
  now.to = point.at;
  if (out > distance(now.extreme_c, range_)) now.extreme_c = point.value_c;
  now.is_breach = now.to - now.from >= dwell_;
}

std::optional<WallTime> ExcursionTracker::open_since() const {
  if (all_.empty() || !all_.back().is_open) return std::nullopt;
  return all_.back().from;
}

}  // namespace sunhall
