#include "hub/store/removal.h"

namespace sunhall {
namespace {

// A hold that touches a recording keeps the whole of it.
constexpr std::string_view kNotHeld =
    " NOT EXISTS (SELECT 1 FROM hold WHERE hold.stream_id = recording.stream_id "
    "   AND released_ms IS NULL AND from_90k < end_90k AND to_90k > start_90k) ";

struct Doomed {
  std::int64_t stream = 0;
  std::string path;
  std::int64_t from_90k = 0;
  std::int64_t to_90k = 0;
  std::int64_t bytes = 0;
  std::optional<std::int64_t> number;
  std::optional<std::vector<std::uint8_t>> chain;
};

Result<std::optional<Doomed>> find_doomed(Index& index, std::int64_t id) {
  const auto row = index.prepared(
      "SELECT stream_id, path, start_90k, end_90k, bytes, chain_number, chain FROM recording "
      "WHERE id = ? AND " +
      std::string(kNotHeld));
  if (!row) return tl::unexpected<Error>(row.error());
  const auto is_there = (*row)->bind(id).step();
  if (!is_there) return tl::unexpected<Error>(is_there.error());
  if (!*is_there) return std::nullopt;
  Doomed doomed{(*row)->int_at(0), (*row)->text_at(1),      (*row)->int_at(2), (*row)->int_at(3),
                (*row)->int_at(4), (*row)->maybe_int_at(5), std::nullopt};
  if (!(*row)->is_null(6)) doomed.chain = (*row)->blob_at(6);
  (*row)->reset();
  return doomed;
}

/// Adds to the row of the file before it, or begins one: a row covers one day of deleting at most.
Result<void> note_deletion(Index& index, const Doomed& doomed, const RemovalNote& note) {
  const std::int64_t at_ms = note.at.time_since_epoch().count();
  const auto extended = index.run(
      "UPDATE deletion SET to_90k = ?, file_count = file_count + 1, bytes = bytes + ?, "
      "  last_number = ?, last_chain = ?, at_ms = ? "
      "WHERE stream_id = ? AND last_number = ? - 1 AND reason = ? AND to_90k <= ? "
      "  AND at_ms / 86400000 = ? / 86400000",
      doomed.to_90k, doomed.bytes, doomed.number, doomed.chain, at_ms, doomed.stream, doomed.number,
      note.reason, doomed.from_90k, at_ms);
  if (!extended || index.database().changed_count() > 0) return extended;
  return index.run(
      "INSERT INTO deletion (stream_id, from_90k, to_90k, file_count, bytes, first_number, "
      "  last_number, last_chain, reason, at_ms) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)",
      doomed.stream, doomed.from_90k, doomed.to_90k, doomed.bytes, doomed.number, doomed.number,
      doomed.chain, note.reason, at_ms);
}

Result<std::uint64_t> remove_row(Index& index, std::int64_t id, const RemovalNote& note) {
  const auto doomed = find_doomed(index, id);
  if (!doomed) return tl::unexpected<Error>(doomed.error());
  if (!*doomed) return 0;
  const auto noted = note_deletion(index, **doomed, note);
  if (!noted) return tl::unexpected<Error>(noted.error());
  const auto listed = index.run("INSERT OR IGNORE INTO removal VALUES (?)", (*doomed)->path);
  if (!listed) return tl::unexpected<Error>(listed.error());
  const auto deleted = index.run("DELETE FROM recording WHERE id = ?", id);
  if (!deleted) return tl::unexpected<Error>(deleted.error());
  return static_cast<std::uint64_t>((*doomed)->bytes);
}

Result<std::uint64_t> remove_rows(Index& index, std::span<const std::int64_t> ids,
                                  const RemovalNote& note) {
  auto transaction = Transaction::begin(index.database());
  if (!transaction) return tl::unexpected<Error>(transaction.error());
  std::uint64_t bytes = 0;
  for (const std::int64_t id : ids) {
    const auto removed = remove_row(index, id, note);
    if (!removed) return removed;
    bytes += *removed;
  }
  const auto committed = transaction->commit();
  if (!committed) return tl::unexpected<Error>(committed.error());
  return bytes;
}

}  // namespace

Result<std::vector<AgedRecording>> aged_recordings(Index& index, MediaTime end_max,
                                                   std::size_t count_max) {
  const auto row = index.prepared(
      "SELECT id, end_90k, bytes FROM recording WHERE end_90k <= ? AND state >= 2 AND " +
      std::string(kNotHeld) + "ORDER BY end_90k LIMIT ?");
  if (!row) return tl::unexpected<Error>(row.error());
  std::vector<AgedRecording> aged;
  auto has_row = (*row)->bind(end_max.count(), static_cast<std::int64_t>(count_max)).step();
  for (; has_row && *has_row; has_row = (*row)->step()) {
    aged.push_back({(*row)->int_at(0), MediaTime((*row)->int_at(1)),
                    static_cast<std::uint64_t>((*row)->int_at(2)), false});
  }
  if (!has_row) return tl::unexpected<Error>(has_row.error());
  return aged;
}

Result<std::uint64_t> remove_recordings(Index& index, Disk& disk, std::span<const std::int64_t> ids,
                                        const RemovalNote& note) {
  if (ids.empty()) return 0;
  // The rows must be gone for good before a file goes: a power cut may take back a commit that was
  // not synced, and then the index would name a file that is not there.
  const auto strict = index.database().run("PRAGMA synchronous = FULL");
  if (!strict) return tl::unexpected<Error>(strict.error());
  const auto removed = remove_rows(index, ids, note);
  const auto relaxed = index.database().run("PRAGMA synchronous = NORMAL");
  if (!removed) return removed;
  if (!relaxed) return tl::unexpected<Error>(relaxed.error());
  const auto finished = finish_removals(index, disk);
  if (!finished) return tl::unexpected<Error>(finished.error());
  return removed;
}

Result<void> finish_removals(Index& index, Disk& disk) {
  std::vector<std::string> paths;
  const auto row = index.prepared("SELECT path FROM removal");
  if (!row) return tl::unexpected<Error>(row.error());
  auto has_row = (*row)->bind().step();
  for (; has_row && *has_row; has_row = (*row)->step()) paths.push_back((*row)->text_at(0));
  if (!has_row) return tl::unexpected<Error>(has_row.error());

  for (const std::string& path : paths) {
    const auto removed = disk.remove(path);
    if (!removed) return removed;
  }
  return paths.empty() ? Result<void>() : index.run("DELETE FROM removal");
}

}  // namespace sunhall
