#include "hub/store/check.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <map>
#include <set>

#include "hub/store/digest.h"
#include "hub/store/disk.h"
#include "hub/store/mp4_boxes.h"
#include "hub/store/recovery.h"
#include "hub/store/schema.h"

namespace sunhall {
namespace {

constexpr std::uint64_t kReadStepBytes = 1u << 20;

/// A recording's row as the check wants it.
struct CheckedRow {
  std::int64_t id = 0;
  std::string path;
  RecordingState state = RecordingState::kOpen;
  MediaTime start{0};
  MediaTime end{0};
  std::uint64_t init_bytes = 0;
  std::uint64_t bytes = 0;
  Digest sha256{};
  std::int64_t number = 0;  // in the chain
  Digest previous{};
  Digest chain{};
};

CheckedRow read_row(const Statement& row) {
  return {.id = row.int_at(0),
          .path = row.text_at(1),
          .state = static_cast<RecordingState>(row.int_at(2)),
          .start = MediaTime(row.int_at(3)),
          .end = MediaTime(row.int_at(4)),
          .init_bytes = static_cast<std::uint64_t>(row.int_at(5)),
          .bytes = static_cast<std::uint64_t>(row.int_at(6)),
          .sha256 = to_digest(row.blob_at(7)),
          .number = row.int_at(8),
          .previous = to_digest(row.blob_at(9)),
          .chain = to_digest(row.blob_at(10))};
}

class Check {
 public:
  Check(Disk& disk, Database database, const CheckCallback& progress)
      : disk_(disk), database_(std::move(database)), progress_(progress) {}

  Result<CheckReport> run() {
    const auto total = database_.number("SELECT count(*) FROM recording");
    if (!total) return tl::unexpected<Error>(total.error());
    at_.file_total = static_cast<std::uint64_t>(*total);
    auto streams = database_.prepare("SELECT id, camera || '/' || kind FROM stream ORDER BY id");
    if (!streams) return tl::unexpected<Error>(streams.error());
    auto has_row = streams->step();
    for (; has_row && *has_row && !is_ended_; has_row = streams->step()) {
      const auto checked = check_stream(streams->int_at(0), streams->text_at(1));
      if (!checked) return tl::unexpected<Error>(checked.error());
    }
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    if (!is_ended_) look_for_strangers(std::string(kRecordingsName), 0);
    return std::move(report_);
  }

 private:
  void find(const std::string& path, std::string what) {
    ++report_.finding_count;
    if (report_.findings.size() < kFindingsMax) report_.findings.push_back({path, std::move(what)});
  }

  Result<void> check_stream(std::int64_t stream, const std::string& word) {
    auto row = database_.prepare(
        "SELECT id, path, state, start_90k, end_90k, init_bytes, bytes, sha256, chain_number, "
        "  chain_previous, chain FROM recording WHERE stream_id = ? ORDER BY chain_number, id");
    if (!row) return tl::unexpected<Error>(row.error());
    std::vector<CheckedRow> rows;
    auto has_row = row->bind(stream).step();
    for (; has_row && *has_row; has_row = row->step()) rows.push_back(read_row(*row));
    if (!has_row) return tl::unexpected<Error>(has_row.error());

    const CheckedRow* before = nullptr;
    for (const CheckedRow& one : rows) {
      if (is_ended_) return {};
      known_.insert(one.path);
      const auto checked = check_recording(one);
      if (!checked) return checked;
      if (one.number > 0) {
        const auto linked = check_link(stream, word, one, before);
        if (!linked) return linked;
        before = &one;
      }
      is_ended_ = progress_ && !progress_(at_);
    }
    return is_ended_ ? Result<void>() : check_chain_end(stream, word, before);
  }

  /// Follows the chain from the recording before, or from the last one that was deleted.
  Result<void> check_link(std::int64_t stream, const std::string& word, const CheckedRow& one,
                          const CheckedRow* before) {
    const Digest expected = chain_digest({.previous = one.previous,
                                          .sha256 = one.sha256,
                                          .stream = word,
                                          .start = one.start,
                                          .end = one.end,
                                          .bytes = one.bytes});
    if (expected != one.chain) find(one.path, "its row was changed after it was sealed");
    Digest previous{};
    if (before != nullptr && before->number == one.number - 1) {
      previous = before->chain;
    } else if (one.number > 1) {
      const auto deleted = deleted_chain(stream, one.number - 1);
      if (!deleted) return tl::unexpected<Error>(deleted.error());
      if (!*deleted) {
        find(one.path, fmt::format("recording {} of {} before it is missing, and no deletion says "
                                   "why",
                                   one.number - 1, word));
        return {};
      }
      previous = **deleted;
    }
    if (previous != one.previous) find(one.path, "it does not follow the one before it: replaced");
    return {};
  }

  Result<std::optional<Digest>> deleted_chain(std::int64_t stream, std::int64_t number) {
    auto row = database_.prepare(
        "SELECT last_chain FROM deletion WHERE stream_id = ? AND last_number = ?");
    if (!row) return tl::unexpected<Error>(row.error());
    const auto has_row = row->bind(stream, number).step();
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    if (!*has_row) return std::nullopt;
    return to_digest(row->blob_at(0));
  }

