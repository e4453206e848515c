// records.head: where the chain ended, hour by hour, beside the database.
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "hub/records/entry.h"

namespace sunhall {

/// A file that only grows: one line a note, `2026-11-24T12:00:00+00:00 1234 <hash>`; one that was
/// cut off while it was written ends in `?`.
///
/// A database that lost its newest entries, or whose chain was made anew, does not fit its lines.
///
/// Threads: one at a time.
/// Blocks:  on the disk.
/// Errors:  kUnavailable; kExhausted when the disk is full.
class HeadFile {
 public:
  explicit HeadFile(std::filesystem::path file) : file_(std::move(file)) {}

  /// Adds a line and syncs it.
  Result<void> note(const ChainHead& head, WallTime now);

  /// All lines; of the last one, if it was cut off while it was written, nothing.
  ///
  /// Errors:  kBadInput, with its number, for a line that was not written so.
  Result<std::vector<ChainHead>> read() const;

 private:
  std::filesystem::path file_;
};

/// A line an hour for more than a century.
inline constexpr std::size_t kHeadFileBytesMax = 128u << 20;

}  // namespace sunhall
