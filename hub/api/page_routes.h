// The families' page, and how an invitation link becomes a visit.
#pragma once

#include <memory>

#include "hub/api/accounts.h"
#include "hub/api/page_files.h"
#include "hub/http/router.h"
#include "native/clock.h"

namespace sunhall {

/// Adds `/`, the page's files, and `/?token=`: a good token becomes a cookie and leaves the
/// address, a bad one `/?invite=invalid`, so that the page says it kindly.
///
/// The files are open to everybody: they hold nothing of the house. `files` null: `/` says that
/// the page is not installed.
///
/// Owner:   all outlive the router.
/// Threads: answers on the server's thread and never blocks.
/// Source:  docs/http-api.md, "The families' page".
void add_page_routes(Router& router, const std::shared_ptr<const PageFiles>& files,
                     const Accounts& accounts, const Clock& clock);

}  // namespace sunhall
