// How large a JPEG says it is, before anybody decodes it.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/result.h"

namespace sunhall {

inline constexpr int kStillSideMax = 4096;  // px

struct JpegSize {
  int width = 0;  // px
  int height = 0;
};

/// Reads a JPEG's size out of its frame header; the picture itself is not looked at.
///
/// Errors:  kBadInput for what does not begin, go on to a scan and end as a JPEG, and for a side
///          of 0 or over kStillSideMax.
/// Source:  ITU-T T.81, Annex B.
Result<JpegSize> read_jpeg_size(std::span<const std::uint8_t> bytes);

}  // namespace sunhall
