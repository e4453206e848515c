// What the head of an MP4 file says of its one video track.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace sunhall {

/// What holds for a sample when its fragment does not say.
struct SampleDefaults {
  std::uint32_t duration = 0;  // ticks
  std::uint32_t size = 0;      // bytes
  std::uint32_t flags = 0;
};

struct Mp4Init {
  std::uint32_t timescale = 0;  // ticks a second
  int width = 0;                // pixels
  int height = 0;               // pixels
  std::string codecs;           // RFC 6381; empty for a codec we do not know
  SampleDefaults defaults;
};

/// Reads a moov box's content; nothing when it has no track with a time scale.
///
/// Source:  ISO/IEC 14496-12 §8.4.2, §8.5.2, §8.8.3; RFC 6381 §3.3; ISO/IEC 14496-15 Annex E.
std::optional<Mp4Init> read_moov(std::span<const std::uint8_t> content);

}  // namespace sunhall
