#include "hub/store/index.h"

#include "hub/store/schema.h"

namespace sunhall {
namespace {

constexpr std::string_view kStreams =
    "SELECT stream.id, camera, kind, "
    "  (SELECT max(end_90k) FROM recording WHERE recording.stream_id = stream.id), "
    "  gap.from_90k, gap.reason, gap.detail "
    "FROM stream LEFT JOIN gap ON gap.stream_id = stream.id AND gap.to_90k IS NULL "
    "ORDER BY stream.id";

StreamRow read_stream(const Statement& row) {
  StreamRow stream;
  stream.id = row.int_at(0);
  stream.key = {row.text_at(1), row.text_at(2) == "sub" ? StreamKind::kSub : StreamKind::kMain};
  if (const auto end = row.maybe_int_at(3)) stream.end = MediaTime(*end);
  if (const auto from = row.maybe_int_at(4)) {
    stream.gap = OpenGap{MediaTime(*from), row.text_at(5), row.text_at(6)};
  }
  return stream;
}

}  // namespace

Result<Index> Index::open(const std::filesystem::path& path) {
  auto database = open_index(path, DatabaseUse::kReadWrite);
  if (!database) return tl::unexpected<Error>(database.error());
  return Index(std::move(*database));
}

Result<Statement*> Index::prepared(std::string_view sql) {
  auto known = statements_.find(sql);
  if (known == statements_.end()) {
    auto statement = database_.prepare(sql);
    if (!statement) return tl::unexpected<Error>(statement.error());
    known = statements_.emplace(sql, std::move(*statement)).first;
  }
  return &known->second;
}

Result<void> Index::apply(std::span<const Change> changes) {
  if (changes.empty()) return {};
  auto transaction = Transaction::begin(database_);
  if (!transaction) return tl::unexpected<Error>(transaction.error());
  for (const Change& change : changes) {
    const auto made = std::visit([this](const auto& one) { return make(one); }, change);
    if (!made) return made;
  }
  return transaction->commit();
}

Result<void> Index::make(const RunBegan& change) {
  return run("INSERT INTO run (id, stream_id, start_90k, reason, detail) VALUES (?, ?, ?, ?, ?)",
             change.id, change.stream, change.at.count(), change.reason, change.detail);
}

Result<void> Index::make(const RunEnded& change) {
  return run("UPDATE run SET end_90k = ?, end_why = ? WHERE id = ?", change.at.count(), change.why,
             change.id);
}

Result<void> Index::make(const RecordingBegan& change) {
  return run(
      "INSERT INTO recording (id, stream_id, run_id, path, state, start_90k, end_90k, init_bytes, "
      "  bytes, codecs, width, height) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)",
      change.id, change.stream, change.run, change.path, change.start.count(), change.start.count(),
      change.init_bytes, change.init_bytes, change.codecs, change.width, change.height);
}

Result<void> Index::make(const SegmentWhole& change) {
  const StoredSegment& segment = change.segment;
  const auto made =
      run("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?)", segment.recording, segment.number,
          segment.offset, segment.bytes, segment.start.count(), segment.duration.count());
  if (!made) return made;
  return run("UPDATE recording SET end_90k = ?, bytes = ? WHERE id = ?",
             (segment.start + segment.duration).count(), segment.offset + segment.bytes,
             segment.recording);
}

Result<void> Index::make(const RecordingClosed& change) {
  const auto made = run("UPDATE recording SET state = 1, clock_error_ms = ? WHERE id = ?",
                        change.clock_error_ms, change.id);
  if (!made || !change.sha256) return made;
  return make(RecordingSealed{change.id, *change.sha256});
}

Result<void> Index::make(const RecordingSealed& change) {
  const auto row = prepared(
      "SELECT stream_id, camera || '/' || kind, stream.chain, chain_count, start_90k, end_90k, "
      "bytes "
      "FROM recording JOIN stream ON stream.id = stream_id "
      "WHERE recording.id = ? AND state = 1");
  if (!row) return tl::unexpected<Error>(row.error());
  const auto is_there = (*row)->bind(change.id).step();
  if (!is_there) return tl::unexpected<Error>(is_there.error());
  if (!*is_there) return {};  // sealed or gone already

  const std::string stream = (*row)->text_at(1);
  const ChainLink link{.previous = to_digest((*row)->blob_at(2)),
                       .sha256 = change.sha256,
                       .stream = stream,
                       .start = MediaTime((*row)->int_at(4)),
                       .end = MediaTime((*row)->int_at(5)),
                       .bytes = static_cast<std::uint64_t>((*row)->int_at(6))};
  const std::int64_t stream_id = (*row)->int_at(0);
  const std::int64_t number = (*row)->int_at(3) + 1;
  (*row)->reset();
  const Digest chain = chain_digest(link);
  const auto made = run(
      "UPDATE recording SET state = 2, sha256 = ?, chain_number = ?, chain_previous = ?, chain = ? "
      "WHERE id = ?",
      std::span<const std::uint8_t>(change.sha256), number,
      std::span<const std::uint8_t>(link.previous), std::span<const std::uint8_t>(chain),
      change.id);
  if (!made) return made;
  return run("UPDATE stream SET chain = ?, chain_count = ? WHERE id = ?",
             std::span<const std::uint8_t>(chain), number, stream_id);
}

Result<void> Index::make(const RecordingDropped& change) {
  return run("DELETE FROM recording WHERE id = ?", change.id);
}

Result<void> Index::make(const GapBegan& change) {
  return run("INSERT INTO gap (stream_id, from_90k, reason, detail) VALUES (?, ?, ?, ?)",
             change.stream, change.from.count(), change.reason, change.detail);
}

Result<void> Index::make(const GapEnded& change) {
  // After a clock that stepped back a gap may end before it began: then nothing is missing.
  const auto gone = run("DELETE FROM gap WHERE stream_id = ? AND to_90k IS NULL AND from_90k >= ?",
                        change.stream, change.to.count());
  if (!gone) return gone;
  return run(
      "UPDATE gap SET to_90k = ?, reason = ?, detail = ? WHERE stream_id = ? AND to_90k IS NULL",
      change.to.count(), change.reason, change.detail, change.stream);
}

Result<std::vector<StreamRow>> Index::streams() {
  const auto row = prepared(kStreams);
  if (!row) return tl::unexpected<Error>(row.error());
  std::vector<StreamRow> streams;
  auto has_row = (*row)->bind().step();
  for (; has_row && *has_row; has_row = (*row)->step()) streams.push_back(read_stream(**row));
  if (!has_row) return tl::unexpected<Error>(has_row.error());
  return streams;
}

Result<std::int64_t> Index::stream_id(const StreamKey& key) {
  const char* const kind = key.kind == StreamKind::kMain ? "main" : "sub";
  const auto made =
      run("INSERT OR IGNORE INTO stream (camera, kind, chain, chain_count) VALUES (?, ?, ?, 0)",
          key.camera, kind, std::span<const std::uint8_t>(Digest{}));
  if (!made) return tl::unexpected<Error>(made.error());
  const auto row = prepared("SELECT id FROM stream WHERE camera = ? AND kind = ?");
  if (!row) return tl::unexpected<Error>(row.error());
  const auto has_row = (*row)->bind(key.camera, kind).step();
  if (!has_row) return tl::unexpected<Error>(has_row.error());
  const std::int64_t id = (*row)->int_at(0);
  (*row)->reset();
  return id;
}

Result<std::int64_t> Index::next_id(std::string_view table) {
  const auto row = prepared("SELECT seq FROM sqlite_sequence WHERE name = ?");
  if (!row) return tl::unexpected<Error>(row.error());
  const auto has_row = (*row)->bind(table).step();
  if (!has_row) return tl::unexpected<Error>(has_row.error());
  const std::int64_t last = *has_row ? (*row)->int_at(0) : 0;
  (*row)->reset();
  return last + 1;
}

Result<std::optional<std::int64_t>> Index::fact(std::string_view name) {
  const auto row = prepared("SELECT value FROM fact WHERE name = ?");
  if (!row) return tl::unexpected<Error>(row.error());
  const auto has_row = (*row)->bind(name).step();
  if (!has_row) return tl::unexpected<Error>(has_row.error());
  std::optional<std::int64_t> value;
  if (*has_row) value = (*row)->int_at(0);
  (*row)->reset();
  return value;
}

Result<void> Index::set_fact(std::string_view name, std::optional<std::int64_t> value) {
  if (!value) return run("DELETE FROM fact WHERE name = ?", name);
  return run("INSERT OR REPLACE INTO fact VALUES (?, ?)", name, *value);
}

}  // namespace sunhall
