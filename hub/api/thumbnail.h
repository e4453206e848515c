// A small picture of a moment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

inline constexpr int kThumbnailWidth = 320;  // px; the height follows
inline constexpr int kThumbnailHeightMax = 640;

/// Decodes the first picture of an MP4 and writes it small, as JPEG.
///
/// `film`: a head and at least one part that begins with a keyframe, H.264 or H.265.
/// Shape:   kThumbnailWidth wide (a smaller picture is not made larger), even sides, full range.
/// Errors:  as decode_first_picture's.
Result<std::vector<std::uint8_t>> make_thumbnail(std::span<const std::uint8_t> film);

}  // namespace sunhall
