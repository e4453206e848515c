// The picture that a film begins with.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/result.h"
#include "native/av.h"

namespace sunhall {

/// More pixels than 8K video has are not decoded.
inline constexpr std::int64_t kFilmPixelsMax = 36'000'000;

/// Decodes the first picture of an MP4.
///
/// `film`: a head and at least one part that begins with a keyframe, H.264 or H.265.
/// Errors:  kBadInput for what is damaged or too large, kUnsupported for another codec,
///          kExhausted for no memory.
Result<AvFrame> decode_first_picture(std::span<const std::uint8_t> film);

}  // namespace sunhall
