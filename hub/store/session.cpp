#include "hub/store/session.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "hub/store/reason.h"
#include "hub/store/removal.h"
#include "hub/store/schema.h"
#include "hub/store/store_id.h"

namespace sunhall {
namespace {

constexpr std::string_view kStoppedFact = "stopped_ms";
constexpr int kBatchesAtOnceMax = 16;

Result<Fd> lock_folder(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / kStoreLockName;
  Fd lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640));
  const int open_error = errno;
  if (!lock) {
    return fail(open_error == ENOSPC ? ErrorKind::kExhausted : ErrorKind::kUnavailable,
                "open " + path.string() + ": " + std::generic_category().message(open_error));
  }
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorKind::kUnavailable, folder.string() + ": another hub records here");
  }
  return lock;
}

void log_recovery(const RecoveryReport& report) {
  const int count = report.cut_count + report.adopted_count + report.dropped_count +
                    report.lost_count + report.found_count;
  if (count == 0) return;
  spdlog::warn(
      "store: recovered: {} files cut to their last whole part, {} adopted, {} without a whole "
      "part "
      "removed, {} missing, {} found again",
      report.cut_count, report.adopted_count, report.dropped_count, report.lost_count,
      report.found_count);
}

}  // namespace

Result<std::unique_ptr<Session>> Session::open(const StoreOptions& options, Disk& disk,
                                               const Clock& clock, std::vector<WriterLane> lanes,
                                               RecoveryOptions recovery) {
  auto lock = lock_folder(options.folder);
  if (!lock) return tl::unexpected<Error>(lock.error());
  const std::filesystem::path id_file = options.id_file.empty()
                                            ? std::filesystem::path(options.folder.string() + ".id")
                                            : options.id_file;
  const auto is_ours = check_store_id({options.folder, id_file, options.must_be_mount}, disk);
  if (!is_ours) return tl::unexpected<Error>(is_ours.error());
  auto index = Index::open(options.folder / kIndexName);
  if (!index) return tl::unexpected<Error>(index.error());
  std::unique_ptr<Session> session(
      new Session(options, disk, clock, std::move(*lock), std::move(*index)));
  const auto started = session->start(std::move(lanes), recovery);
  if (!started) return tl::unexpected<Error>(started.error());
  return session;
}

Result<void> Session::start(std::vector<WriterLane> lanes, RecoveryOptions recovery) {
  const auto stopped = index_.fact(kStoppedFact);
  if (!stopped) return tl::unexpected<Error>(stopped.error());
  if (*stopped) {
    recovery.reason = kReasonHubStopped;
    recovery.detail = "the hub was stopped";
  }
  const auto recovered = recover(index_, disk_, recovery);
  if (!recovered) return tl::unexpected<Error>(recovered.error());
  log_recovery(*recovered);
  const auto running = index_.set_fact(kStoppedFact, std::nullopt);
  if (!running) return running;

  const auto stored = index_.database().number("SELECT sum(bytes) FROM recording WHERE state < 3");
  if (!stored) return tl::unexpected<Error>(stored.error());
  stored_bytes_ = static_cast<std::uint64_t>(*stored);
  const auto newest = index_.database().number("SELECT max(end_90k) FROM recording");
  if (!newest) return tl::unexpected<Error>(newest.error());
  std::optional<WallTime> newest_wall;
  if (*newest > 0) newest_wall = to_wall_time(MediaTime(*newest));
  const Moment moment = clock_.now();
  retention_clock_.emplace(moment, newest_wall, options_.retention);

  const auto found = find_streams(lanes, recovery);
  if (!found) return found;
  const auto left_out = leave_out_others(lanes, recovery.now);
  if (!left_out) return left_out;
  auto writer = Writer::open(disk_, index_, clock_, std::move(lanes));
  if (!writer) return tl::unexpected<Error>(writer.error());
  writer_.emplace(std::move(*writer));
  committed_at_ = moment.ticks;
  measured_at_ = moment.ticks;
  const auto measured = measure(recovery.now);
  return measured ? keep_house(moment) : measured;
}

/// Finds the row of each stream; from now on it is up, and what is missing waits for a camera.
Result<void> Session::find_streams(std::vector<WriterLane>& lanes,
                                   const RecoveryOptions& recovery) {
  for (WriterLane& lane : lanes) {
    const auto id = index_.stream_id(lane.key);
    if (!id) return tl::unexpected<Error>(id.error());
    lane.stream = *id;
    streams_.push_back(*id);
  }
  const auto rows = index_.streams();
  if (!rows) return tl::unexpected<Error>(rows.error());
  std::vector<Change> changes;
  for (WriterLane& lane : lanes) {
    const auto row = std::ranges::find(*rows, lane.stream, &StreamRow::id);
    lane.end = row->end;
    if (!lane.end) continue;
    // A camera that never stopped still waits for the disk, not the other way round.
    lane.gap = OpenGap{std::max(recovery.now, *lane.end),
                       std::string(lane.run ? recovery.reason : kReasonHubStarted),
                       std::string(lane.run ? recovery.detail : "waiting for the camera")};
    changes.emplace_back(GapBegan{lane.stream, lane.gap->from, lane.gap->reason, lane.gap->detail});
  }
  return index_.apply(changes);
}

/// A stream that is no longer in the site is not recorded, and that is why.
Result<void> Session::leave_out_others(std::span<const WriterLane> lanes, MediaTime now) {
  const auto rows = index_.streams();
  if (!rows) return tl::unexpected<Error>(rows.error());
  std::vector<Change> changes;
  for (const StreamRow& row : *rows) {
    if (std::ranges::find(lanes, row.id, &WriterLane::stream) != lanes.end() || !row.end) continue;
    changes.emplace_back(GapBegan{row.id, std::max(now, *row.end), std::string(kReasonNotInSite),
                                  "not in the site file"});
  }
  return index_.apply(changes);
}

