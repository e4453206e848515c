#include "hub/store/recovery.h"

#include <algorithm>
#include <map>
#include <optional>

#include "hub/store/reason.h"
#include "hub/store/recovered_file.h"
#include "hub/store/removal.h"
#include "hub/store/schema.h"

namespace sunhall {
namespace {

constexpr std::uint64_t kHashStepBytes = 1u << 20;

struct KnownRecording {
  std::int64_t id = 0;
  std::int64_t stream = 0;
  RecordingState state = RecordingState::kOpen;
  std::uint64_t bytes = 0;
  std::uint32_t segment_count = 0;
};

KnownRecording read_known(const Statement& row) {
  return {row.int_at(0), row.int_at(1), static_cast<RecordingState>(row.int_at(2)),
          static_cast<std::uint64_t>(row.int_at(3)), static_cast<std::uint32_t>(row.int_at(4))};
}

/// Walks through files and rows, folder by folder, so that memory does not grow with the store.
class Recovery {
 public:
  Recovery(Index& index, Disk& disk, const RecoveryOptions& options)
      : index_(index), disk_(disk), options_(options) {}

  Result<RecoveryReport> run() {
    const auto finished = finish_removals(index_, disk_);
    if (!finished) return tl::unexpected<Error>(finished.error());
    const auto next = index_.next_id("recording");
    if (!next) return tl::unexpected<Error>(next.error());
    next_id_ = *next;
    for (const auto step : {&Recovery::visit_folders, &Recovery::visit_rows, &Recovery::end_runs}) {
      const auto done = (this->*step)();
      if (!done) return tl::unexpected<Error>(done.error());
    }
    return report_;
  }

 private:
  Result<std::vector<std::string>> folders_in(const std::string& folder) {
    const auto entries = disk_.list(folder);
    if (!entries) return tl::unexpected<Error>(entries.error());
    std::vector<std::string> folders;
    for (const DiskEntry& entry : *entries) {
      if (entry.is_folder) folders.push_back(folder + "/" + entry.name);
    }
    return folders;
  }

  /// Visits the folder of each camera, kind and day.
  Result<void> visit_folders() {
    std::vector<std::string> folders{std::string(kRecordingsName)};
    for (int depth = 0; depth < 3; ++depth) {
      std::vector<std::string> deeper;
      for (const std::string& folder : folders) {
        const auto inside = folders_in(folder);
        if (!inside) return tl::unexpected<Error>(inside.error());
        deeper.insert(deeper.end(), inside->begin(), inside->end());
      }
      folders = std::move(deeper);
    }
    for (const std::string& folder : folders) {
      const auto visited = visit_day(folder);
      if (!visited) return visited;
    }
    return {};
  }

  Result<std::map<std::string, KnownRecording>> known_in(const std::string& folder) {
    const auto row = index_.prepared(
        "SELECT id, stream_id, state, bytes, "
        "  (SELECT count(*) FROM segment WHERE recording_id = id AND state = 0), path "
        "FROM recording WHERE path >= ? AND path < ?");
    if (!row) return tl::unexpected<Error>(row.error());
    std::map<std::string, KnownRecording> known;
    // '0' follows '/': all paths that begin with the folder and a slash.
    auto has_row = (*row)->bind(folder + "/", folder + "0").step();
    for (; has_row && *has_row; has_row = (*row)->step()) {
      known.emplace((*row)->text_at(5), read_known(**row));
    }
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    return known;
  }

  Result<void> visit_day(const std::string& folder) {
    const auto entries = disk_.list(folder);
    if (!entries) return tl::unexpected<Error>(entries.error());
    const auto known = known_in(folder);
    if (!known) return tl::unexpected<Error>(known.error());
    for (const DiskEntry& entry : *entries) {
      const std::string path = folder + "/" + entry.name;
      const auto row = known->find(path);
      const auto visited = row == known->end() ? visit_unknown(path) : visit(path, row->second);
      if (!visited) return visited;
      if (row != known->end()) seen_.push_back(row->second.id);
    }
    return {};
  }

