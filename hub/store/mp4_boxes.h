// What a growing MP4 file says of itself: its head, its whole parts, and where the wholeness ends.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/media/part.h"

namespace sunhall {

/// Reads up to `bytes_max` bytes at an offset; fewer at the end.
using ReadBytes =
    std::function<Result<std::vector<std::uint8_t>>(std::uint64_t offset, std::uint64_t bytes_max)>;

/// One moof and its mdat.
struct Mp4Part {
  std::uint64_t offset = 0;       // bytes, of the moof
  std::uint64_t bytes = 0;        // of both boxes
  std::uint64_t tfdt_offset = 0;  // bytes, of the decode time's digits
  int tfdt_bytes = 8;             // 4 or 8
  MediaTime start{0};
  MediaTime duration{0};
  bool has_key = false;  // its first frame decodes without others
};

struct Mp4Layout {
  std::uint64_t init_bytes = 0;  // ftyp and moov; 0: the head is not whole
  std::uint32_t timescale = 0;   // ticks a second
  std::string codecs;            // RFC 6381; empty when unknown
  int width = 0;                 // pixels
  int height = 0;                // pixels
  std::vector<Mp4Part> parts;
  std::uint64_t whole_bytes = 0;  // up to the end of the last whole part, or of the head
  std::string stop;               // why the scan ended before the file did; empty: it did not
};

/// Scans a file of ftyp, moov and then moof and mdat by turns, as the store writes them.
///
/// The payload is not read but for its first bytes: a power cut may leave zeros where a part should
/// be.
///
/// Errors:  only those of `read`; whatever the bytes are, the layout says how far they are whole.
/// Source:  ISO/IEC 14496-12 §8.8 (movie fragments), 14496-15 §5.3.3, §8.3.3 (avcC, hvcC).
Result<Mp4Layout> scan_mp4(const ReadBytes& read, std::uint64_t file_bytes);

/// A head or a moof that is larger is not one of ours.
inline constexpr std::uint64_t kBoxBytesMax = 1u << 20;
inline constexpr std::size_t kPartsPerFileMax = 100'000;
inline constexpr std::uint32_t kSamplesPerPartMax = 10'000;

}  // namespace sunhall
