// Making files and index agree after whatever ended the last hub.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hub/store/disk.h"
#include "hub/store/index.h"
#include "hub/store/mp4_boxes.h"

namespace sunhall {

struct RecoveryOptions {
  MediaTime now{0};
  std::string_view reason;  // of the gap up to now: a word
  std::string_view detail;  // one line for people
};

/// What recovery did, for the log.
struct RecoveryReport {
  int cut_count = 0;      // files that were cut to their last whole part
  int adopted_count = 0;  // whole files that the index did not know
  int dropped_count = 0;  // files without a whole part, removed
  int lost_count = 0;     // rows whose file is missing
  int found_count = 0;    // rows whose file had been missing and is back
};

/// Makes the index name what is on the disk, and nothing else.
///
/// Files that were being written are cut to their last whole part, and what is in them is indexed.
/// Files that the index does not know are adopted, unless they are copies of what it knows or were
/// renamed. Rows whose file is missing are marked lost. Doing it twice changes nothing.
///
/// Order:   before anything is written. Hashing what was recovered is left to `seal_next`.
/// Errors:  as Index and Disk.
Result<RecoveryReport> recover(Index& index, Disk& disk, const RecoveryOptions& options);

/// Hashes the oldest recording that was recovered and puts it into the chain; false when there is
/// none left.
Result<bool> seal_next(Index& index, Disk& disk);

/// Reads a file's bytes through a disk.
ReadBytes reader_of(Disk& disk, const std::string& path);

/// An unknown file without a whole part is removed up to this size: more was not written by a hub
/// that died at the wrong moment, and somebody may want to look at it.
inline constexpr std::uint64_t kNothingWholeMax = kPartBytesMax + (1u << 20);

}  // namespace sunhall
