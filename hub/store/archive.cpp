#include "hub/store/archive.h"

#include <fcntl.h>

#include <cerrno>
#include <map>
#include <system_error>

#include "hub/store/coverage.h"
#include "hub/store/digest.h"
#include "hub/store/reason.h"
#include "hub/store/schema.h"
#include "hub/store/writer.h"
#include "native/sqlite.h"

namespace sunhall {
namespace {

// A recording that touches a span begins at most kFileMax before it: that bounds the look-up.
constexpr std::string_view kTouching =
    " stream_id = ?1 AND start_90k > ?2 - ?4 AND start_90k < ?3 AND end_90k > ?2 ";

constexpr std::string_view kRecordingColumns =
    "SELECT recording.id, camera, kind, path, init_bytes, bytes, start_90k, end_90k, codecs, "
    "width, "
    "  height, state, sha256, recording.chain, clock_error_ms, "
    "  EXISTS (SELECT 1 FROM hold WHERE hold.stream_id = recording.stream_id "
    "    AND released_ms IS NULL AND from_90k < end_90k AND to_90k > start_90k) "
    "FROM recording JOIN stream ON stream.id = stream_id WHERE state < 3 AND ";

// Each min and max alone is one step into an index; two in one SELECT would read all rows.
constexpr const char* kEdges =
    "SELECT (SELECT min(moment) FROM ("
    "    SELECT min(start_90k) AS moment FROM recording WHERE stream_id = ?1 "
    "    UNION ALL SELECT min(from_90k) FROM deletion WHERE stream_id = ?1 "
    "    UNION ALL SELECT min(from_90k) FROM gap WHERE stream_id = ?1)), "
    "  (SELECT max(moment) FROM ("
    "    SELECT max(start_90k) AS moment FROM recording WHERE stream_id = ?1 "
    "    UNION ALL SELECT max(from_90k) FROM deletion WHERE stream_id = ?1 "
    "    UNION ALL SELECT max(from_90k) FROM gap WHERE stream_id = ?1))";

// Gaps and deletions follow one another: the last one that begins before a span may reach into it.
constexpr std::string_view kGapsFrom =
    "SELECT from_90k, coalesce(to_90k, ?3), reason, detail FROM gap WHERE stream_id = ?1 "
    "  AND from_90k >= coalesce((SELECT max(from_90k) FROM gap WHERE stream_id = ?1 "
    "    AND from_90k <= ?2), ?2) "
    "  AND from_90k < ?3 AND coalesce(to_90k, ?3) > ?2 AND ?4 > 0 ORDER BY from_90k";
constexpr std::string_view kDeletionsFrom =
    "SELECT from_90k, to_90k, reason, '' FROM deletion WHERE stream_id = ?1 "
    "  AND from_90k < ?3 AND to_90k > ?2 AND ?4 > 0 ORDER BY from_90k";

StreamKey read_key(const Statement& row, int column) {
  return {row.text_at(column),
          row.text_at(column + 1) == "sub" ? StreamKind::kSub : StreamKind::kMain};
}

StoredRecording read_recording(const Statement& row) {
  StoredRecording recording;
  recording.id = row.int_at(0);
  recording.stream = read_key(row, 1);
  recording.path = row.text_at(3);
  recording.init_bytes = static_cast<std::uint64_t>(row.int_at(4));
  recording.bytes = static_cast<std::uint64_t>(row.int_at(5));
  recording.start = MediaTime(row.int_at(6));
  recording.end = MediaTime(row.int_at(7));
  recording.codecs = row.text_at(8);
  recording.width = static_cast<int>(row.int_at(9));
  recording.height = static_cast<int>(row.int_at(10));
  recording.is_sealed = row.int_at(11) == static_cast<std::int64_t>(RecordingState::kSealed);
  if (recording.is_sealed) {
    recording.sha256 = to_hex(to_digest(row.blob_at(12)));
    recording.chain = to_hex(to_digest(row.blob_at(13)));
  }
  recording.camera_clock_error_ms = row.maybe_int_at(14);
  recording.is_held = row.int_at(15) != 0;
  return recording;
}

StoredSegment read_segment(const Statement& row) {
  return {row.int_at(0),
          static_cast<std::uint32_t>(row.int_at(1)),
          static_cast<std::uint64_t>(row.int_at(2)),
          static_cast<std::uint64_t>(row.int_at(3)),
          MediaTime(row.int_at(4)),
          MediaTime(row.int_at(5))};
}

StoredHold read_hold(const Statement& row) {
  return {row.int_at(0),
          read_key(row, 1),
          MediaTime(row.int_at(3)),
          MediaTime(row.int_at(4)),
          row.text_at(5),
          row.text_at(6),
          WallTime(std::chrono::milliseconds(row.int_at(7)))};
}

Coverage read_gap(const Statement& row) {
  return {MediaTime(row.int_at(0)), MediaTime(row.int_at(1)), false, row.text_at(2),
          row.text_at(3)};
}

Coverage read_recorded(const Statement& row) {
  return {MediaTime(row.int_at(0)), MediaTime(row.int_at(1)), true, {}, {}};
}

class IndexArchive final : public Archive {
 public:
  IndexArchive(std::filesystem::path folder, Database database)
      : folder_(std::move(folder)), database_(std::move(database)) {}

