#include "hub/sensors/sensor_watch.h"

#include <algorithm>
#include <cmath>

#include "core/model/rule.h"

namespace sunhall {

namespace {

// What the store of readings takes.
constexpr WallTime kEarliest = std::chrono::sys_days(std::chrono::year(1970) / 1 / 1);
constexpr WallTime kLatest = std::chrono::sys_days(std::chrono::year(2199) / 1 / 1);
constexpr double kCabinetLowest_c = -20.0;

/// The store's range; a cabinet has none.
TemperatureRange range_of(const SensorSource& source, const Limits& limits) {
  return source.store ? storage_range(*source.store, limits) : TemperatureRange{};
}

double to_celsius(double value, TemperatureUnit unit) {
  return unit == TemperatureUnit::kCelsius ? value : (value - 32.0) * 5.0 / 9.0;
}

std::chrono::seconds late_after(const SensorSource& source) {
  return kLateIntervals * source.every;
}

}  // namespace

SensorWatch::SensorWatch(const SensorSource& source, const Limits& limits)
    : source_(source), limits_(limits), excursions_(range_of(source, limits), limits) {
  state_.id = source.id;
  state_.name = source.name;
  state_.store = source.store;
  if (source.cabinet) state_.cabinet = source.cabinet->method;
}

SensorReading SensorWatch::take(const HeardValue& heard) {
  SensorReading reading;
  reading.sensor = source_.id;
  reading.received = heard.received;
  reading.at = heard.at.value_or(heard.received);
  reading.marks = mark_clock(heard, reading.at);
  // A clock this wrong says nothing at all.
  if (reading.at < kEarliest || reading.at > kLatest) reading.at = heard.received;
  const double value =
      to_celsius(heard.raw.value_or(0.0) * source_.scale + source_.offset, source_.unit);
  if (!heard.raw || !std::isfinite(value)) {
    reading.marks.add(ReadingMark::kFault);
  } else {
    reading.value_c = value;
    if (!is_plausible(value)) reading.marks.add(ReadingMark::kImplausible);
  }
  ++state_.reading_count;
  state_.clock_error.reset();
  if (heard.at) {
    const std::chrono::milliseconds error = *heard.at - heard.received;
    if (std::chrono::abs(error) > kClockTolerance) {
      state_.clock_error = std::chrono::duration_cast<std::chrono::seconds>(error);
    }
  }
  follow(reading);
  return reading;
}

ReadingMarks SensorWatch::mark_clock(const HeardValue& heard, WallTime at) const {
  ReadingMarks marks;
  const auto fresh = std::max<std::chrono::seconds>(late_after(source_), kClockTolerance);
  if (at > heard.received + kClockTolerance) {
    marks.add(ReadingMark::kClockAhead);
  } else if (at < heard.received - kBacklogMax) {
    marks.add(ReadingMark::kClockBehind);
  } else if (!heard.at && heard.was_kept_elsewhere) {
    marks.add(ReadingMark::kNoTime);
  } else if (at < heard.received - fresh) {
    marks.add(ReadingMark::kBacklog);
  }
  return marks;
}

bool SensorWatch::is_plausible(double value_c) const {
  if (source_.cabinet) return value_c >= kCabinetLowest_c && value_c <= kPlausibleDisinfection_c;
  // A hot store may well have 85 °C.
  if (value_c == kPowerOn_c && source_.store != StorageKind::kHotHolding) return false;
  return value_c >= kPlausibleLowest_c && value_c <= kPlausibleHighest_c;
}

void SensorWatch::follow(const SensorReading& reading) {
  const bool is_fault =
      reading.marks.has(ReadingMark::kImplausible) || reading.marks.has(ReadingMark::kFault);
  if (is_fault) state_.is_faulty = true;
  if (!reading.is_sound()) return;
  if (state_.measured_at && reading.at < *state_.measured_at) {
    wants_replay_ = true;
    return;
  }
  state_.is_faulty = false;
  if (state_.value_c != reading.value_c || !same_since_) same_since_ = reading.at;
  state_.value_c = reading.value_c;
  state_.measured_at = reading.at;
  excursions_.push({.at = reading.at, .value_c = reading.value_c});
}

void SensorWatch::replay(std::span<const SensorReading> series) {
  wants_replay_ = false;
  excursions_ = ExcursionTracker(range_of(source_, limits_), limits_);
  state_.value_c.reset();
  state_.measured_at.reset();
  same_since_.reset();
  for (const SensorReading& reading : series) follow(reading);
}

SensorState SensorWatch::state(WallTime now) const {
  SensorState state = state_;
  state.is_late = !state.measured_at || now - *state.measured_at > late_after(source_);
  state.out_of_limit_since = excursions_.open_since();
  state.excursions = excursions_.all();
  if (same_since_ && *state.measured_at - *same_since_ >= kUnchangedAfter) {
    state.unchanged_since = same_since_;
  }
  return state;
}

}  // namespace sunhall
