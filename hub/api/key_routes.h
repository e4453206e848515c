// Keys of programs that write records: `/api/v1/keys`.
#pragma once

#include "hub/api/accounts.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "native/clock.h"

namespace sunhall {

/// Adds the routes, for managers: a key is shown once, listed without itself, and revocable.
///
/// Owner:   all outlive the router.
/// Source:  docs/http-api.md, "Keys".
void add_key_routes(Router& router, Accounts& accounts, const Clock& clock, TaskQueue& queue);

}  // namespace sunhall
