// A day as the rules look at it.
#pragma once

#include <chrono>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/records/ledger_reader.h"

namespace sunhall {

struct DayBook;

/// Gathers everything that matters for a day: its heads, the master data, deliveries of the last
/// kExpiryDays or used in the day's meals, samples that are still kept, open findings' steps.
///
/// The sensors' facts are not in it: who watches the sensors adds them.
///
/// Threads: the reader's.
/// Blocks:  on the disk, a few milliseconds.
/// Errors:  as native/sqlite.h's; kInternal for a body that its own kind cannot read.
Result<DayBook> read_day_book(LedgerReader& ledger, const Date& date);

inline constexpr std::chrono::days kExpiryDays{60};  // deliveries are looked at for so long
inline constexpr std::chrono::days kSampleDays{3};   // samples that may still be kept

}  // namespace sunhall
