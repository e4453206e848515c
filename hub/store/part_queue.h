// Parts on their way from the ingest threads to the one thread that writes.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hub/media/part.h"
#include "native/mutex.h"

namespace sunhall {

/// A run is over; why, for people.
struct RunStop {
  std::string why;
};

/// Parts are missing here: there was no room for them.
struct PartsLeftOut {};

struct QueueItem {
  std::size_t lane = 0;  // the stream's place in the site
  std::variant<RunStart, RunStop, PartsLeftOut, std::shared_ptr<const Part>> what;
};

/// A queue with a limit in bytes: when the disk does not keep up, whole segments are left out.
///
/// Shape:   per lane, what went in comes out in order; where parts were left out stands one
///          PartsLeftOut, and the next part starts a segment.
/// Threads: any put, one takes.
/// Blocks:  put never; take until `kGatherPause` is over.
class PartQueue {
 public:
  PartQueue(std::size_t lane_count, std::size_t bytes_max);

  void begin_run(std::size_t lane, const RunStart& run);
  void push(std::size_t lane, std::shared_ptr<const Part> part);
  void end_run(std::size_t lane, std::string_view why);

  /// Takes what has gathered during the pause; the items' bytes count until the next `take`.
  std::vector<QueueItem> take();
  /// From now on `take` waits no more.
  void close();

  std::uint64_t left_out_count() const;

 private:
  struct Lane {
    bool is_leaving_out = false;
    std::optional<std::string> end_why;  // of the run in which leaving out began
    std::optional<RunStart> run;         // the newest one that began while leaving out
  };

  bool fits(std::size_t bytes) const SUNHALL_REQUIRES(mutex_);
  void put(QueueItem item, std::size_t bytes) SUNHALL_REQUIRES(mutex_);
  void resume(std::size_t lane) SUNHALL_REQUIRES(mutex_);

  // Constant after construction.
  const std::size_t bytes_max_;

  // Own synchronisation.
  mutable Mutex mutex_{LockRank::kStore};
  CondVar filled_;

  // Guarded by mutex_.
  std::vector<Lane> lanes_ SUNHALL_GUARDED_BY(mutex_);
  std::vector<QueueItem> items_ SUNHALL_GUARDED_BY(mutex_);
  std::size_t bytes_ SUNHALL_GUARDED_BY(mutex_) = 0;        // of items and of what was taken last
  std::size_t taken_bytes_ SUNHALL_GUARDED_BY(mutex_) = 0;  // of what was taken last
  std::uint64_t left_out_count_ SUNHALL_GUARDED_BY(mutex_) = 0;
  bool is_closed_ SUNHALL_GUARDED_BY(mutex_) = false;
};

/// One stream's end of the queue.
class LaneSink final : public PartSink {
 public:
  LaneSink(PartQueue& queue, std::size_t lane) : queue_(queue), lane_(lane) {}
  void begin_run(const RunStart& run) override { queue_.begin_run(lane_, run); }
  void push(std::shared_ptr<const Part> part) override { queue_.push(lane_, std::move(part)); }
  void end_run(std::string_view why) override { queue_.end_run(lane_, why); }

 private:
  PartQueue& queue_;
  const std::size_t lane_;
};

/// At 16 cameras of 4 Mbit/s: eight seconds in which the disk may stand still.
inline constexpr std::size_t kQueueBytesMax = 64u << 20;
/// What an item costs beside its payload.
inline constexpr std::size_t kQueueItemBytes = 256;
/// The writer wakes ten times a second, not for each of the parts of 32 streams.
inline constexpr std::chrono::milliseconds kGatherPause{100};

}  // namespace sunhall
