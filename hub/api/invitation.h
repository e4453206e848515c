// How an invitation in an address becomes a visit.
#pragma once

#include <string>

#include "hub/api/accounts.h"
#include "hub/http/message.h"
#include "native/clock.h"

namespace sunhall {

/// Answers a request with a `token` in its query: 303 to `page`, with the token in a cookie, so
/// that it leaves the address, where it would stay in histories and be passed on; with a bad one
/// to `page` and `?invite=invalid`, and no cookie.
Response take_invitation(const Accounts& accounts, const Clock& clock, const Request& request,
                         const std::string& page);

}  // namespace sunhall
