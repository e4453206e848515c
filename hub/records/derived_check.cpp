#include "hub/records/derived_check.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "hub/records/entry_row.h"
#include "hub/records/entry_writer.h"
#include "hub/records/schema.h"

namespace sunhall {
namespace {

std::string place_of(std::int64_t seq) {
  return fmt::format("entry {}", seq);
}

/// Says the same of every row's first column.
Result<void> find_rows(PreparedDatabase& database, std::string_view sql, const std::string& what,
                       const FindingSink& find) {
  return database.each(sql, [&](const Statement& row) -> Result<void> {
    find(place_of(row.int_at(0)), what);
    return {};
  });
}

using KeyText = std::tuple<std::string, std::string, std::string>;  // role, value, part

/// One version's body against the tables that are derived from it.
class KeyCheck {
 public:
  KeyCheck(PreparedDatabase& database, const BodyReader& read_body, const FindingSink& find)
      : database_(database), read_body_(read_body), find_(find) {}

  /// `thing` is 0 for a version that is no head.
  Result<void> look(const StoredEntry& entry, std::int64_t thing, const std::string& keep) {
    BodyFacts facts;
    const bool has_facts = entry.body && entry.step != RecordStep::kWithdraw;
    if (has_facts) {
      auto read = read_body_(entry.kind, *entry.body);
      if (!read) {
        find_(place_of(entry.seq), "its body cannot be read: " + read.error().what);
        return {};
      }
      facts = std::move(*read);
    }
    if (const auto looked = look_at_photos(entry, facts); !looked || thing == 0) return looked;
    const std::string rule = entry.body ? std::string(keep_word(facts.keep_rule)) : "erased";
    const std::string from = format_date(keep_from_of(entry, facts));
    if (entry.body ? keep != rule + " " + from : !keep.starts_with(rule))
      find_(place_of(entry.seq), "its keeping time is not what follows from it");
    return look_at_keys(entry, thing, facts);
  }

 private:
  Result<void> look_at_photos(const StoredEntry& entry, const BodyFacts& facts) {
    std::vector<std::string> expected;
    for (const SearchKey& key : facts.keys)
      if (key.role == KeyRole::kPhoto) expected.push_back(key.value);
    std::ranges::sort(expected);
    const auto twice = std::ranges::unique(expected);
    expected.erase(twice.begin(), twice.end());
    std::vector<std::string> used;
    const auto read = database_.each(
        "SELECT sha256 FROM photo_use WHERE seq = ? ORDER BY sha256",
        [&](const Statement& row) -> Result<void> {
          used.push_back(row.text_at(0));
          return {};
        },
        entry.seq);
    if (read && used != expected)
      find_(place_of(entry.seq), "its photos are not listed as it names them");
    return read;
  }

  Result<void> look_at_keys(const StoredEntry& entry, std::int64_t thing, const BodyFacts& facts) {
    std::vector<KeyText> expected;
    for (const SearchKey& key : facts.keys)
      if (key.role != KeyRole::kPhoto)
        expected.emplace_back(key_word(key.role), key.value, key.part);
    std::ranges::sort(expected);
    std::vector<KeyText> listed;
    const auto read = database_.each(
        "SELECT role, value, part FROM search_key WHERE thing = ?",
        [&](const Statement& row) -> Result<void> {
          listed.emplace_back(row.text_at(0), row.text_at(1), row.text_at(2));
          return {};
        },
        thing);
    std::ranges::sort(listed);
    if (read && listed != expected)
      find_(place_of(entry.seq), "search does not find it by what it says");
    return read;
  }

  PreparedDatabase& database_;
  const BodyReader& read_body_;
  const FindingSink& find_;
};

}  // namespace

Result<void> check_things(PreparedDatabase& database, const FindingSink& find) {
  const auto versions = find_rows(
      database,
      "SELECT e.seq FROM entry AS e LEFT JOIN entry AS p ON p.id = e.previous "
      "WHERE (e.step = 'add') != (e.previous IS NULL) OR (e.step = 'add' AND e.thing != e.id) "
      "  OR (e.previous IS NOT NULL AND (p.seq IS NULL OR p.seq >= e.seq OR p.thing != e.thing "
      "      OR p.kind != e.kind OR p.step = 'withdraw')) ORDER BY e.seq",
      "it does not fit the version before it", find);
  if (!versions) return versions;
  const auto heads = find_rows(
      database,
      "WITH n AS (SELECT min(seq) AS thing, max(seq) AS seq, count(*) AS versions, "
      "           max(step = 'correct') AS corrected FROM entry GROUP BY entry.thing) "
      "SELECT n.seq FROM n JOIN entry AS e ON e.seq = n.seq LEFT JOIN head AS h "
      "  ON h.thing = n.thing WHERE h.thing IS NULL OR h.seq != n.seq OR h.kind != e.kind "
      "  OR h.day != e.day OR h.version_count != n.versions OR h.is_corrected != n.corrected "
      "  OR h.is_withdrawn != (e.step = 'withdraw') ORDER BY n.seq",
      "it is its thing's newest version, but not its head", find);
  if (!heads) return heads;
  return find_rows(database,
                   "SELECT h.thing FROM head AS h LEFT JOIN entry AS e ON e.seq = h.thing "
                   "WHERE e.seq IS NULL OR e.step != 'add' ORDER BY h.thing",
                   "a head belongs to no thing", find);
}

Result<void> check_keys(PreparedDatabase& database, const BodyReader& read_body,
                        const FindingSink& find) {
  static const std::string kRows =
      "SELECT " + std::string(kEntryColumns) +
      ", coalesce(h.thing, 0), h.keep_rule || ' ' || h.keep_from FROM entry AS e "
      "LEFT JOIN body AS b USING (seq) LEFT JOIN head AS h ON h.thing = "
      "  (SELECT seq FROM entry AS f WHERE f.id = e.thing) AND h.seq = e.seq "
      "WHERE e.kind NOT IN ('seal', 'erasure') ORDER BY e.seq";
  KeyCheck check(database, read_body, find);
  const auto looked = database.each(kRows, [&](const Statement& row) -> Result<void> {
    const auto entry = read_entry_row(row);
    if (!entry) return {};  // the chain's check has said so
    return check.look(*entry, row.int_at(kEntryColumnCount), row.text_at(kEntryColumnCount + 1));
  });
  if (!looked) return looked;
  const auto keys = find_rows(database,
                              "SELECT DISTINCT thing FROM search_key AS k WHERE NOT EXISTS "
                              "(SELECT 1 FROM head WHERE head.thing = k.thing)",
                              "search finds something that is not there", find);
  if (!keys) return keys;
  return find_rows(database,
                   "SELECT DISTINCT seq FROM photo_use AS u WHERE NOT EXISTS "
                   "(SELECT 1 FROM body WHERE body.seq = u.seq)",
                   "a photo is listed for a body that is not there", find);
}

}  // namespace sunhall
