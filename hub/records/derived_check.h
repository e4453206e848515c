// What follows from the entries: heads and keys.
#pragma once

#include "core/base/result.h"
#include "hub/records/body_facts.h"
#include "hub/records/chain_check.h"
#include "hub/records/prepared_database.h"

namespace sunhall {

/// Whether versions follow one another and each thing's head is its newest version.
Result<void> check_things(PreparedDatabase& database, const FindingSink& find);

/// Whether search keys and photo uses are those of the bodies.
Result<void> check_keys(PreparedDatabase& database, const BodyReader& read_body,
                        const FindingSink& find);

}  // namespace sunhall
