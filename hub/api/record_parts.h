// What the routes of the records work with.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "hub/api/audit_log.h"
#include "hub/api/day_sheet.h"
#include "hub/api/record_view.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "hub/records/ledger.h"
#include "hub/records/ledger_reader.h"
#include "native/clock.h"

namespace sunhall {

/// How far back staff look: what they still work with. The past is managers' and inspectors'.
inline constexpr std::chrono::days kStaffPast{14};
inline constexpr std::chrono::days kRecordSpanMax{62};  // of one answer

/// All outlive the router.
struct RecordParts {
  Ledger& ledger;
  LedgerReader& reader;  // the queue's thread uses it
  DaySheets& sheets;     // the queue's thread uses it
  const DaySource& source;
  TaskQueue& queue;
  AuditLog& audit;
  const Clock& clock;
};

/// A span of days, both included.
struct DaySpan {
  Date from{};
  Date to{};
};

/// Reads `day`, or `from` and `to`, of a query; today when nothing is said.
///
/// Errors:  the answer to give: 400 for what is no day, a span the wrong way round or over
///          `days_max`; 403 for a day that is too long ago for who asks.
tl::expected<DaySpan, Response> read_day_span(const Call& call, const ZonedTime& now,
                                              std::chrono::days days_max);

/// 403 when a day is too long ago for who asks.
std::optional<Response> refuse_past(const Identity& who, const Date& day, const ZonedTime& now);

RecordView view_of(const Call& call, const Clock& clock);

/// Adds a reading route: looks of inspectors and managers are logged before they are shown, and the
/// answer is made on the queue.
void add_record_reading(Router& router, const RecordParts& parts, const char* pattern, Role least,
                        const char* what,
                        std::function<Response(const RecordParts&, const Call&)> answer);

}  // namespace sunhall