Result<void> Session::step(std::span<const QueueItem> items) {
  for (const QueueItem& item : items) {
    const auto taken = writer_->take(item);
    if (!taken) return taken;
  }
  const Moment moment = clock_.now();
  if (moment.ticks - committed_at_ >= kCommitPause) {
    const auto committed = writer_->commit();
    if (!committed) return committed;
    committed_at_ = moment.ticks;
  }
  if (has_unsealed_) {
    const auto sealed = seal_next(index_, disk_);
    if (!sealed) return tl::unexpected<Error>(sealed.error());
    has_unsealed_ = *sealed;
  }
  if (moment.ticks - kept_house_at_ >= kHousekeepingPause) return keep_house(moment);
  return {};
}

Result<void> Session::keep_house(const Moment& moment) {
  kept_house_at_ = moment.ticks;
  const MediaTime now = to_media_time(retention_clock_->now(moment));
  bool has_deleted = true;
  for (int batch = 0; batch < kBatchesAtOnceMax && has_deleted; ++batch) {
    const auto space = disk_.space();
    if (!space) return tl::unexpected<Error>(space.error());
    space_ = *space;
    const auto deleted = make_room(now);
    if (!deleted) return tl::unexpected<Error>(deleted.error());
    has_deleted = *deleted;
  }

  const std::uint64_t low_bytes = options_.keep_free_bytes + kReserveBytes;
  const bool was_full = writer_->is_full();
  const bool is_full = space_.free_bytes < (was_full ? low_bytes + kReserveBytes : low_bytes);
  const auto set = writer_->set_full(is_full);
  if (!set) return set;
  if (moment.ticks - measured_at_ < kMeasurePause) return {};
  measured_at_ = moment.ticks;
  return measure(to_media_time(moment.wall.utc));
}

/// Deletes a batch of what may go; false when there was nothing.
Result<bool> Session::make_room(MediaTime now) {
  const std::uint64_t wanted_bytes = options_.keep_free_bytes + 2 * kReserveBytes;
  const bool is_short = space_.free_bytes < options_.keep_free_bytes + kReserveBytes ||
                        (writer_->is_full() && space_.free_bytes < wanted_bytes);
  const auto aged = aged_recordings(index_, now - options_.retention, kRemovalBatchMax);
  if (!aged) return tl::unexpected<Error>(aged.error());
  const auto ids = choose_expired({.now = now,
                                   .floor = options_.retention,
                                   .short_bytes = is_short ? wanted_bytes - space_.free_bytes : 0,
                                   .recordings = *aged});
  const auto removed =
      remove_recordings(index_, disk_, ids, {kReasonRetention, clock_.now().wall.utc});
  if (!removed) return tl::unexpected<Error>(removed.error());
  stored_bytes_ -= std::min(stored_bytes_ + writer_->written_bytes(), *removed);
  return !ids.empty();
}

Result<void> Session::measure(MediaTime now) {
  const auto row = index_.prepared(
      "SELECT sum(bytes), sum(end_90k - start_90k) FROM recording WHERE end_90k > ? "
      "GROUP BY stream_id");
  if (!row) return tl::unexpected<Error>(row.error());
  std::vector<StreamRate> rates;
  auto has_row = (*row)->bind((now - std::chrono::days(1)).count()).step();
  for (; has_row && *has_row; has_row = (*row)->step()) {
    rates.push_back({static_cast<std::uint64_t>((*row)->int_at(0)), MediaTime((*row)->int_at(1))});
  }
  if (!has_row) return tl::unexpected<Error>(has_row.error());
  const auto space = disk_.space();
  if (!space) return tl::unexpected<Error>(space.error());
  space_ = *space;
  const std::uint64_t written = writer_ ? writer_->written_bytes() : 0;
  forecast_ = forecast({space_, options_.keep_free_bytes, stored_bytes_ + written, rates});
  const auto kept = days_kept(now);
  if (!kept) return tl::unexpected<Error>(kept.error());
  days_kept_ = *kept;
  return {};
}

Result<std::optional<double>> Session::days_kept(MediaTime now) {
  const auto row =
      index_.prepared("SELECT min(start_90k) FROM recording WHERE stream_id = ? AND state < 3");
  if (!row) return tl::unexpected<Error>(row.error());
  bool has_any = false;
  MediaTime youngest{0};  // of the streams' oldest recordings
  for (const std::int64_t stream : streams_) {
    const auto has_row = (*row)->bind(stream).step();
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    const auto oldest = (*row)->maybe_int_at(0);
    (*row)->reset();
    has_any = has_any || oldest;
    youngest = std::max(youngest, oldest ? MediaTime(*oldest) : now);
  }
  if (!has_any) return std::nullopt;
  return std::chrono::duration<double, std::chrono::days::period>(now - youngest).count();
}

Result<void> Session::close() {
  const auto closed = writer_->close(kReasonHubStopped, "the hub was stopped");
  if (!closed) return closed;
  return index_.set_fact(kStoppedFact, clock_.now().wall.utc.time_since_epoch().count());
}

StoreStatus Session::status() const {
  StoreStatus status;
  status.state = writer_->is_full() ? StoreState::kDiskFull : StoreState::kRecording;
  status.space = space_;
  status.days_fit = forecast_.days_fit;
  status.days_kept = days_kept_;
  status.bytes_per_day = forecast_.bytes_per_day;
  status.dropped_part_count = writer_->left_out_count();
  return status;
}

}  // namespace sunhall
