// Hours of every day in words: `07:00-19:00`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/site.h"

namespace sunhall {

/// Spans that one invitation may name.
inline constexpr std::size_t kHoursMax = 8;

/// Writes `07:00`.
std::string write_hh_mm(std::chrono::minutes since_midnight);

/// Reads `07:00-19:00`; `22:00-06:00` runs over midnight. Empty for anything else, and for a span
/// without a minute in it.
std::optional<DailySpan> parse_daily_span(std::string_view text);

/// Writes spans one after another: `07:00-09:00 11:30-13:00`.
std::string write_hours(const std::vector<DailySpan>& hours, std::string_view between);

}  // namespace sunhall
