// Keeping a span of the past from being deleted, over HTTP.
#pragma once

#include <chrono>
#include <cstddef>

#include "hub/api/audit_log.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "hub/store/archive.h"
#include "hub/store/store.h"
#include "native/clock.h"

namespace sunhall {

/// Holds that may stand at once.
inline constexpr std::size_t kHoldsMax = 1'000;
/// The longest span of one hold: a disk that is held for good cannot record any more.
inline constexpr std::chrono::days kHoldSpanMax{31};
inline constexpr std::size_t kHoldWhyBytesMax = 500;

/// Adds `/api/v1/holds`: inspectors read, managers hold and release; the latter is on the disk of
/// `audit`, with who did it, before it is done.
///
/// Owner:   all outlive the router.
/// Threads: `archive` is used by the queue's thread alone.
/// Source:  docs/http-api.md, "Holds".
void add_hold_routes(Router& router, Store& store, Archive& archive, AuditLog& audit,
                     const Clock& clock, TaskQueue& queue);

}  // namespace sunhall
