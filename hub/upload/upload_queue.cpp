#include "hub/upload/upload_queue.h"

#include <algorithm>
#include <utility>

#include "hub/records/entry_row.h"
#include "hub/upload/queue_schema.h"

namespace sunhall {
namespace {

constexpr std::int64_t kForgottenAtOnce = 16;

std::span<const std::uint8_t> blob(const Digest& digest) {
  return digest;
}

}  // namespace

Result<UploadQueue> UploadQueue::open(const std::filesystem::path& file, DatabaseUse use) {
  auto database = open_queue(file, use);
  if (!database) return tl::unexpected<Error>(database.error());
  return UploadQueue(std::move(*database));
}

Result<std::vector<QueuedItem>> UploadQueue::waiting(std::int64_t after, std::size_t count_max) {
  std::vector<QueuedItem> items;
  const auto read = database_.each(
      "SELECT seq, id, thing, kind FROM item AS i WHERE state = 'waiting' AND seq > ? "
      "AND NOT EXISTS (SELECT 1 FROM item AS p WHERE p.thing = i.thing AND p.seq < i.seq "
      "                AND p.state = 'waiting') ORDER BY seq LIMIT ?",
      [&](const Statement& row) -> Result<void> {
        items.push_back({row.int_at(0), row.text_at(1), row.text_at(2), row.text_at(3)});
        return {};
      },
      after, std::int64_t(count_max));
  if (!read) return tl::unexpected<Error>(read.error());
  return items;
}

Result<SentThing> UploadQueue::thing(std::string_view thing) {
  SentThing sent;
  const auto accepted = database_.first(
      "SELECT is_cancelled, platform_id FROM accepted WHERE thing = ?",
      [&](const Statement& row) {
        sent.is_accepted = row.int_at(0) == 0;
        sent.platform_id = row.text_at(1);
      },
      thing);
  if (!accepted) return tl::unexpected<Error>(accepted.error());
  const auto waits = database_.first(
      "SELECT 1 FROM item WHERE thing = ? AND state = 'waiting' LIMIT 1",
      [&](const Statement& /*row*/) { sent.is_waiting = true; }, thing);
  if (!waits) return tl::unexpected<Error>(waits.error());
  return sent;
}

Result<void> UploadQueue::set_state(std::string_view id, std::string_view state, WallTime now) {
  return database_.run("UPDATE item SET state = ?, tries = tries + 1, changed_ms = ? WHERE id = ?",
                       state, to_ms(now), id);
}

Result<void> UploadQueue::write_receipt(const Receipt& receipt, WallTime now) {
  return database_.run(
      "INSERT OR REPLACE INTO receipt "
      "(id, at_ms, action, status, code, message, platform_id, is_duplicate, sha256) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      receipt.id, to_ms(now), receipt.action, receipt.status, receipt.code, receipt.message,
      receipt.platform_id, receipt.is_duplicate ? 1 : 0, blob(receipt.sha256));
}

Result<void> UploadQueue::note_accepted(const Receipt& receipt, WallTime now) {
  auto done = set_state(receipt.id, "sent", now);
  if (done) done = write_receipt(receipt, now);
  if (!done) return done;
  // An update's answer may name its own row there: the thing keeps the id of its first version.
  const bool is_first = receipt.action == action_word(UploadAction::kAdd);
  done = database_.run(
      "INSERT INTO accepted (thing, seq, is_cancelled, platform_id) "
      "SELECT thing, seq, ?1, ?2 FROM item WHERE id = ?3 "
      "ON CONFLICT (thing) DO UPDATE SET seq = max(seq, excluded.seq), is_cancelled = ?1, "
      "platform_id = CASE WHEN ?2 = '' OR (?4 = 0 AND platform_id <> '') THEN platform_id "
      "ELSE ?2 END",
      receipt.action == action_word(UploadAction::kCancel) ? 1 : 0, receipt.platform_id, receipt.id,
      is_first ? 1 : 0);
  if (!done) return done;
  return supersede(receipt.id, now);
}

Result<void> UploadQueue::supersede(std::string_view id, WallTime now) {
  return database_.run(
      "UPDATE item SET state = 'superseded', changed_ms = ?1 WHERE state = 'refused' AND thing = "
      "(SELECT thing FROM item WHERE id = ?2) AND seq < (SELECT seq FROM item WHERE id = ?2)",
      to_ms(now), id);
}

Result<void> UploadQueue::note_sent(const std::vector<Receipt>& receipts, WallTime now) {
  auto change = Transaction::begin(database_.database());
  if (!change) return tl::unexpected<Error>(change.error());
  for (const Receipt& receipt : receipts) {
    const auto done = note_accepted(receipt, now);
    if (!done) return done;
  }
  return change->commit();
}

Result<void> UploadQueue::note_refused(const Receipt& receipt, WallTime now) {
  auto change = Transaction::begin(database_.database());
  if (!change) return tl::unexpected<Error>(change.error());
  auto done = set_state(receipt.id, "refused", now);
  if (done) done = write_receipt(receipt, now);
  // One comes in, one goes out; what else is too much goes with the hourly look.
  if (done) done = forget_old_refusals(kForgottenAtOnce);
  if (!done) return done;
  return change->commit();
}

Result<void> UploadQueue::forget_old_refusals(std::int64_t count_max) {
  // LIMIT -1 is none.
  return database_.run(
      "DELETE FROM receipt WHERE id IN (SELECT id FROM item WHERE state = 'refused' "
      "ORDER BY seq DESC LIMIT ?1 OFFSET ?2)",
      count_max, std::int64_t(kRefusedKnownMax));
}

Result<void> UploadQueue::note_skipped(const std::string& id, WallTime now) {
  auto change = Transaction::begin(database_.database());
  if (!change) return tl::unexpected<Error>(change.error());
  auto done = set_state(id, "skipped", now);
  if (done) done = supersede(id, now);
  if (!done) return done;
  return change->commit();
}

Result<void> UploadQueue::note_tried(const Receipt& receipt, WallTime now) {
  auto change = Transaction::begin(database_.database());
  if (!change) return tl::unexpected<Error>(change.error());
  auto done = set_state(receipt.id, "waiting", now);
  if (done) done = write_receipt(receipt, now);
  if (!done) return done;
  return change->commit();
}

Result<std::optional<std::string>> UploadQueue::photo(std::string_view sha) {
  std::optional<std::string> id;
  const auto found = database_.first(
      "SELECT platform_id FROM photo WHERE sha256 = ?",
      [&](const Statement& row) { id = row.text_at(0); }, sha);
  if (!found) return tl::unexpected<Error>(found.error());
  return id;
}

Result<void> UploadQueue::note_photo(std::string_view sha, std::string_view platform_id,
                                     WallTime now) {
  return database_.run("INSERT OR REPLACE INTO photo (sha256, platform_id, at_ms) VALUES (?, ?, ?)",
                       sha, platform_id, to_ms(now));
}

Result<QueueCounts> UploadQueue::counts() {
  QueueCounts counts;
  const auto waiting =
      database_.first("SELECT count(*), min(queued_ms) FROM item WHERE state = 'waiting'",
                      [&](const Statement& row) {
                        counts.waiting = row.int_at(0);
                        if (!row.is_null(1)) counts.oldest_waiting = from_ms(row.int_at(1));
                      });
  if (!waiting) return tl::unexpected<Error>(waiting.error());
  const auto refused =
      database_.first("SELECT count(*) FROM item WHERE state = 'refused'",
                      [&](const Statement& row) { counts.refused = row.int_at(0); });
  if (!refused) return tl::unexpected<Error>(refused.error());
  const auto sent = database_.first("SELECT count(*) FROM item WHERE state = 'sent'",
                                    [&](const Statement& row) { counts.sent = row.int_at(0); });
  if (!sent) return tl::unexpected<Error>(sent.error());
  return counts;
}

Result<std::vector<RefusedItem>> UploadQueue::refused(std::size_t count_max) {
  std::vector<RefusedItem> items;
  const auto read = database_.each(
      "SELECT i.id, i.kind, i.day, i.tries, r.at_ms, r.action, r.status, r.code, r.message, "
      "i.thing "
      "FROM item AS i JOIN receipt AS r USING (id) WHERE i.state = 'refused' "
      "ORDER BY i.seq DESC LIMIT ?",
      [&](const Statement& row) -> Result<void> {
        items.push_back({.id = row.text_at(0),
                         .thing = row.text_at(9),
                         .kind = row.text_at(1),
                         .day = row.text_at(2),
                         .tries = row.int_at(3),
                         .receipt = {.id = row.text_at(0),
                                     .action = row.text_at(5),
                                     .status = static_cast<int>(row.int_at(6)),
                                     .code = row.text_at(7),
                                     .message = row.text_at(8)},
                         .at = from_ms(row.int_at(4))});
        return {};
      },
      std::int64_t(count_max));
  if (!read) return tl::unexpected<Error>(read.error());
  return items;
}

Result<std::optional<WallTime>> UploadQueue::last_sent() {
  std::optional<WallTime> at;
  const auto found = database_.first(
      "SELECT r.at_ms FROM receipt AS r JOIN item AS i USING (id) WHERE i.state = 'sent' "
      "ORDER BY r.at_ms DESC LIMIT 1",
      [&](const Statement& row) { at = from_ms(row.int_at(0)); });
  if (!found) return tl::unexpected<Error>(found.error());
  return at;
}

Result<std::optional<Receipt>> UploadQueue::last_try() {
  std::optional<Receipt> receipt;
  const auto found = database_.first(
      "SELECT r.id, r.status, r.code, r.message FROM receipt AS r JOIN item AS i USING (id) "
      "WHERE i.state = 'waiting' ORDER BY r.at_ms DESC LIMIT 1",
      [&](const Statement& row) {
        receipt = Receipt{.id = row.text_at(0),
                          .status = static_cast<int>(row.int_at(1)),
                          .code = row.text_at(2),
                          .message = row.text_at(3)};
      });
  if (!found) return tl::unexpected<Error>(found.error());
  return receipt;
}

Result<std::int64_t> UploadQueue::retry(std::string_view id, WallTime now) {
  const auto done = database_.run(
      "UPDATE item SET state = 'waiting', changed_ms = ?1 "
      "WHERE state = 'refused' AND (?2 = '' OR id = ?2)",
      to_ms(now), id);
  if (!done) return tl::unexpected<Error>(done.error());
  return database_.database().changed_count();
}

Result<void> UploadQueue::prune(WallTime older_than) {
  const auto refused = forget_old_refusals(-1);
  if (!refused) return refused;
  return database_.run(
      "DELETE FROM receipt WHERE id IN (SELECT r.id FROM receipt AS r JOIN item AS i USING (id) "
      "WHERE r.at_ms < ? AND i.state NOT IN ('waiting', 'refused') ORDER BY r.at_ms LIMIT ?)",
      to_ms(older_than), std::int64_t(kPrunedMax));
}

}  // namespace sunhall