  Result<void> visit(const std::string& path, const KnownRecording& known) {
    if (known.state == RecordingState::kOpen) return finish(path, known);
    if (known.state != RecordingState::kLost) return {};
    ++report_.found_count;
    return index_.run(
        "UPDATE recording SET state = CASE WHEN sha256 IS NULL THEN 1 ELSE 2 END WHERE id = ?",
        known.id);
  }

  Result<Mp4Layout> scan(const std::string& path, std::uint64_t& file_bytes) {
    const auto size = disk_.size(path);
    if (!size) return tl::unexpected<Error>(size.error());
    file_bytes = *size;
    return scan_mp4(reader_of(disk_, path), *size);
  }

  /// Cuts a file that was being written to what is whole, and indexes that.
  Result<void> finish(const std::string& path, const KnownRecording& known) {
    std::uint64_t file_bytes = 0;
    const auto layout = scan(path, file_bytes);
    if (!layout) return tl::unexpected<Error>(layout.error());
    std::vector<Change> changes;
    for (const StoredSegment& segment :
         segments_after(*layout, known.id, {known.bytes, known.segment_count})) {
      changes.emplace_back(SegmentWhole{segment});
    }
    if (changes.empty() && known.segment_count == 0) return drop(path, known.id, file_bytes);
    if (layout->whole_bytes < known.bytes) return shorten(path, known, *layout);

    std::uint64_t whole_bytes = known.bytes;
    if (!changes.empty()) {
      const StoredSegment& last = std::get<SegmentWhole>(changes.back()).segment;
      whole_bytes = last.offset + last.bytes;
    }
    const auto cut = cut_to(path, file_bytes, whole_bytes);
    if (!cut) return cut;
    changes.emplace_back(RecordingClosed{known.id, std::nullopt, std::nullopt});
    return index_.apply(changes);
  }

  /// The disk lost what it had said was safe: the index has to forget it, too.
  Result<void> shorten(const std::string& path, const KnownRecording& known,
                       const Mp4Layout& layout) {
    const auto forgotten =
        index_.run("DELETE FROM segment WHERE recording_id = ? AND offset + bytes > ?", known.id,
                   layout.whole_bytes);
    if (!forgotten) return forgotten;
    const auto updated = index_.run(
        "UPDATE recording SET "
        "  bytes = coalesce((SELECT max(offset + bytes) FROM segment WHERE recording_id = id), "
        "    init_bytes), "
        "  end_90k = coalesce((SELECT max(start_90k + duration_90k) FROM segment "
        "    WHERE recording_id = id), start_90k) WHERE id = ?",
        known.id);
    if (!updated) return updated;
    const auto bytes = index_.prepared(
        "SELECT bytes, (SELECT count(*) FROM segment WHERE recording_id = id) FROM recording "
        "WHERE id = ?");
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    const auto has_row = (*bytes)->bind(known.id).step();
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    KnownRecording shorter = known;
    shorter.bytes = static_cast<std::uint64_t>((*bytes)->int_at(0));
    shorter.segment_count = static_cast<std::uint32_t>((*bytes)->int_at(1));
    (*bytes)->reset();
    return finish(path, shorter);
  }

  Result<void> cut_to(const std::string& path, std::uint64_t file_bytes,
                      std::uint64_t whole_bytes) {
    if (file_bytes == whole_bytes) return {};
    ++report_.cut_count;
    const auto file = disk_.open(path);
    if (!file) return tl::unexpected<Error>(file.error());
    const auto cut = (*file)->truncate(whole_bytes);
    return cut ? (*file)->sync() : cut;
  }

  Result<void> drop(const std::string& path, std::int64_t id, std::uint64_t file_bytes) {
    ++report_.dropped_count;
    const auto noted = note_dropped(path, file_bytes);
    if (!noted) return noted;
    const auto removed = disk_.remove(path);
    if (!removed) return removed;
    const Change change = RecordingDropped{id};
    return index_.apply({&change, 1});
  }

