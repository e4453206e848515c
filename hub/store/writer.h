// From queue items to files and index rows.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/store/growing_file.h"
#include "hub/store/index.h"
#include "hub/store/part_queue.h"
#include "native/clock.h"

namespace sunhall {

/// One stream as the writer finds it.
struct WriterLane {
  StreamKey key;
  std::int64_t stream = 0;         // its row
  std::optional<MediaTime> end{};  // of what is recorded
  std::optional<OpenGap> gap{};    // that stands open in the index
  std::optional<RunStart> run{};   // that goes on, when the disk was away
  std::shared_ptr<const std::atomic<std::int64_t>> clock_error_ms{};  // kNoClockError: unknown
};

/// Writes parts into files of about a minute and tells the index what can be played.
///
/// What the index names is always on the disk: files are synced before their rows are committed.
/// A disk that is full stops the writing, not the writer: gaps begin, and end when
/// `set_full(false)` lets segments in again.
///
/// Threads: one at a time.
/// Blocks:  on the disk.
/// Errors:  of `take`, `commit` and `close`: the disk or the index fails. Nothing more can be done
///          with this writer; recovery makes a new one possible.
class Writer {
 public:
  static Result<Writer> open(Disk& disk, Index& index, const Clock& clock,
                             std::vector<WriterLane> lanes);

  Result<void> take(const QueueItem& item);
  /// Syncs what was written, then tells the index.
  Result<void> commit();
  /// Ends all files and runs, and commits.
  Result<void> close(std::string_view reason, std::string_view detail);

  /// Stops or starts writing; stopping closes the files, so that they count as room that is known.
  Result<void> set_full(bool is_full);
  bool is_full() const { return is_full_; }

  std::uint64_t left_out_count() const { return left_out_count_; }
  std::uint64_t written_bytes() const { return written_bytes_; }

 private:
  struct Lane : WriterLane {
    std::optional<std::int64_t> run_id;
    std::optional<GrowingFile> file;
  };

  Writer(Disk& disk, Index& index, const Clock& clock)
      : disk_(disk), index_(index), clock_(clock) {}

  Result<void> take_one(Lane& lane, const RunStart& run);
  Result<void> take_one(Lane& lane, const RunStop& stop);
  Result<void> take_one(Lane& lane, const PartsLeftOut& left_out);
  Result<void> take_one(Lane& lane, const std::shared_ptr<const Part>& part);
  Result<void> write(Lane& lane, const Part& part);
  Result<void> begin_file(Lane& lane, const Part& part);
  Result<void> end_file(Lane& lane);
  void end_segment(Lane& lane);
  void begin_gap(Lane& lane, MediaTime from, std::string_view reason, std::string_view detail);
  void begin_full_gap(Lane& lane, MediaTime from);
  void end_gap(Lane& lane, MediaTime to);
  void begin_run(Lane& lane, std::string_view reason, std::string_view detail, MediaTime at);
  Result<void> sync();
  MediaTime end_of(const Lane& lane) const { return lane.end.value_or(now()); }
  MediaTime now() const { return to_media_time(clock_.now().wall.utc); }

  Disk& disk_;
  Index& index_;
  const Clock& clock_;
  std::vector<Lane> lanes_;
  std::vector<GrowingFile> ended_;  // to be synced before the index hears of their end
  std::vector<Change> changes_;     // since the last commit
  std::int64_t next_recording_ = 1;
  std::int64_t next_run_ = 1;
  bool is_full_ = false;
  std::uint64_t left_out_count_ = 0;
  std::uint64_t written_bytes_ = 0;
};

/// A file ends at the first segment that begins this long after it: small enough to delete to the
/// minute, large enough for a disk that likes long runs.
inline constexpr MediaTime kFileTarget = std::chrono::seconds(60);
/// No file of ours is longer than this.
inline constexpr MediaTime kFileMax = std::chrono::hours(1);
/// Up to so many files are synced one by one; of more, the disk as a whole is quicker.
inline constexpr std::size_t kSyncOneByOneMax = 4;
inline constexpr std::int64_t kNoClockError = INT64_MIN;

/// Writes `recordings/cooking/main/2026-11-24/093015-160576…90.mp4`, in UTC.
std::string recording_path(const StreamKey& stream, MediaTime start);

}  // namespace sunhall
