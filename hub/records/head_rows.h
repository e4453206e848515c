// Heads with their bodies, as search, trace and the day's book read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/records/entry_row.h"
#include "hub/records/prepared_database.h"

namespace sunhall {

/// Heads as `h`, their newest entries as `e`, bodies as `b`; what follows says which.
const std::string& select_heads();

/// Adds a row that `select_heads` gave.
///
/// Errors:  kExhausted over kLedgerRowsMax; as read_entry_row's.
Result<void> add_head_row(std::vector<StoredEntry>& rows, const Statement& row);

template <class... Values>
Result<std::vector<StoredEntry>> read_heads(PreparedDatabase& database, std::string_view sql,
                                            const Values&... values) {
  std::vector<StoredEntry> rows;
  const auto read =
      database.each(sql, [&](const Statement& row) { return add_head_row(rows, row); }, values...);
  if (!read) return tl::unexpected<Error>(read.error());
  return rows;
}

}  // namespace sunhall
