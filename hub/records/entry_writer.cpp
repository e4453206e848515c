#include "hub/records/entry_writer.h"

#include <algorithm>
#include <span>
#include <utility>

#include "hub/records/entry_row.h"
#include "hub/records/new_entry_check.h"

namespace sunhall {
namespace {

bool is_same(const StoredEntry& known, const NewEntry& entry) {
  // Whose session it is may have changed before a queue was sent again; an erased body cannot be
  // compared any more.
  return known.kind == entry.kind && known.step == entry.step && known.previous == entry.previous &&
         known.day == entry.day && known.made_at == entry.made_at &&
         (!known.body || (*known.body == entry.body && known.reason == entry.reason));
}

PutAnswer to_answer(PutOutcome outcome, const StoredEntry& entry, std::string head) {
  return {.outcome = outcome,
          .id = entry.id,
          .thing = entry.thing,
          .seq = entry.seq,
          .received_at = entry.received_at,
          .hash = entry.hash,
          .head = std::move(head)};
}

}  // namespace

Date keep_from_of(const StoredEntry& entry, const BodyFacts& facts) {
  const Date from = std::max(facts.keep_from.value_or(entry.day), entry.day);
  if (entry.step != RecordStep::kWithdraw) return from;
  // Old master data that is withdrawn today was true until today.
  return std::max(from, Date(std::chrono::floor<std::chrono::days>(entry.received_at)));
}

Result<void> EntryWriter::open(std::string_view site) {
  std::string owner;
  const auto has_owner = database_.first("SELECT site FROM home",
                                         [&](const Statement& row) { owner = row.text_at(0); });
  if (!has_owner) return tl::unexpected<Error>(has_owner.error());
  if (*has_owner && owner != site) {
    return fail(ErrorKind::kBadInput,
                "records.db holds the records of " + owner + ", not of " + std::string(site));
  }
  genesis_ = genesis_digest(site);
  if (*has_owner) return {};
  return database_.run("INSERT INTO home VALUES (1, ?)", site);
}

Result<ChainHead> EntryWriter::newest() {
  ChainHead head{.seq = 0, .hash = genesis_};
  const auto found = database_.first(
      "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1",
      [&](const Statement& row) { head = {row.int_at(0), to_digest(row.blob_at(1))}; });
  if (!found) return tl::unexpected<Error>(found.error());
  return head;
}

Result<std::optional<StoredEntry>> EntryWriter::find(std::string_view id) {
  static const std::string kSql = "SELECT " + std::string(kEntryColumns) +
                                  " FROM entry AS e LEFT JOIN body AS b USING (seq) WHERE e.id = ?";
  std::optional<Result<StoredEntry>> entry;
  const auto found =
      database_.first(kSql, [&](const Statement& row) { entry = read_entry_row(row); }, id);
  if (!found) return tl::unexpected<Error>(found.error());
  if (!entry) return std::nullopt;
  if (!*entry) return tl::unexpected<Error>(entry->error());
  return std::move(**entry);
}

Result<std::optional<EntryWriter::Head>> EntryWriter::head_of(std::string_view thing_id) {
  Head head;
  const auto found = database_.first(
      "SELECT head.thing, head.seq, newest.id, head.kind, head.version_count, head.is_corrected, "
      "  head.is_withdrawn, head.keep_rule = 'erased' "
      "FROM entry AS first JOIN head ON head.thing = first.seq "
      "  JOIN entry AS newest ON newest.seq = head.seq WHERE first.id = ?",
      [&](const Statement& row) {
        head = {.thing = row.int_at(0),
                .seq = row.int_at(1),
                .id = row.text_at(2),
                .thing_id = std::string(thing_id),
                .kind = row.text_at(3),
                .version_count = row.int_at(4),
                .is_corrected = row.int_at(5) != 0,
                .is_withdrawn = row.int_at(6) != 0,
                .is_erased = row.int_at(7) != 0};
      },
      thing_id);
  if (!found) return tl::unexpected<Error>(found.error());
  if (!*found) return std::nullopt;
  return head;
}

Result<PutAnswer> EntryWriter::answer_known(const StoredEntry& known, const NewEntry& entry) {
  const auto head = head_of(known.thing);
  if (!head) return tl::unexpected<Error>(head.error());
  const PutOutcome outcome = is_same(known, entry) ? PutOutcome::kKnown : PutOutcome::kConflict;
  return to_answer(outcome, known, *head ? (*head)->id : std::string());
}

Result<PutAnswer> EntryWriter::conflict(const NewEntry& entry, const std::optional<Head>& head) {
  PutAnswer answer;
  answer.outcome = PutOutcome::kConflict;
  answer.id = entry.id;
  if (head) {
    answer.thing = head->thing_id;
    answer.head = head->id;
  }
  return answer;
}

Result<PutAnswer> EntryWriter::put(const NewEntry& entry, const BodyFacts& facts,
                                   WallTime received) {
  const auto known = find(entry.id);
  if (!known) return tl::unexpected<Error>(known.error());
  if (*known) return answer_known(**known, entry);

  std::optional<Head> head;
  if (entry.step != RecordStep::kAdd) {
    const auto previous = find(entry.previous);
    if (!previous) return tl::unexpected<Error>(previous.error());
    if (!*previous) return conflict(entry, std::nullopt);
    auto found = head_of((*previous)->thing);
    if (!found) return tl::unexpected<Error>(found.error());
    head = std::move(*found);
    if (!head || head->id != entry.previous) return conflict(entry, head);
    if (head->kind != entry.kind)
      return refuse_entry("记录的种类不能改 · kind: a record stays of its kind");
    if (head->is_withdrawn)
      return refuse_entry(
          "已撤回的记录不能再改，请另记一条 · previous: it was withdrawn: add anew");
    if (head->is_erased)
      return refuse_entry("已过保存期限，不能再改 · previous: its keeping time is over");
  }
  const auto stored = append(entry, head ? head->thing_id : entry.id, received);
  if (!stored) return tl::unexpected<Error>(stored.error());
  if (const auto set = set_head(head, *stored, facts); !set)
    return tl::unexpected<Error>(set.error());
  return to_answer(PutOutcome::kStored, *stored, stored->id);
}

Result<StoredEntry> EntryWriter::append(const NewEntry& entry, const std::string& thing,
                                        WallTime received) {
  const auto newest = this->newest();
  if (!newest) return tl::unexpected<Error>(newest.error());
  StoredEntry stored{.seq = newest->seq + 1,
                     .id = entry.id,
                     .thing = thing,
                     .kind = entry.kind,
                     .step = entry.step,
                     .previous = entry.previous,
                     .reason = entry.reason,
                     .day = entry.day,
                     .made_at = entry.made_at,
                     .received_at = received,
                     .who = entry.who,
                     .role = entry.role,
                     .source = entry.source,
                     .body = entry.body};
  const Salt salt = make_salt();
  const Digest content = content_digest({.salt = salt, .reason = entry.reason, .body = entry.body});
  stored.hash = entry_digest(newest->hash, content, stored);
  std::optional<std::string> previous;
  if (!entry.previous.empty()) previous = entry.previous;
  auto done = database_.run(
      "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", stored.seq,
      stored.id, stored.thing, stored.kind, step_word(stored.step), previous,
      format_date(stored.day), to_ms(stored.made_at.utc), stored.made_at.offset.count(),
      to_ms(received), stored.who, stored.role, source_word(stored.source),
      std::span<const std::uint8_t>(content), std::span<const std::uint8_t>(stored.hash));
  if (!done) return tl::unexpected<Error>(done.error());
  done = database_.run("INSERT INTO body VALUES (?, ?, ?, ?)", stored.seq,
                       std::span<const std::uint8_t>(salt), stored.reason, entry.body);
  if (!done) return tl::unexpected<Error>(done.error());
  return stored;
}

Result<void> EntryWriter::set_head(const std::optional<Head>& before, const StoredEntry& entry,
                                   const BodyFacts& facts) {
  const bool is_withdrawn = entry.step == RecordStep::kWithdraw;
  const std::int64_t thing = before ? before->thing : entry.seq;
  const bool is_corrected = (before && before->is_corrected) || entry.step == RecordStep::kCorrect;
  const auto done = database_.run("INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                  thing, entry.seq, entry.kind, format_date(entry.day),
                                  before ? before->version_count + 1 : 1, is_corrected ? 1 : 0,
                                  is_withdrawn ? 1 : 0, keep_word(facts.keep_rule),
                                  format_date(keep_from_of(entry, facts)));
  if (!done) return done;
  return index(thing, entry.seq, facts);
}

Result<void> EntryWriter::index(std::int64_t thing, std::int64_t seq, const BodyFacts& facts) {
  auto done = database_.run("DELETE FROM search_key WHERE thing = ?", thing);
  for (const SearchKey& key : facts.keys) {
    if (!done) return done;
    if (key.role == KeyRole::kPhoto) {
      done = database_.run("INSERT OR IGNORE INTO photo_use VALUES (?, ?)", key.value, seq);
    } else {
      done = database_.run("INSERT INTO search_key VALUES (?, ?, ?, ?)", thing, key_word(key.role),
                           key.value, key.part);
    }
  }
  return done;
}

}  // namespace sunhall
