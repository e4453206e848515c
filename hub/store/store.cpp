#include "hub/store/store.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <utility>

#include "hub/store/hold.h"
#include "hub/store/reason.h"
#include "hub/store/schema.h"
#include "hub/store/session.h"
#include "native/worker.h"

namespace sunhall {
namespace {

constexpr std::size_t kCameraIdMax = 64;  // bytes

/// A camera's id is a folder's name: nothing in it may lead elsewhere.
bool is_folder_name(std::string_view id) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  return !id.empty() && id.size() <= kCameraIdMax &&
         id.find_first_not_of(kAllowed) == std::string_view::npos;
}

Result<void> check_streams(const std::vector<StreamKey>& streams) {
  if (streams.size() > kStoreStreamsMax) {
    return fail(ErrorKind::kBadInput,
                "store: more than " + std::to_string(kStoreStreamsMax) + " streams");
  }
  for (const StreamKey& stream : streams) {
    if (!is_folder_name(stream.camera)) {
      return fail(ErrorKind::kBadInput,
                  "store: camera " + stream.camera + ": its id may only have a-z, 0-9, - and _");
    }
  }
  return {};
}

class DiskStore final : public Store {
 public:
  DiskStore(const StoreOptions& options, Disk& disk, const Clock& clock)
      : options_(options),
        disk_(disk),
        clock_(clock),
        queue_(options.streams.size(), kQueueBytesMax),
        runs_(options.streams.size()) {
    for (std::size_t lane = 0; lane < options_.streams.size(); ++lane) {
      sinks_.push_back(std::make_unique<LaneSink>(queue_, lane));
      clock_errors_.push_back(std::make_shared<std::atomic<std::int64_t>>(kNoClockError));
    }
  }

  ~DiskStore() override {
    if (worker_) worker_->stop();
  }
  DiskStore(const DiskStore&) = delete;
  DiskStore& operator=(const DiskStore&) = delete;
  DiskStore(DiskStore&&) = delete;
  DiskStore& operator=(DiskStore&&) = delete;

  Result<void> start() {
    const auto opened = open_session(kReasonHubKilled, "the hub was killed or the power was cut");
    // Somebody else may have filled the disk: the hub starts, says so, and waits for room.
    if (!opened && opened.error().kind != ErrorKind::kExhausted) return opened;
    if (!opened) lose_session(opened.error());
    publish();
    worker_.emplace("store", [this](const std::stop_token& stop) { work(stop); });
    return {};
  }

  PartSink& recorder(const StreamKey& stream) override { return *sinks_[lane_of(stream)]; }

  StoreStatus status() const override {
    const MutexLock lock(mutex_);
    return status_;
  }

  void note_clock_error(const StreamKey& stream, std::chrono::milliseconds error) override {
    clock_errors_[lane_of(stream)]->store(error.count());
  }

  Result<std::int64_t> hold(const StreamKey& stream, WallTime from, WallTime to,
                            std::string_view why, std::string_view who) override {
    auto index = Index::open(options_.folder / kIndexName);
    if (!index) return tl::unexpected<Error>(index.error());
    return add_hold(*index, {stream, from, to, why, who}, clock_.now().wall.utc);
  }

  Result<void> release(std::int64_t hold_id, std::string_view who) override {
    auto index = Index::open(options_.folder / kIndexName);
    if (!index) return tl::unexpected<Error>(index.error());
    return release_hold(*index, hold_id, who, clock_.now().wall.utc);
  }

 private:
  std::size_t lane_of(const StreamKey& stream) const {
    const auto found = std::ranges::find(options_.streams, stream);
    if (found == options_.streams.end()) std::abort();  // the contract says: one of the options'
    return static_cast<std::size_t>(found - options_.streams.begin());
  }

  Result<void> open_session(std::string_view reason, std::string_view detail) {
    std::vector<WriterLane> lanes;
    lanes.reserve(options_.streams.size());
    for (std::size_t i = 0; i < options_.streams.size(); ++i) {
      lanes.push_back(
          {.key = options_.streams[i], .run = runs_[i], .clock_error_ms = clock_errors_[i]});
    }
    auto session = Session::open(options_, disk_, clock_, std::move(lanes),
                                 {to_media_time(clock_.now().wall.utc), reason, detail});
    if (!session) return tl::unexpected<Error>(session.error());
    session_ = std::move(*session);
    return {};
  }

