// Whether an entry keeps the ledger's rules, before anything is looked up.
#pragma once

#include "core/base/result.h"
#include "hub/records/entry.h"

namespace sunhall {

/// Checks all but the body's fields.
///
/// Errors:  kBadInput with one line for people, Chinese then English, that names the field.
Result<void> check_new_entry(const NewEntry& entry);

/// The refusal that goes to a person.
tl::unexpected<Error> refuse_entry(std::string what);

}  // namespace sunhall
