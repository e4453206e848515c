// The past over HTTP: what is there, and any span of it to play.
#pragma once

#include <chrono>
#include <cstddef>

#include "hub/api/audit_log.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "hub/store/archive.h"
#include "native/clock.h"

namespace sunhall {

/// The longest span of one playlist, and of one listing of files.
inline constexpr std::chrono::hours kVodSpanMax{24};
/// The longest span of one listing of what is there and what is missing.
inline constexpr std::chrono::days kCoverageSpanMax{62};
inline constexpr std::size_t kVodSegmentsMax = 60'000;

/// Adds `/api/v1/recordings` and `/archive/{camera}/…`, for inspectors and above; each look is
/// logged.
///
/// Owner:   all outlive the router.
/// Threads: `archive` is used by the queue's thread alone.
/// Source:  docs/http-api.md, "The past".
void add_archive_routes(Router& router, Archive& archive, AuditLog& audit, const Clock& clock,
                        TaskQueue& queue);

}  // namespace sunhall
