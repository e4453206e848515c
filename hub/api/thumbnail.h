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
/// More pixels than 8K video has are not decoded.
inline constexpr std::int64_t kFilmPixelsMax = 36'000'000;

/// Decodes the first picture of an MP4 and writes it small, as JPEG.
///
/// `film`: a head and at least one part that begins with a keyframe, H.264 or H.265.
/// Shape:   kThumbnailWidth wide (a smaller picture is not made larger), even sides, full range.
/// Errors:  kBadInput for what is damaged or too large, kUnsupported for another codec,
///          kExhausted for no memory.
Result<std::vector<std::uint8_t>> make_thumbnail(std::span<const std::uint8_t> film);

}  // namespace sunhall
