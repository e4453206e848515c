// One coded picture of a stream, found again in the fMP4 chunks that the hub hands around.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/media/part.h"
#include "hub/media/stream_format.h"
#include "native/bytes.h"

namespace sunhall {

/// A picture in decode order; its NAL units lie in shared bytes and are not copied.
///
/// The hub's files shift the decode times of a stream with B pictures, so that the first picture's
/// two times are the same: a later one's `pts` may lie before its `dts` (`decode_lead` of them).
struct AccessUnit {
  MediaTime dts{0};
  MediaTime pts{0};
  MediaTime duration{0};  // up to the next picture's dts
  bool is_key = false;
  Bytes owner;                                       // what the units lie in
  std::vector<std::span<const std::uint8_t>> units;  // without start codes or lengths
};

/// What the sample entry of an init segment says.
struct InitFormat {
  VideoCodec codec = VideoCodec::kH264;
  int width = 0;   // pixels
  int height = 0;  // pixels
  ParameterSets sets;
};

/// Reads the init segment of a run.
///
/// Errors:  kBadInput when it is cut off or names no H.264 or H.265 track whose units have lengths
///          of four bytes.
/// Source:  ISO/IEC 14496-12, 14496-15 §5.3.3 and §8.3.3.
Result<InitFormat> read_init(std::span<const std::uint8_t> init);

/// Reads every picture of a chunk, a part or a segment (moof and mdat, any number), in decode
/// order.
///
/// What a fragment leaves to the init, the hub's own never do: then a picture is not a keyframe and
/// lasts 0.
///
/// Errors:  kBadInput when a box, a sample or a unit's length does not fit.
/// Source:  ISO/IEC 14496-12 §8.8.7 (tfhd), §8.8.8 (trun), §8.8.12 (tfdt).
Result<std::vector<AccessUnit>> read_access_units(const Bytes& chunks);

/// How much earlier all of these must be decoded, so that none is presented before it is decoded.
MediaTime decode_lead(std::span<const AccessUnit> pictures);

/// More pictures in one call, or units in one picture, are not the hub's.
inline constexpr std::size_t kAccessUnitsMax = 10'000;
inline constexpr std::size_t kUnitsPerPictureMax = 1'024;

}  // namespace sunhall
