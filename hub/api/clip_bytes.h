// Stretches of a recording's file in memory.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "hub/store/archive.h"
#include "hub/store/mp4_boxes.h"
#include "native/fd.h"

namespace sunhall {

/// Reads up to `bytes_max` bytes at an offset; fewer at the file's end.
///
/// Blocks:  on the disk.
/// Errors:  kUnavailable when the disk fails.
Result<std::vector<std::uint8_t>> read_stretch(const Fd& file, std::uint64_t offset,
                                               std::uint64_t bytes_max);

/// Reads a recording's head; what is over kBoxBytesMax is not one of ours: kBadInput.
Result<std::vector<std::uint8_t>> read_head(const Fd& file, const StoredRecording& recording);

/// Reads a head and a segment's first part, which begins with a keyframe: a small film of its own.
///
/// Errors:  as read_stretch; kBadInput when the file is not what the index says of it.
Result<std::vector<std::uint8_t>> read_first_part(const Fd& file, const StoredRecording& recording,
                                                  const StoredSegment& segment);

}  // namespace sunhall
