// A span of the past as a file to take away.
#pragma once

#include <cstddef>

#include "hub/api/audit_log.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "hub/store/archive.h"

namespace sunhall {

/// Downloads that are prepared or sent at once: an hour of 25 frames a second takes 41 MB of
/// pieces.
inline constexpr int kClipsAtOnceMax = 2;

/// Adds `/archive/{camera}/clip.mp4`, for inspectors and above; each is logged as `clip`.
///
/// Owner:   all outlive the router.
/// Threads: `archive` is used by the queue's thread alone; between two recordings the queue does
///          other tasks.
/// Source:  docs/http-api.md, "The past".
void add_clip_routes(Router& router, Archive& archive, AuditLog& audit, TaskQueue& queue);

}  // namespace sunhall