  Result<std::vector<StreamKey>> streams() override {
    return rows<StreamKey>("SELECT camera, kind FROM stream ORDER BY id",
                           [](const Statement& row) { return read_key(row, 0); });
  }

  Result<std::vector<Coverage>> coverage(const StreamKey& stream, MediaTime from,
                                         MediaTime to) override {
    const auto id = stream_id(stream);
    if (!id) return tl::unexpected<Error>(id.error());
    std::vector<std::vector<Coverage>> layers;
    auto edges = edges_of(*id, from, to);
    if (!edges) return edges;
    layers.push_back(std::move(*edges));
    const std::string touching(kTouching);
    // In rising order of what they know: a gap knows why nothing was recorded, a deletion only that
    // it is gone now.
    const std::pair<std::string, Coverage (*)(const Statement&)> queries[] = {
        {std::string(kDeletionsFrom), read_gap},
        {"SELECT start_90k, end_90k, 'lost', 'the file is missing' FROM recording WHERE state = 3 "
         "AND" +
             touching,
         read_gap},
        {std::string(kGapsFrom), read_gap},
        {"SELECT start_90k, end_90k FROM recording WHERE state < 3 AND" + touching +
             "ORDER BY start_90k",
         read_recorded}};
    for (const auto& [sql, read] : queries) {
      auto layer = rows<Coverage>(sql, read, *id, from.count(), to.count(), kReach);
      if (!layer) return layer;
      layers.push_back(std::move(*layer));
    }
    return merge_coverage(from, to, layers);
  }

  Result<std::vector<StoredSegment>> segments(const StreamKey& stream, MediaTime from, MediaTime to,
                                              std::size_t count_max) override {
    const auto id = stream_id(stream);
    if (!id) return tl::unexpected<Error>(id.error());
    return rows<StoredSegment>(
        "SELECT segment.recording_id, number, offset, segment.bytes, segment.start_90k, "
        "  duration_90k FROM recording JOIN segment ON recording_id = recording.id "
        "WHERE state < 3 AND stream_id = ?1 AND recording.start_90k > ?2 - ?4 "
        "  AND recording.start_90k < ?3 AND recording.end_90k > ?2 AND segment.start_90k < ?3 "
        "  AND segment.start_90k + duration_90k > ?2 "
        "ORDER BY recording.start_90k, recording.id, number LIMIT ?5",
        read_segment, *id, from.count(), to.count(), kReach, static_cast<std::int64_t>(count_max));
  }