  void work(const std::stop_token& stop) {
    const std::stop_callback closing(stop, [this] { queue_.close(); });
    std::chrono::steady_clock::time_point deadline;
    bool is_last = false;
    while (!is_last) {
      if (stop.stop_requested() && deadline == std::chrono::steady_clock::time_point()) {
        deadline = std::chrono::steady_clock::now() + kStoreCloseDeadline;
      }
      const bool is_late = stop.stop_requested() && std::chrono::steady_clock::now() > deadline;
      const bool was_stopping = stop.stop_requested();
      const auto items = queue_.take();
      is_last = (was_stopping && items.empty()) || is_late;
      handle(items);
    }
    if (!session_) return;
    const auto closed = session_->close();
    if (!closed) spdlog::error("store: not closed well: {}", closed.error().what);
    session_.reset();
  }

  void handle(const std::vector<QueueItem>& items) {
    for (const QueueItem& item : items) remember_run(item);
    if (!session_) {
      left_out_before_ += static_cast<std::uint64_t>(std::ranges::count_if(items, is_part));
      retry();
    } else if (const auto done = session_->step(items); !done) {
      lose_session(done.error());
    }
    publish();
  }

  static bool is_part(const QueueItem& item) {
    return std::holds_alternative<std::shared_ptr<const Part>>(item.what);
  }

  /// A run goes on while the disk is away: its init is needed when the disk is back.
  void remember_run(const QueueItem& item) {
    if (const auto* run = std::get_if<RunStart>(&item.what)) runs_[item.lane] = *run;
    if (std::holds_alternative<RunStop>(item.what)) runs_[item.lane].reset();
  }

  void lose_session(const Error& error) {
    spdlog::error("store: the disk fails, tried again every {} s: {}", kDiskRetryPause.count(),
                  error.what);
    away_state_ =
        error.kind == ErrorKind::kExhausted ? StoreState::kDiskFull : StoreState::kDiskAway;
    if (session_) left_out_before_ += session_->status().dropped_part_count;
    session_.reset();
    away_error_ = error.what;
    tried_at_ = clock_.now().ticks;
  }

  void retry() {
    const Ticks now = clock_.now().ticks;
    if (now - tried_at_ < kDiskRetryPause) return;
    tried_at_ = now;
    const auto found = disk_.reopen();
    if (!found) return;
    const bool was_full = away_state_ == StoreState::kDiskFull;
    const auto opened = was_full ? open_session(kReasonDiskFull, "the disk was full")
                                 : open_session(kReasonDiskAway, "the disk was away or failed");
    if (opened) {
      spdlog::warn("store: the disk is back, recording goes on");
    } else if (opened.error().what != away_error_) {
      away_error_ = opened.error().what;
      spdlog::error("store: not recording: {}", away_error_);
    }
  }

  void publish() {
    StoreStatus status;
    if (session_) {
      status = session_->status();
    } else {
      status.state = away_state_;
    }
    status.dropped_part_count += left_out_before_ + queue_.left_out_count();
    status.trouble = describe_trouble(status, options_.retention);
    const MutexLock lock(mutex_);
    status_ = std::move(status);
  }

  // Constant after construction.
  const StoreOptions options_;
  Disk& disk_;
  const Clock& clock_;
  std::vector<std::unique_ptr<LaneSink>> sinks_;

  // Own synchronisation.
  PartQueue queue_;
  std::vector<std::shared_ptr<std::atomic<std::int64_t>>> clock_errors_;
  mutable Mutex mutex_{LockRank::kStore};

  // Guarded by mutex_.
  StoreStatus status_ SUNHALL_GUARDED_BY(mutex_);

  // Touched only by the worker, once it runs.
  std::vector<std::optional<RunStart>> runs_;
  std::unique_ptr<Session> session_;
  StoreState away_state_ = StoreState::kDiskAway;
  std::string away_error_;             // the last one that was logged
  std::uint64_t left_out_before_ = 0;  // in sessions that are over, and between them
  Ticks tried_at_{0};

  std::optional<Worker> worker_;
};

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options, Disk& disk,
                                           const Clock& clock) {
  const auto checked = check_streams(options.streams);
  if (!checked) return tl::unexpected<Error>(checked.error());
  auto store = std::make_unique<DiskStore>(options, disk, clock);
  const auto started = store->start();
  if (!started) return tl::unexpected<Error>(started.error());
  return store;
}

}  // namespace sunhall
