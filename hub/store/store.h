// Seven days and more that can be traced back: parts go in, and stay until the rules let them go.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/media/part.h"
#include "hub/store/disk.h"
#include "native/clock.h"

namespace sunhall {

struct StoreOptions {
  std::filesystem::path folder;       // index.db and recordings/ lie in it
  std::filesystem::path id_file;      // the hub's copy of the store's id; empty: `folder` + `.id`
  bool must_be_mount = false;         // `folder` must be where a disk is mounted
  std::chrono::days retention{15};    // the floor: nothing younger is ever deleted
  std::uint64_t keep_free_bytes = 0;  // of the disk, left for others
  std::vector<StreamKey> streams;     // what is recorded, in the order of the site
};

enum class StoreState : unsigned char {
  kRecording,
  kDiskFull,  // what the floor protects leaves no room: recording stands still
  kDiskAway,  // unmounted, another disk, read-only or failing
};

/// The store in figures: for `/healthz`, `/metrics`, the screen and people.
struct StoreStatus {
  StoreState state = StoreState::kRecording;
  std::string trouble;  // for people, one line; empty while all is well
  DiskSpace space;
  std::optional<double>
      days_fit;  // at the rate of the last day, how many days the disk holds; empty: not yet known
  std::optional<double> days_kept;  // of the camera that has least; empty: nothing recorded yet
  std::uint64_t bytes_per_day = 0;  // at the present rate
  std::uint64_t dropped_part_count = 0;  // not written: disk too slow, full or away
};

/// The store: one writer thread, an index, recovery and retention.
///
/// The five promises: docs/store.md.
///
/// Owner:   the hub; dies after ingest, so that the last parts get in.
/// Threads: `recorder`'s sinks from their ingest threads; the rest any; one worker, `store`,
/// writes,
///          syncs, seals and deletes.
/// Blocks:  open: for the recovery of files that were being written and a look at all folders; the
///          destructor: until what is queued is on the disk, at most kStoreCloseDeadline and one
///          call to the disk.
class Store {
 public:
  /// Opens or creates a store; files that were being written when the hub died are cut to their
  /// last whole part. A disk that goes away later is tried again every kDiskRetryPause.
  ///
  /// Errors:  kBadInput for a folder that is not the store's (wrong or unmounted disk) or a
  /// camera's
  ///          id that is no name of a folder, kUnavailable when another hub has it open or the disk
  ///          fails, kExhausted when it is full to the last byte, kUnsupported for an index of a
  ///          newer version.
  static Result<std::unique_ptr<Store>> open(const StoreOptions& options, Disk& disk,
                                             const Clock& clock);
  virtual ~Store() = default;

  /// Where one stream's parts go; must be one of `options.streams`. The store outlives it.
  virtual PartSink& recorder(const StreamKey& stream) = 0;

  virtual StoreStatus status() const = 0;

  /// Says how far a camera's clock is from ours, to be kept with its recordings.
  virtual void note_clock_error(const StreamKey& stream, std::chrono::milliseconds error) = 0;

  /// Keeps what lies between two moments from being deleted until it is released; survives
  /// restarts.
  virtual Result<std::int64_t> hold(const StreamKey& stream, WallTime from, WallTime to,
                                    std::string_view why, std::string_view who) = 0;
  virtual Result<void> release(std::int64_t hold_id, std::string_view who) = 0;
};

inline constexpr std::chrono::seconds kStoreCloseDeadline{3};
/// What was written longer ago than this outlives a power cut.
inline constexpr std::chrono::milliseconds kCommitPause{500};
inline constexpr std::chrono::seconds kDiskRetryPause{10};
/// Left on the disk besides `keep_free_bytes`, so that the index can always be written.
inline constexpr std::uint64_t kReserveBytes = 64u << 20;
/// Cameras times streams of a hub.
inline constexpr std::size_t kStoreStreamsMax = 128;

}  // namespace sunhall
