// One file that recovery looks at: what of it is whole, and what the index does not know yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/media/part.h"
#include "hub/store/archive.h"
#include "hub/store/mp4_boxes.h"

namespace sunhall {

/// Where a path says that its recording belongs.
struct PathParts {
  StreamKey stream;
  MediaTime start{0};
};

/// Reads `recordings/cooking/main/2026-11-24/093015-160576…90.mp4`; nothing for any other path.
std::optional<PathParts> parse_recording_path(const std::string& path);

/// How far the index knows a file.
struct KnownUpTo {
  std::uint64_t bytes = 0;  // of the init and the segments that it has
  std::uint32_t segment_count = 0;
};

/// Puts a file's parts into segments, from where the index ends; as the writer would have done.
///
/// Shape:   nothing when the parts do not begin where the index ends.
std::vector<StoredSegment> segments_after(const Mp4Layout& layout, std::int64_t recording,
                                          const KnownUpTo& known);

}  // namespace sunhall