  /// The newest link stands in the stream's row, too: cutting the chain's end shows.
  Result<void> check_chain_end(std::int64_t stream, const std::string& word,
                               const CheckedRow* last) {
    auto row = database_.prepare("SELECT chain, chain_count FROM stream WHERE id = ?");
    if (!row) return tl::unexpected<Error>(row.error());
    const auto has_row = row->bind(stream).step();
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    const Digest chain = to_digest(row->blob_at(0));
    const std::int64_t count = row->int_at(1);
    if (last != nullptr && last->number == count) {
      if (last->chain != chain) find(word, "the chain does not end where the stream's row says");
      return {};
    }
    const auto deleted = deleted_chain(stream, count);
    if (!deleted) return tl::unexpected<Error>(deleted.error());
    // What was sealed since the rows were read is not a break.
    if (count > 0 && !*deleted && (last == nullptr || last->number < snapshot_count(stream))) {
      find(word, "the newest recordings are missing, and no deletion says why");
    }
    return {};
  }

  std::int64_t snapshot_count(std::int64_t stream) {
    auto row = database_.prepare("SELECT max(chain_number) FROM recording WHERE stream_id = ?");
    if (!row) return 0;
    const auto has_row = row->bind(stream).step();
    return has_row && *has_row ? row->int_at(0) + 1 : 0;
  }

  /// Retention may have been faster than we are.
  bool is_still_known(std::int64_t id) {
    auto row = database_.prepare("SELECT 1 FROM recording WHERE id = ?");
    if (!row) return true;
    const auto has_row = row->bind(id).step();
    return !has_row || *has_row;
  }

  Result<void> check_recording(const CheckedRow& row) {
    ++report_.file_count;
    ++at_.file_count;
    if (row.state == RecordingState::kLost) {
      find(row.path, "the file is missing");
      return {};
    }
    const auto size = disk_.size(row.path);
    if (!size) {
      if (is_still_known(row.id)) find(row.path, "the file cannot be read: " + size.error().what);
      return {};
    }
    const bool is_open = row.state == RecordingState::kOpen;
    if (*size < row.bytes || (!is_open && *size != row.bytes)) {
      find(row.path, fmt::format("{} bytes, it was {}", *size, row.bytes));
    }
    if (row.state == RecordingState::kSealed) {
      check_hash(row);
    } else {
      ++report_.open_count;
    }
    return check_segments(row, std::min(*size, row.bytes));
  }

  void check_hash(const CheckedRow& row) {
    Sha256 sum;
    for (std::uint64_t offset = 0;;) {
      const auto bytes = disk_.read(row.path, offset, kReadStepBytes);
      if (!bytes) return find(row.path, "the file cannot be read: " + bytes.error().what);
      if (bytes->empty()) break;
      sum.add(*bytes);
      offset += bytes->size();
      report_.bytes += bytes->size();
      at_.bytes = report_.bytes;
    }
    if (sum.digest() != row.sha256) find(row.path, "its bytes were changed after it was sealed");
  }

  Result<void> check_segments(const CheckedRow& row, std::uint64_t file_bytes) {
    const auto layout = scan_mp4(reader_of(disk_, row.path), file_bytes);
    if (!layout) {
      find(row.path, "the file cannot be read: " + layout.error().what);
      return {};
    }
    if (layout->whole_bytes < row.bytes) {
      find(row.path, "cannot be played to its end: " + layout->stop);
      return {};
    }
    std::map<std::uint64_t, const Mp4Part*> parts;
    for (const Mp4Part& part : layout->parts) parts.emplace(part.offset, &part);

    auto segment = database_.prepare(
        "SELECT offset, bytes, start_90k FROM segment WHERE recording_id = ? ORDER BY number");
    if (!segment) return tl::unexpected<Error>(segment.error());
    std::uint64_t end = row.init_bytes;
    auto has_row = segment->bind(row.id).step();
    for (; has_row && *has_row; has_row = segment->step()) {
      ++report_.segment_count;
      const auto offset = static_cast<std::uint64_t>(segment->int_at(0));
      if (offset != end) find(row.path, "its segments do not follow one another");
      const auto part = parts.find(offset);
      const bool is_playable = part != parts.end() && part->second->has_key &&
                               part->second->start.count() == segment->int_at(2);
      if (!is_playable) find(row.path, fmt::format("no segment begins at byte {}", offset));
      end = offset + static_cast<std::uint64_t>(segment->int_at(1));
    }
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    if (end != row.bytes) find(row.path, "its segments do not reach its end");
    return {};
  }

  void look_for_strangers(const std::string& folder, int depth) {
    const auto entries = disk_.list(folder);
    if (!entries) return find(folder, "cannot be listed: " + entries.error().what);
    for (const DiskEntry& entry : *entries) {
      const std::string path = folder + "/" + entry.name;
      if (entry.is_folder && depth < 3) {
        look_for_strangers(path, depth + 1);
      } else if (!known_.contains(path) && !is_known_now(path)) {
        find(path, "the index does not know this file");
      }
    }
  }

  /// The hub may have written it since we began, or be about to name or to delete it.
  bool is_known_now(const std::string& path) {
    auto row = database_.prepare(
        "SELECT 1 FROM recording WHERE path = ?1 UNION ALL SELECT 1 FROM removal WHERE path = ?1");
    if (!row) return true;
    const auto has_row = row->bind(path).step();
    return !has_row || *has_row;
  }

  Disk& disk_;
  Database database_;
  const CheckCallback& progress_;
  CheckReport report_;
  CheckProgress at_;
  std::set<std::string> known_;
  bool is_ended_ = false;
};

}  // namespace

Result<CheckReport> check_store(const std::filesystem::path& folder,
                                const CheckCallback& progress) {
  auto database = open_index(folder / kIndexName, DatabaseUse::kReadOnly);
  if (!database) return tl::unexpected<Error>(database.error());
  auto disk = open_folder(folder);
  if (!disk) return tl::unexpected<Error>(disk.error());
  return Check(**disk, std::move(*database), progress).run();
}

}  // namespace sunhall
