// One time of having the store's disk: from its opening to its end or its failure.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "hub/store/forecast.h"
#include "hub/store/recovery.h"
#include "hub/store/retention.h"
#include "hub/store/store.h"
#include "hub/store/writer.h"
#include "native/fd.h"

namespace sunhall {

/// Locks a store, recovers it, writes to it, keeps it within its limits.
///
/// Threads: one at a time.
/// Errors:  any error of `step` or `close` means that the disk is gone or full beyond use: drop the
///          session and open another one later.
class Session {
 public:
  /// `lanes` need only key, run and clock error.
  static Result<std::unique_ptr<Session>> open(const StoreOptions& options, Disk& disk,
                                               const Clock& clock, std::vector<WriterLane> lanes,
                                               RecoveryOptions recovery);

  /// Writes what came, commits when it is time, deletes what is old enough.
  Result<void> step(std::span<const QueueItem> items);
  /// Ends everything by intent.
  Result<void> close();

  StoreStatus status() const;

 private:
  Session(const StoreOptions& options, Disk& disk, const Clock& clock, Fd lock, Index index)
      : options_(options),
        disk_(disk),
        clock_(clock),
        lock_(std::move(lock)),
        index_(std::move(index)) {}

  Result<void> start(std::vector<WriterLane> lanes, RecoveryOptions recovery);
  Result<void> find_streams(std::vector<WriterLane>& lanes, const RecoveryOptions& recovery);
  Result<void> leave_out_others(std::span<const WriterLane> lanes, MediaTime now);
  Result<void> keep_house(const Moment& moment);
  Result<bool> make_room(MediaTime now);
  Result<void> measure(MediaTime now);
  Result<std::optional<double>> days_kept(MediaTime now);

  const StoreOptions& options_;
  Disk& disk_;
  const Clock& clock_;
  const Fd lock_;
  Index index_;
  std::optional<Writer> writer_;
  std::optional<RetentionClock> retention_clock_;
  std::vector<std::int64_t> streams_;  // rows of the site's streams
  bool has_unsealed_ = true;
  std::uint64_t stored_bytes_ = 0;  // when the session began, less what was deleted since
  DiskSpace space_;
  Forecast forecast_;
  std::optional<double> days_kept_;
  Ticks committed_at_{0};
  Ticks kept_house_at_{0};
  Ticks measured_at_{0};
};

inline constexpr std::chrono::seconds kHousekeepingPause{5};
inline constexpr std::chrono::seconds kMeasurePause{60};
inline constexpr std::string_view kStoreLockName = "store.lock";

}  // namespace sunhall
