// How the queue follows the ledger; upload_queue.cpp has what happens to what is queued.
#include <algorithm>

#include "hub/records/entry_row.h"
#include "hub/upload/upload_queue.h"

namespace sunhall {
namespace {

/// Puts the place of every kind on the disk.
Result<void> move_to(PreparedDatabase& database, std::int64_t seq, const Digest& hash) {
  const auto kinds = database.run("UPDATE follow SET seq = ?1 WHERE seq < ?1", seq);
  if (!kinds) return kinds;
  return database.run("UPDATE ledger SET seq = ?1, hash = ?2 WHERE seq < ?1", seq,
                      std::span<const std::uint8_t>(hash));
}

Result<std::set<std::string>> followed_kinds(PreparedDatabase& database) {
  std::set<std::string> kinds;
  const auto read =
      database.each("SELECT kind FROM follow", [&](const Statement& row) -> Result<void> {
        kinds.insert(row.text_at(0));
        return {};
      });
  if (!read) return tl::unexpected<Error>(read.error());
  return kinds;
}

/// The kinds of the plan and no others: one that comes back later begins anew.
Result<void> set_kinds(PreparedDatabase& database, const std::set<std::string>& wanted) {
  const auto known = followed_kinds(database);
  if (!known) return tl::unexpected<Error>(known.error());
  for (const std::string& kind : *known) {
    if (wanted.contains(kind)) continue;
    const auto done = database.run("DELETE FROM follow WHERE kind = ?", kind);
    if (!done) return done;
  }
  for (const std::string& kind : wanted) {
    const auto done = database.run("INSERT OR IGNORE INTO follow (kind, seq) VALUES (?, 0)", kind);
    if (!done) return done;
  }
  return {};
}

Result<void> set_ledger(PreparedDatabase& database, const FollowPlan& plan) {
  const std::string from = format_date(plan.from);
  std::string known;
  const auto found = database.first("SELECT from_day FROM ledger",
                                    [&](const Statement& row) { known = row.text_at(0); });
  if (!found) return tl::unexpected<Error>(found.error());
  if (!*found) {
    return database.run(
        "INSERT INTO ledger (only, site, from_day, seq, hash) VALUES (1, ?, ?, 0, ?)", plan.site,
        from, std::span<const std::uint8_t>(Digest{}));
  }
  if (from < known) {
    const auto again = database.run("UPDATE follow SET seq = 0");
    if (!again) return again;
  }
  return database.run("UPDATE ledger SET from_day = ?", from);
}

}  // namespace

Result<FollowPlace> UploadQueue::begin_following(const FollowPlan& plan) {
  auto change = Transaction::begin(database_.database());
  if (!change) return tl::unexpected<Error>(change.error());
  auto done = set_ledger(database_, plan);
  if (done) done = set_kinds(database_, plan.kinds);
  if (!done) return tl::unexpected<Error>(done.error());
  FollowPlace place;
  std::string site;
  const auto read =
      database_.first("SELECT (SELECT min(seq) FROM follow), seq, hash, site FROM ledger",
                      [&](const Statement& row) {
                        place = {row.int_at(0), row.int_at(1), to_digest(row.blob_at(2))};
                        site = row.text_at(3);
                      });
  if (!read) return tl::unexpected<Error>(read.error());
  if (site != plan.site)
    return fail(ErrorKind::kBadInput, "the queue is of another home: its id is " + site);
  const auto committed = change->commit();
  if (!committed) return tl::unexpected<Error>(committed.error());
  return place;
}

Result<void> UploadQueue::take(const FollowPlan& plan, const std::vector<StoredEntry>& entries,
                               WallTime now) {
  if (entries.empty()) return {};
  auto change = Transaction::begin(database_.database());
  if (!change) return tl::unexpected<Error>(change.error());
  for (const StoredEntry& entry : entries) {
    const bool is_in_time = plan.masters.contains(entry.kind) || entry.day >= plan.from;
    if (!plan.kinds.contains(entry.kind) || !is_in_time) continue;
    const auto done = database_.run(
        "INSERT INTO item (id, seq, thing, kind, day, state, tries, queued_ms, changed_ms) "
        "VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', 0, ?6, ?6) ON CONFLICT (id) DO NOTHING",
        entry.id, entry.seq, entry.thing, entry.kind, format_date(entry.day), to_ms(now));
    if (!done) return done;
  }
  const auto moved = move_to(database_, entries.back().seq, entries.back().hash);
  if (!moved) return moved;
  return change->commit();
}

Result<void> UploadQueue::begin_anew() {
  auto change = Transaction::begin(database_.database());
  if (!change) return tl::unexpected<Error>(change.error());
  auto done = database_.run("UPDATE follow SET seq = 0");
  if (done) {
    done = database_.run("UPDATE ledger SET seq = 0, hash = ?",
                         std::span<const std::uint8_t>(Digest{}));
  }
  if (!done) return done;
  return change->commit();
}

}  // namespace sunhall
