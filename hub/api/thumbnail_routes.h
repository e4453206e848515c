// A small picture of every minute of the past.
#pragma once

#include "hub/api/audit_log.h"
#include "hub/api/task_queue.h"
#include "hub/api/thumbnail_cache.h"
#include "hub/http/router.h"
#include "hub/store/archive.h"
#include "native/clock.h"

namespace sunhall {

/// Adds `/archive/{camera}/thumbnail.jpg`, for inspectors and above; looks are logged by the hour.
///
/// Owner:   all outlive the router.
/// Threads: `archive` and `cache` are used by the queue's thread alone.
/// Source:  docs/http-api.md, "The past".
void add_thumbnail_routes(Router& router, Archive& archive, AuditLog& audit, ThumbnailCache& cache,
                          const Clock& clock, TaskQueue& queue);

}  // namespace sunhall
