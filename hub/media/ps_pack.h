// An MPEG program stream, one pack for each picture, as GB/T 28181 wants it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "hub/media/access_unit.h"
#include "native/bytes.h"

namespace sunhall {

enum class PsAudio : unsigned char { kG711a, kG711u, kAac };

/// What stands in the program stream map.
struct PsFormat {
  VideoCodec codec = VideoCodec::kH264;
  ParameterSets sets;  // written before every keyframe that has none itself
  std::optional<PsAudio> audio{};
};

/// A pack: headers of its own and stretches of the picture's shared bytes, to be sent in this
/// order.
///
/// The payload is never copied: several receivers send the same pack.
struct PsPack {
  MediaTime time{0};  // decode time
  bool is_key = false;
  std::size_t bytes = 0;  // of all pieces
  std::vector<std::span<const std::uint8_t>> pieces;
  std::vector<std::uint8_t> headers;  // some pieces lie here
  Bytes owner;                        // the others here
};

/// Makes packs.
///
/// Shape:   a keyframe's pack is pack header, system header, program stream map, then PES packets
/// of at
///          most 65,535 bytes; any other is pack header and PES packets. Start codes before each
///          unit.
/// Units:   SCR, DTS and PTS are the media time modulo 2^33.
/// Source:  ISO/IEC 13818-1 §2.5.3.3 (pack), §2.5.3.5 (system header), §2.5.4.1 (map), §2.4.3.6
/// (PES);
///          GB/T 28181-2022 Annex C for the stream types.
class PsMuxer {
 public:
  explicit PsMuxer(PsFormat format) : format_(std::move(format)) {}

  /// Errors:  kExhausted for a picture over kPsPictureBytesMax.
  Result<std::shared_ptr<const PsPack>> video(const AccessUnit& picture);
  /// One audio frame, or any number of G.711 samples; needs PsFormat::audio.
  Result<std::shared_ptr<const PsPack>> audio(MediaTime time, const Bytes& samples);

 private:
  PsFormat format_;
};

inline constexpr std::size_t kPsPictureBytesMax = 8u << 20;

}  // namespace sunhall
