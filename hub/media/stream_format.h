// What a stream is, read from its own parameter sets.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

enum class VideoCodec : unsigned char { kH264, kHevc };

/// Writes `h264 hevc`.
std::string_view codec_word(VideoCodec codec);

/// Larger parameter sets are not believed.
inline constexpr std::size_t kParameterSetBytesMax = 64u << 10;

/// The parameter sets of one picture: SPS and PPS, for H.265 also VPS.
using ParameterSets = std::vector<std::vector<std::uint8_t>>;

/// Finds the parameter sets in Annex B bytes, each once, in order, without start codes.
///
/// Shape:   empty when there are none before the first coded picture.
/// Source:  ITU-T H.264 and H.265, Annex B; §7.4.1 and §7.4.2 of them for the NAL unit types.
ParameterSets find_parameter_sets(VideoCodec codec, std::span<const std::uint8_t> annexb);

/// Writes them as Annex B, as libav's `extradata` wants them.
std::vector<std::uint8_t> to_annexb(const ParameterSets& sets);

/// Names the codec as RFC 6381 and ISO/IEC 14496-15 Annex E do: `avc1.640028`,
/// `hvc1.1.6.L120.90`.
///
/// Errors:  kBadInput when there is no SPS, or one that is cut off.
Result<std::string> rfc6381_codec(VideoCodec codec, const ParameterSets& sets);

struct StreamFormat {
  VideoCodec codec = VideoCodec::kH264;
  std::string codecs;  // RFC 6381
  int width = 0;       // pixels
  int height = 0;      // pixels
  ParameterSets sets;
};

/// Reads a format from a keyframe in Annex B; `known_sets` help one that carries none.
///
/// Errors:  kBadInput when parameter sets are missing, cut off or name no size.
Result<StreamFormat> read_format(VideoCodec codec, std::span<const std::uint8_t> keyframe,
                                 const ParameterSets& known_sets);

}  // namespace sunhall
