// Times as the home's clock shows them, whatever zone a device wrote them in.
#pragma once

#include <chrono>
#include <optional>

#include "core/base/time.h"

namespace sunhall {

/// The home's clock: its zone has no daylight saving, so one offset serves the whole day.
struct HomeClock {
  ZonedTime now{};

  /// The same moment, in the home's zone.
  ZonedTime at_home(const ZonedTime& time) const { return {time.utc, now.offset}; }
  std::optional<ZonedTime> at_home(const std::optional<ZonedTime>& time) const {
    if (!time) return std::nullopt;
    return at_home(*time);
  }
  Date date_of(const ZonedTime& time) const { return to_local(at_home(time)).date; }
  /// A clock time of a day; 24 h is the next midnight.
  ZonedTime on(const Date& day, std::chrono::minutes since_midnight) const {
    return {WallTime(std::chrono::sys_days(day)) + since_midnight - now.offset, now.offset};
  }
  ZonedTime end_of(const Date& day) const { return on(day, std::chrono::hours(24)); }
};

/// Whole days from one date to another; negative if `to` is the earlier.
inline int days_between(const Date& from, const Date& to) {
  return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
}

}  // namespace sunhall