  Result<void> note_dropped(const std::string& path, std::uint64_t file_bytes) {
    const auto where = parse_recording_path(path);
    if (!where) return {};
    const auto stream = index_.stream_id(where->stream);
    if (!stream) return tl::unexpected<Error>(stream.error());
    return index_.run(
        "INSERT INTO deletion (stream_id, from_90k, to_90k, file_count, bytes, reason, at_ms) "
        "VALUES (?, ?, ?, 1, ?, ?, ?)",
        *stream, where->start.count(), where->start.count(), file_bytes, kReasonNothingWhole,
        to_wall_time(options_.now).time_since_epoch().count());
  }

  Result<void> visit_unknown(const std::string& path) {
    const auto where = parse_recording_path(path);
    if (!where) return {};
    std::uint64_t file_bytes = 0;
    const auto layout = scan(path, file_bytes);
    if (!layout) return tl::unexpected<Error>(layout.error());
    const auto segments = segments_after(*layout, next_id_, {});
    if (!segments.empty()) return adopt(path, *where, *layout, segments, file_bytes);
    if (file_bytes > kNothingWholeMax) return {};
    return drop(path, 0, file_bytes);
  }

  /// A copy of a recording that the index has; times alone may come twice, after a clock step.
  Result<bool> is_copy(std::int64_t stream, MediaTime start) {
    const auto row = index_.prepared(
        "SELECT 1 FROM recording WHERE stream_id = ? AND start_90k = ? AND state < 3 LIMIT 1");
    if (!row) return tl::unexpected<Error>(row.error());
    auto found = (*row)->bind(stream, start.count()).step();
    (*row)->reset();
    return found;
  }

  Result<void> adopt(const std::string& path, const PathParts& where, const Mp4Layout& layout,
                     const std::vector<StoredSegment>& segments, std::uint64_t file_bytes) {
    const auto stream = index_.stream_id(where.stream);
    if (!stream) return tl::unexpected<Error>(stream.error());
    const MediaTime start = segments.front().start;
    const auto copied = is_copy(*stream, start);
    if (!copied) return tl::unexpected<Error>(copied.error());
    if (*copied || start != where.start) return {};  // not as we left it: `check` tells of it

    std::vector<Change> changes{RecordingBegan{.id = next_id_,
                                               .stream = *stream,
                                               .run = std::nullopt,
                                               .path = path,
                                               .start = start,
                                               .init_bytes = layout.init_bytes,
                                               .codecs = layout.codecs,
                                               .width = layout.width,
                                               .height = layout.height}};
    for (const StoredSegment& segment : segments) changes.emplace_back(SegmentWhole{segment});
    changes.emplace_back(RecordingClosed{next_id_, std::nullopt, std::nullopt});
    const auto cut = cut_to(path, file_bytes, segments.back().offset + segments.back().bytes);
    if (!cut) return cut;
    seen_.push_back(next_id_++);
    ++report_.adopted_count;
    return index_.apply(changes);
  }

  /// Rows whose file no folder had.
  Result<void> visit_rows() {
    std::ranges::sort(seen_);
    const auto row = index_.prepared(
        "SELECT id, stream_id, state, bytes, "
        "  (SELECT count(*) FROM segment WHERE recording_id = id AND state = 0) "
        "FROM recording WHERE state != 3 ORDER BY id");
    if (!row) return tl::unexpected<Error>(row.error());
    std::vector<KnownRecording> missing;
    auto has_row = (*row)->bind().step();
    for (; has_row && *has_row; has_row = (*row)->step()) {
      if (!std::ranges::binary_search(seen_, (*row)->int_at(0)))
        missing.push_back(read_known(**row));
    }
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    for (const KnownRecording& known : missing) {
      const bool is_empty = known.state == RecordingState::kOpen && known.segment_count == 0;
      const auto marked = is_empty
                              ? index_.run("DELETE FROM recording WHERE id = ?", known.id)
                              : index_.run("UPDATE recording SET state = 3 WHERE id = ?", known.id);
      if (!marked) return marked;
      if (!is_empty) ++report_.lost_count;
    }
    return {};
  }

