// Deleting recordings so that the index never names what is gone, and always says what went.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "hub/store/disk.h"
#include "hub/store/index.h"
#include "hub/store/retention.h"

namespace sunhall {

/// The complete recordings whose youngest frame is at `end_max` or before it and that nobody holds,
/// oldest first.
Result<std::vector<AgedRecording>> aged_recordings(Index& index, MediaTime end_max,
                                                   std::size_t count_max);

struct RemovalNote {
  std::string_view reason;  // a word
  WallTime at{};
};

/// Deletes recordings: first their rows, for good, then their files; returns the bytes that went.
///
/// Order:   killed in between, `finish_removals` finishes. A recording that somebody has held in
///          the meantime stays.
/// Errors:  as Index and Disk.
Result<std::uint64_t> remove_recordings(Index& index, Disk& disk, std::span<const std::int64_t> ids,
                                        const RemovalNote& note);

/// Deletes the files whose rows are gone already.
Result<void> finish_removals(Index& index, Disk& disk);

/// A batch of deletions stops the writer for tens of milliseconds, not more.
inline constexpr std::size_t kRemovalBatchMax = 64;

}  // namespace sunhall
