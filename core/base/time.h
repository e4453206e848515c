// Time as the pure code sees it: handed in, never asked for.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sunhall {

/// Time on the monotonic clock since the program started: never steps, for ages and pacing.
using Ticks = std::chrono::microseconds;

/// A wall-clock moment in UTC, with millisecond resolution: may step, for people and records.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// A wall-clock moment together with the zone it is read in (China: +480 min, no DST).
struct ZonedTime {
  WallTime utc{};
  std::chrono::minutes offset{0};

  friend bool operator==(const ZonedTime&, const ZonedTime&) = default;
};

/// The two clocks of one moment, as every `step` receives them.
struct Moment {
  Ticks ticks{0};
  ZonedTime wall{};
};

/// A calendar date without a zone, as printed on labels and licences.
using Date = std::chrono::year_month_day;

/// Fields of a moment as a clock on the wall shows them.
struct LocalTime {
  Date date{};
  int hour = 0;    // 0–23
  int minute = 0;  // 0–59
  int second = 0;  // 0–59
  std::chrono::weekday weekday{};
};

LocalTime to_local(const ZonedTime& time);

/// Reads `2026-11-24T11:30:00+08:00` (also `Z`, fractions of a second, a blank instead of `T`).
///
/// Errors:  kBadInput for anything else, an impossible date, or an offset beyond ±14 h.
/// Source:  RFC 3339 §5.6; a leap second (`:60`) is read as the second after it.
Result<ZonedTime> parse_rfc3339(std::string_view text);

/// Writes a moment as `2026-11-24T11:30:00+08:00`.
std::string format_rfc3339(const ZonedTime& time);

/// Reads `2026-11-24`.
Result<Date> parse_date(std::string_view text);

/// Writes a date as `2026-11-24`.
std::string format_date(const Date& date);

/// Writes `11:30`, or `11:30:05`.
std::string format_hh_mm(const ZonedTime& time);
std::string format_hh_mm_ss(const ZonedTime& time);

}  // namespace sunhall
