#include "hub/records/chain_check.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <set>
#include <utility>

#include "hub/records/chain.h"
#include "hub/records/entry_row.h"
#include "hub/records/schema.h"

namespace sunhall {
namespace {

constexpr std::uint64_t kProgressEntries = 5000;

constexpr int kContent = kEntryColumnCount;
constexpr int kSalt = kEntryColumnCount + 1;
constexpr int kErasedBy = kEntryColumnCount + 2;

const std::string kRows = "SELECT " + std::string(kEntryColumns) +
                          ", e.content, b.salt, r.by_seq FROM entry AS e "
                          "LEFT JOIN body AS b USING (seq) LEFT JOIN erasure AS r USING (seq) "
                          "ORDER BY e.seq";

class Links {
 public:
  Links(const ChainCheck& check, VerifyReport& report, std::uint64_t total, const Digest& genesis)
      : check_(check), report_(report), total_(total), before_(genesis) {}

  Result<void> look(const Statement& row) {
    const std::int64_t seq = row.int_at(0);
    if (seq != report_.head.seq + 1) find(seq, missing(seq));
    const Digest stored = to_digest(row.blob_at(13));
    const Digest content = to_digest(row.blob_at(kContent));
    const auto entry = read_entry_row(row);
    if (!entry) {
      find(seq, "it was changed: its step, day or source cannot be read");
    } else if (entry_digest(before_, content, *entry) != stored) {
      find(seq, "it was changed, or does not follow the entry before it");
    } else {
      look_at_content(row, *entry, content);
    }
    before_ = stored;
    report_.head = {seq, stored};
    ++report_.entry_count;
    if (report_.entry_count % kProgressEntries != 0 || !check_.progress) return {};
    if (check_.progress(report_.entry_count, total_)) return {};
    return fail(ErrorKind::kUnavailable, "the check was ended");
  }

 private:
  void find(std::int64_t seq, std::string what) {
    check_.find(fmt::format("entry {}", seq), std::move(what));
  }

  std::string missing(std::int64_t seq) const {
    const std::int64_t first = report_.head.seq + 1;
    if (seq == first + 1) return fmt::format("entry {} before it is missing", first);
    return fmt::format("entries {} to {} before it are missing", first, seq - 1);
  }

  void look_at_content(const Statement& row, const StoredEntry& entry, const Digest& content) {
    const bool is_erased = !row.is_null(kErasedBy);
    if (is_erased) ++report_.erased_count;
    if (entry.body && is_erased) return find(entry.seq, "it was erased, and yet has a body");
    if (!entry.body && !is_erased)
      return find(entry.seq, "its body is missing, and no erasure says why");
    if (!entry.body) return;
    Salt salt{};
    const auto bytes = row.blob_at(kSalt);
    if (bytes.size() == salt.size()) std::ranges::copy(bytes, salt.begin());
    if (content_digest({.salt = salt, .reason = entry.reason, .body = *entry.body}) != content)
      find(entry.seq, "its body or reason was changed");
  }

  const ChainCheck& check_;
  VerifyReport& report_;
  const std::uint64_t total_;
  Digest before_;
};

/// An erasure that no entry of the chain vouches for hides a deletion.
Result<void> check_erasures(PreparedDatabase& database, const FindingSink& find) {
  using Erasure = std::pair<std::int64_t, std::int64_t>;  // seq, and of the entry that says so
  const auto read = [&](std::string_view sql) -> Result<std::set<Erasure>> {
    std::set<Erasure> all;
    const auto done = database.each(sql, [&](const Statement& row) -> Result<void> {
      all.emplace(row.int_at(0), row.int_at(1));
      return {};
    });
    if (!done) return tl::unexpected<Error>(done.error());
    return all;
  };
  const auto vouched = read(
      "SELECT s.value, e.seq FROM entry AS e JOIN body AS b USING (seq), json_each("
      "  CASE WHEN json_valid(b.json) THEN b.json ELSE '{}' END, '$.seqs') AS s "
      "WHERE e.kind = 'erasure'");
  if (!vouched) return tl::unexpected<Error>(vouched.error());
  const auto done = read("SELECT seq, by_seq FROM erasure");
  if (!done) return tl::unexpected<Error>(done.error());
  for (const auto& [seq, by_seq] : *done) {
    if (!vouched->contains({seq, by_seq}))
      find(fmt::format("entry {}", seq),
           fmt::format("entry {} does not say that it was erased", by_seq));
  }
  for (const auto& [seq, by_seq] : *vouched) {
    if (!done->contains({seq, by_seq}))
      find(fmt::format("entry {}", seq), fmt::format("it was not erased as entry {} says", by_seq));
  }
  return {};
}

}  // namespace

Result<void> check_pages(PreparedDatabase& database, const FindingSink& find) {
  return database.each("PRAGMA integrity_check(10)", [&](const Statement& row) -> Result<void> {
    if (row.text_at(0) != "ok") find("records.db", row.text_at(0));
    return {};
  });
}

Result<void> check_chain(PreparedDatabase& database, const ChainCheck& check,
                         VerifyReport& report) {
  std::string site;
  const auto owner =
      database.first("SELECT site FROM home", [&](const Statement& row) { site = row.text_at(0); });
  if (!owner) return tl::unexpected<Error>(owner.error());
  if (!*owner) check.find("records.db", "it does not say whose records these are");
  const auto total = database.database().number("SELECT count(*) FROM entry");
  if (!total) return tl::unexpected<Error>(total.error());

  Links links(check, report, static_cast<std::uint64_t>(*total), genesis_digest(site));
  const auto looked = database.each(kRows, [&](const Statement& row) { return links.look(row); });
  if (!looked) return looked;
  return check_erasures(database, check.find);
}

}  // namespace sunhall
