// Logging in and out, and who may come in: `/api/v1/login`, `logout`, `accounts`, `links`.
#pragma once

#include "hub/api/accounts.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"

namespace sunhall {

/// Adds the routes; the rest outlives the router.
///
/// A manager makes and removes family, staff and inspectors; an administrator everybody.
///
/// Source:  docs/http-api.md, "Accounts".
void add_account_routes(Router& router, Accounts& accounts, const Clock& clock, TaskQueue& queue);

}  // namespace sunhall
