#include "hub/records/ledger_reader.h"

#include <utility>

#include "hub/records/head_rows.h"
#include "hub/records/ledger.h"
#include "hub/records/schema.h"

namespace sunhall {
namespace {

Result<std::optional<StoredEntry>> only_one(Result<std::vector<StoredEntry>> rows) {
  if (!rows) return tl::unexpected<Error>(std::move(rows.error()));
  if (rows->empty()) return std::nullopt;
  return std::move(rows->front());
}

}  // namespace

Result<LedgerReader> LedgerReader::open(const std::filesystem::path& folder) {
  auto database = open_records(folder / kRecordsName, DatabaseUse::kReadOnly);
  if (!database) return tl::unexpected<Error>(std::move(database.error()));
  return LedgerReader(PreparedDatabase(std::move(*database)));
}

Result<std::optional<StoredEntry>> LedgerReader::entry(std::string_view id) {
  static const std::string kSql =
      "SELECT " + std::string(kEntryColumns) +
      ", (SELECT count(*) FROM entry AS v WHERE v.thing = e.thing AND v.seq <= e.seq),"
      "  EXISTS (SELECT 1 FROM entry AS v WHERE v.thing = e.thing AND v.seq <= e.seq"
      "          AND v.step = 'correct') "
      "FROM entry AS e LEFT JOIN body AS b USING (seq) WHERE e.id = ?";
  return only_one(read_heads(database_, kSql, id));
}

Result<std::optional<StoredEntry>> LedgerReader::head(std::string_view thing) {
  static const std::string kSql =
      select_heads() + "WHERE h.thing = (SELECT seq FROM entry WHERE id = ? AND step = 'add')";
  return only_one(read_heads(database_, kSql, thing));
}

Result<std::vector<StoredEntry>> LedgerReader::history(std::string_view thing) {
  static const std::string kSql =
      "SELECT " + std::string(kEntryColumns) +
      ", row_number() OVER (ORDER BY e.seq), max(e.step = 'correct') OVER (ORDER BY e.seq) "
      "FROM entry AS e LEFT JOIN body AS b USING (seq) WHERE e.thing = ? ORDER BY e.seq";
  return read_heads(database_, kSql, thing);
}

Result<std::vector<StoredEntry>> LedgerReader::days(const Date& from, const Date& to,
                                                    std::string_view kind) {
  static const std::string kAll =
      select_heads() +
      "WHERE h.is_withdrawn = 0 AND h.day BETWEEN ? AND ? AND h.kind NOT IN "
      "('seal', 'erasure') ORDER BY h.day, h.seq";
  static const std::string kOneKind =
      select_heads() +
      "WHERE h.is_withdrawn = 0 AND h.day BETWEEN ? AND ? AND h.kind = ? ORDER BY h.day, h.seq";
  if (kind.empty()) return read_heads(database_, kAll, format_date(from), format_date(to));
  return read_heads(database_, kOneKind, format_date(from), format_date(to), kind);
}

Result<std::vector<StoredEntry>> LedgerReader::all_of(std::string_view kind) {
  static const std::string kSql =
      select_heads() + "WHERE h.is_withdrawn = 0 AND h.kind = ? ORDER BY h.day, h.seq";
  return read_heads(database_, kSql, kind);
}

Result<ChainHead> LedgerReader::newest() {
  ChainHead head;
  const auto found = database_.first(
      "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1",
      [&](const Statement& row) { head = {row.int_at(0), to_digest(row.blob_at(1))}; });
  if (!found) return tl::unexpected<Error>(found.error());
  return head;
}

Result<bool> LedgerReader::is_photo_named(std::string_view sha, const Date& from, const Date& to) {
  return database_.first(
      "SELECT 1 FROM photo_use AS u JOIN entry AS e ON e.seq = u.seq "
      "LEFT JOIN head AS h ON h.seq = u.seq AND h.keep_rule = 'for_good' AND h.is_withdrawn = 0 "
      "WHERE u.sha256 = ? AND (e.day BETWEEN ? AND ? OR h.seq IS NOT NULL) LIMIT 1",
      [](const Statement& /*row*/) {}, sha, format_date(from), format_date(to));
}

}  // namespace sunhall
