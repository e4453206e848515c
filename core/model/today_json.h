// The day's records as JSON, version 1: what a home publishes and what a screen fetches.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/today.h"

namespace sunhall {

inline constexpr std::string_view kTodayFormat = "sunhall.today";
inline constexpr int kTodayVersion = 1;

inline constexpr std::size_t kTodayBytesMax = 1024 * 1024;
inline constexpr std::size_t kRowsMax = 500;       // of each list
inline constexpr std::size_t kDishesMax = 60;      // of each meal
inline constexpr std::size_t kLabelCharsMax = 60;  // names, places, numbers
inline constexpr std::size_t kNoteCharsMax = 300;  // notices, warnings, notes

/// The records, and what had to be left out or changed to make them public.
struct TodayReading {
  Today today;
  std::vector<std::string> warnings;  // place and reason, never the value
  int dropped_count = 0;              // things that must not be public
};

/// Reads one day's records.
///
/// Forbidden keys (symptom, body temperature, identity number, telephone, face, scan …) are dropped
/// wherever they stand; names are masked unless their owner's consent stands beside them; texts
/// pass `make_public`; unknown keys are ignored. Each leaves a warning.
///
/// Errors:  kExhausted over kTodayBytesMax; kUnsupported for a newer version; kBadInput with the
///          place (`staff_checks[3].checked_at`) and the fix for anything else. Never quotes a
///          value.
/// Source:  docs/today-format.md.
Result<TodayReading> read_today(std::string_view json);

/// Writes what `read_today` reads; an empty section stays empty, an absent one absent.
std::string write_today(const Today& today);

}  // namespace sunhall
