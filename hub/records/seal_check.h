// Whether the readings are those that were sealed.
#pragma once

#include "core/base/result.h"
#include "hub/records/chain_check.h"
#include "hub/records/prepared_database.h"
#include "hub/records/verify.h"

namespace sunhall {

/// Holds the readings of each sealed hour against each of its seals.
Result<void> check_seals(PreparedDatabase& database, const FindingSink& find, VerifyReport& report);

}  // namespace sunhall