  /// What no longer runs ends where its last whole part ends, and the time since then is a gap.
  Result<void> end_runs() {
    const auto ended = index_.run(
        "UPDATE run SET end_90k = max(start_90k, coalesce("
        "  (SELECT max(end_90k) FROM recording WHERE run_id = run.id), start_90k)), end_why = ? "
        "WHERE end_90k IS NULL",
        options_.detail);
    if (!ended) return ended;
    const auto streams = index_.streams();
    if (!streams) return tl::unexpected<Error>(streams.error());
    std::vector<Change> changes;
    for (const StreamRow& stream : *streams) end_gap(stream, changes);
    return index_.apply(changes);
  }

  void end_gap(const StreamRow& stream, std::vector<Change>& changes) const {
    if (stream.gap) {
      // Recording may have begun again before the index heard of it.
      const bool is_over = stream.end && *stream.end > stream.gap->from;
      const MediaTime to = is_over ? first_after(stream) : options_.now;
      changes.emplace_back(GapEnded{stream.id, to, stream.gap->reason, stream.gap->detail});
      if (!is_over) return;
    }
    if (!stream.end || *stream.end >= options_.now) return;
    changes.emplace_back(GapBegan{stream.id, *stream.end, std::string(options_.reason),
                                  std::string(options_.detail)});
    changes.emplace_back(GapEnded{stream.id, options_.now, std::string(options_.reason),
                                  std::string(options_.detail)});
  }

  MediaTime first_after(const StreamRow& stream) const {
    const auto row =
        index_.prepared("SELECT min(start_90k) FROM recording WHERE stream_id = ? AND end_90k > ?");
    if (!row) return options_.now;
    const auto has_row = (*row)->bind(stream.id, stream.gap->from.count()).step();
    const MediaTime start = has_row && *has_row ? MediaTime((*row)->int_at(0)) : options_.now;
    (*row)->reset();
    return start;
  }

  Index& index_;
  Disk& disk_;
  const RecoveryOptions options_;
  std::vector<std::int64_t> seen_;  // recordings whose file is there
  std::int64_t next_id_ = 1;
  RecoveryReport report_;
};

}  // namespace

ReadBytes reader_of(Disk& disk, const std::string& path) {
  return [&disk, path](std::uint64_t offset, std::uint64_t bytes_max) {
    return disk.read(path, offset, bytes_max);
  };
}

Result<RecoveryReport> recover(Index& index, Disk& disk, const RecoveryOptions& options) {
  return Recovery(index, disk, options).run();
}

Result<bool> seal_next(Index& index, Disk& disk) {
  const auto row =
      index.prepared("SELECT id, path, bytes FROM recording WHERE state = 1 ORDER BY id LIMIT 1");
  if (!row) return tl::unexpected<Error>(row.error());
  const auto has_row = (*row)->bind().step();
  if (!has_row) return tl::unexpected<Error>(has_row.error());
  if (!*has_row) return false;
  const std::int64_t id = (*row)->int_at(0);
  const std::string path = (*row)->text_at(1);
  const auto size = static_cast<std::uint64_t>((*row)->int_at(2));
  (*row)->reset();

  Sha256 sum;
  for (std::uint64_t at = 0; at < size;) {
    const auto bytes = disk.read(path, at, std::min(kHashStepBytes, size - at));
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    if (bytes->empty()) break;
    sum.add(*bytes);
    at += bytes->size();
  }
  const Change change = RecordingSealed{id, sum.digest()};
  const auto sealed = index.apply({&change, 1});
  if (!sealed) return tl::unexpected<Error>(sealed.error());
  return true;
}

}  // namespace sunhall
