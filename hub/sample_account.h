// Who may look at a sample home's desk.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "hub/api/accounts.h"
#include "native/secret.h"

namespace sunhall {

inline constexpr std::string_view kSampleAccount = "sample";

/// Makes a manager with a random password, for this run alone; one of an earlier run gets a new
/// password.
///
/// Blocks:  on the disk, and for as long as a password's hash takes.
Result<Secret> add_sample_account(Accounts& accounts);

}  // namespace sunhall
