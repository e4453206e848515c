// An MPEG program stream, one pack for each picture, as GB/T 28181 wants it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
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
  int map_version = 0;  // modulo 32: another one when the codec or the audio changes
};

/// A pack: headers of its own and stretches of the picture's shared bytes, to be sent in this
/// order.
///
/// The payload is not copied, but for stretches of kPsCopiedBytesMax or less: several receivers are
/// sent the same pack.
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
///          whose length field says at most 65,535; any other is pack header and PES packets. A
///          start code of four bytes before each unit.
/// Units:   SCR, DTS and PTS are the media time modulo 2^33.
/// Source:  ISO/IEC 13818-1 §2.5.3.3 (pack), §2.5.3.5 (system header), §2.5.4.1 (map), §2.4.3.6
///          (PES); GB/T 28181-2022 Annex C for the stream types.
class PsMuxer {
 public:
  explicit PsMuxer(PsFormat format) : format_(std::move(format)) {}

  /// Errors:  kExhausted for a picture over kPsPictureBytesMax.
  Result<std::shared_ptr<const PsPack>> video(const AccessUnit& picture) const;
  /// One audio frame (AAC: with its ADTS header), or any number of G.711 samples.
  ///
  /// Errors:  kUnsupported without PsFormat::audio, kExhausted over kPsPictureBytesMax.
  Result<std::shared_ptr<const PsPack>> audio(MediaTime time, const Bytes& samples) const;

 private:
  PsFormat format_;
};

inline constexpr std::size_t kPsPictureBytesMax = 8u << 20;
/// A stretch of so little is put among the headers: a piece of its own would cost more.
inline constexpr std::size_t kPsCopiedBytesMax = 256;

}  // namespace sunhall
