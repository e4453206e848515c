// A day as the rules look at it.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/limits.h"
#include "core/model/records/day_book.h"
#include "hub/records/ledger_reader.h"

namespace sunhall {

/// Gathers everything that matters for a day: its heads, the master data, what the windows of
/// core/model/records/day_book.h reach back to, deliveries that went into the day's meals or share
/// a batch number with one of the day.
///
/// The site's meal times and the sensors' facts are not in it: who knows them adds them.
///
/// Threads: the reader's.
/// Blocks:  on the disk, a few milliseconds.
/// Errors:  as native/sqlite.h's; kInternal for a body that its own kind cannot read.
Result<DayBook> read_day_book(LedgerReader& ledger, const Date& date, const Limits& limits);

}  // namespace sunhall
