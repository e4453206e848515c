// The headers of an MPEG program stream, bit by bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "hub/media/part.h"

namespace sunhall {

inline constexpr std::uint8_t kPsVideoId = 0xE0;
inline constexpr std::uint8_t kPsAudioId = 0xC0;

/// A stream of the map.
struct PsStream {
  std::uint8_t type = 0;  // stream_type
  std::uint8_t id = 0;    // stream_id
};

/// What a PES packet says before its payload; later ones of one picture have no times.
struct PesHead {
  std::uint8_t id = 0;
  std::optional<MediaTime> pts{};
  std::optional<MediaTime> dts{};  // only where it differs
  bool is_aligned = false;         // a picture or an audio frame begins here
};

/// A PES packet's head and payload behind its length field: what 16 bits can say.
inline constexpr std::size_t kPesBytesMax = 65'535;
/// The rate that packs and system headers name: an upper bound, no promise.
inline constexpr std::uint32_t kPsRateMax_bytes_per_s = 12'500'000;

/// Writes a pack header; `scr` modulo 2^33.
///
/// Source:  ISO/IEC 13818-1 §2.5.3.3.
void write_pack_header(std::vector<std::uint8_t>& out, MediaTime scr);

/// Source:  ISO/IEC 13818-1 §2.5.3.5.
void write_system_header(std::vector<std::uint8_t>& out, std::span<const PsStream> streams);

/// Writes a program stream map with its sum; `version` modulo 32 grows when the streams change.
///
/// Source:  ISO/IEC 13818-1 §2.5.4.1.
void write_stream_map(std::vector<std::uint8_t>& out, std::span<const PsStream> streams,
                      int version);

/// How many bytes a head takes, start code and length field included.
std::size_t pes_head_bytes(const PesHead& head);

/// Writes a head for a payload of at most kPesBytesMax less what the head has behind its length.
///
/// Source:  ISO/IEC 13818-1 §2.4.3.6.
void write_pes_head(std::vector<std::uint8_t>& out, const PesHead& head, std::size_t payload_bytes);

/// The CRC of MPEG sections: over a whole map with its sum it is 0.
///
/// Source:  ISO/IEC 13818-1 Annex A.
std::uint32_t mpeg_crc32(std::span<const std::uint8_t> bytes);

}  // namespace sunhall
