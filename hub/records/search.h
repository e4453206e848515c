// Looking for records of the past.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/records/ledger_reader.h"

namespace sunhall {

/// What all of the given conditions must fit; an empty text asks nothing.
struct SearchQuery {
  std::string supplier{};  // a thing, or a part of a name
  std::string batch{};     // as printed, or its beginning
  std::string person{};    // a thing, or a part of a name
  std::string dish{};      // a thing, or a part of a name
  Date from{};             // both included
  Date to{};
  std::size_t count_max = 500;
};

struct SearchAnswer {
  std::vector<StoredEntry> entries;  // heads, the newest day first
  bool is_cut = false;               // there are more than count_max
};

/// Finds heads by what they name; withdrawn ones are left out.
///
/// Threads: the reader's.
/// Blocks:  on the disk.
/// Errors:  kBadInput for a query without any condition, or with `from` after `to`.
Result<SearchAnswer> search(LedgerReader& ledger, const SearchQuery& query);

}  // namespace sunhall
