// A day as staff, managers and inspectors read it: every record with its verdicts, what is missing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "core/base/result.h"
#include "hub/api/day_source.h"
#include "hub/api/record_view.h"

namespace sunhall {

inline constexpr std::size_t kSheetsKeptMax = 32;

/// Makes day sheets, and keeps those that are asked for again.
///
/// A sheet is made anew when something was entered, when a sensor says something else, and every
/// minute, as what is due grows overdue.
///
/// Threads: the reader's.
/// Owner:   reader and source outlive it.
class DaySheets {
 public:
  DaySheets(LedgerReader& ledger, const DaySource& source) : ledger_(ledger), source_(source) {}

  /// The sheet of a day as JSON text.
  ///
  /// Blocks:  on the disk.
  /// Errors:  as native/sqlite.h's.
  /// Source:  docs/http-api.md, "The day".
  Result<std::string> sheet(const Date& date, Role role, const ZonedTime& now);

 private:
  using Key = std::tuple<int, unsigned, unsigned, bool>;  // the date; whether managers' things show
  struct Kept {
    std::int64_t seq = 0;
    std::int64_t minute = 0;
    std::vector<SensorState> sensors;
    std::string text;
  };

  Result<std::string> make(const Date& date, Role role, const ZonedTime& now,
                           const ChainHead& head);

  LedgerReader& ledger_;
  const DaySource& source_;
  std::map<Key, Kept> kept_;
};

}  // namespace sunhall
