// Records in and out: `/api/v1/records`, `day`, `masters`.
#pragma once

#include "hub/api/record_parts.h"

namespace sunhall {

/// Adds the routes; staff write and read the days they work with, managers and inspectors read all.
///
/// Threads: an entry is checked on the server's thread and answered by the ledger's, after it is on
///          the disk; reading is done on the queue.
/// Source:  docs/http-api.md, "Records".
void add_record_routes(Router& router, const RecordParts& parts);

}  // namespace sunhall