  Result<std::vector<StoredRecording>> recordings(const StreamKey& stream, MediaTime from,
                                                  MediaTime to) override {
    const auto id = stream_id(stream);
    if (!id) return tl::unexpected<Error>(id.error());
    return rows<StoredRecording>(std::string(kRecordingColumns) + std::string(kTouching) +
                                     "ORDER BY start_90k, recording.id",
                                 read_recording, *id, from.count(), to.count(), kReach);
  }

  Result<StoredRecording> recording(std::int64_t id) override {
    auto found = rows<StoredRecording>(std::string(kRecordingColumns) + "recording.id = ?",
                                       read_recording, id);
    if (!found) return tl::unexpected<Error>(found.error());
    if (found->empty()) {
      return fail(ErrorKind::kUnavailable, "recording " + std::to_string(id) + ": there is none");
    }
    return std::move(found->front());
  }

  Result<std::vector<StoredHold>> holds() override {
    return rows<StoredHold>(
        "SELECT hold.id, camera, kind, from_90k, to_90k, why, who, at_ms "
        "FROM hold JOIN stream ON stream.id = stream_id WHERE released_ms IS NULL ORDER BY hold.id",
        read_hold);
  }

  Result<Fd> open_file(const StoredRecording& recording) override {
    const std::filesystem::path path = folder_ / recording.path;
    Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) {
      return fail(ErrorKind::kUnavailable, "open " + recording.path.string() + ": " +
                                               std::generic_category().message(errno));
    }
    return file;
  }

 private:
  static constexpr std::int64_t kReach = kFileMax.count();

  template <class Row, class Read, class... Values>
  Result<std::vector<Row>> rows(const std::string& sql, Read read, const Values&... values) {
    auto known = statements_.find(sql);
    if (known == statements_.end()) {
      auto statement = database_.prepare(sql);
      if (!statement) return tl::unexpected<Error>(statement.error());
      known = statements_.emplace(sql, std::move(*statement)).first;
    }
    Statement& statement = known->second;
    std::vector<Row> found;
    auto has_row = statement.bind(values...).step();
    for (; has_row && *has_row; has_row = statement.step()) found.push_back(read(statement));
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    return found;
  }

  /// 0, which no row has, for a stream that was never recorded.
  Result<std::int64_t> stream_id(const StreamKey& stream) {
    const auto ids = rows<std::int64_t>(
        "SELECT id FROM stream WHERE camera = ? AND kind = ?",
        [](const Statement& row) { return row.int_at(0); }, stream.camera,
        stream.kind == StreamKind::kMain ? "main" : "sub");
    if (!ids) return tl::unexpected<Error>(ids.error());
    return ids->empty() ? 0 : ids->front();
  }

  /// What lies before the first and after the newest recording needs no other reason.
  Result<std::vector<Coverage>> edges_of(std::int64_t stream, MediaTime from, MediaTime to) {
    using Edges = std::optional<std::pair<MediaTime, MediaTime>>;
    const auto edges = rows<Edges>(
        kEdges,
        [](const Statement& row) -> Edges {
          if (row.is_null(0)) return std::nullopt;
          return std::pair(MediaTime(row.int_at(0)), MediaTime(row.int_at(1)));
        },
        stream);
    if (!edges) return tl::unexpected<Error>(edges.error());
    const Edges known = edges->empty() ? std::nullopt : edges->front();
    const MediaTime first = known ? known->first : to;
    const MediaTime last = known ? known->second : to;
    return std::vector<Coverage>{
        {from, first, false, std::string(kReasonNotRecorded), "before the first recording"},
        {last, to, false, std::string(kReasonNotYet), "not recorded yet"}};
  }

  const std::filesystem::path folder_;
  Database database_;
  std::map<std::string, Statement> statements_;  // after the database: dies before it
};

}  // namespace

Result<std::unique_ptr<Archive>> Archive::open(const std::filesystem::path& store_folder) {
  auto database = open_index(store_folder / kIndexName, DatabaseUse::kReadOnly);
  if (!database) return tl::unexpected<Error>(database.error());
  return std::make_unique<IndexArchive>(store_folder, std::move(*database));
}

}  // namespace sunhall
