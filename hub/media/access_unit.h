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
struct AccessUnit {
  MediaTime dts{0};
  MediaTime pts{0};
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
/// Errors:  kBadInput when it is cut off or names no H.264 or H.265 track.
/// Source:  ISO/IEC 14496-12, 14496-15 §5.3.3 and §8.3.3.
Result<InitFormat> read_init(std::span<const std::uint8_t> init);

/// Reads every picture of a chunk, a part or a segment (moof and mdat, any number), in decode
/// order.
///
/// Errors:  kBadInput when a box, a sample or a unit's length does not fit.
Result<std::vector<AccessUnit>> read_access_units(const Bytes& chunks);

}  // namespace sunhall
