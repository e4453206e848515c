#include "hub/records/head_rows.h"

#include <utility>

#include "hub/records/ledger_reader.h"

namespace sunhall {

const std::string& select_heads() {
  static const std::string kSql =
      "SELECT " + std::string(kEntryColumns) +
      ", h.version_count, h.is_corrected FROM head AS h "
      "JOIN entry AS e ON e.seq = h.seq LEFT JOIN body AS b ON b.seq = h.seq ";
  return kSql;
}

Result<void> add_head_row(std::vector<StoredEntry>& rows, const Statement& row) {
  if (rows.size() == kLedgerRowsMax)
    return fail(ErrorKind::kExhausted, "too many records: ask for fewer days");
  auto entry = read_entry_row(row);
  if (!entry) return tl::unexpected<Error>(std::move(entry.error()));
  entry->version_count = static_cast<int>(row.int_at(kEntryColumnCount));
  entry->is_corrected = row.int_at(kEntryColumnCount + 1) != 0;
  rows.push_back(std::move(*entry));
  return {};
}

}  // namespace sunhall
