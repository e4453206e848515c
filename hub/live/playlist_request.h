// What a player asks of a media playlist.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

struct PlaylistRequest {
  std::optional<std::uint64_t> segment{};  // _HLS_msn
  std::optional<std::uint32_t> part{};     // _HLS_part
  bool skips = false;                      // _HLS_skip=YES or v2
  std::string token;                       // to be carried on in every URI; empty: none
};

/// A token longer than this is none of ours.
inline constexpr std::size_t kTokenCharsMax = 256;

/// Reads a request's query; what is no directive is left alone.
///
/// Errors:  kBadInput for a directive that is no number, a part without a segment, or a token that
///          is too long.
/// Source:  draft-pantos-hls-rfc8216bis §6.2.5.
Result<PlaylistRequest> parse_playlist_request(
    const std::vector<std::pair<std::string, std::string>>& query);

/// What URIs end with so that players keep the token: `?token=…`, percent-encoded; or nothing.
std::string token_suffix(std::string_view token);

/// One file of a stream, by the last segment of its path.
struct LiveFile {
  enum class Kind : unsigned char { kPlaylist, kInit, kSegment, kPart };
  Kind kind = Kind::kPlaylist;
  std::uint64_t number = 0;  // of the segment, or of the run
  std::uint32_t part = 0;
};

/// Reads `index.m3u8`, `init-RUN.mp4`, `seg-SEGMENT.m4s` and `part-SEGMENT-PART.m4s`.
///
/// Shape:   one name for one file: no signs, no leading zeros.
std::optional<LiveFile> parse_live_file(std::string_view name);

}  // namespace sunhall
