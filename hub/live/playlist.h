// A live stream's media playlist, as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "hub/live/window.h"

namespace sunhall {

/// Where a sibling stream is, for players that want to switch.
struct RenditionReport {
  std::string uri;  // relative, without query
  PartPosition next;
};

struct PlaylistOptions {
  bool skips = false;      // a delta update is wanted
  std::string url_suffix;  // for every URI, for example `?token=…`; empty: none
  std::optional<RenditionReport> sibling{};
};

/// How far a request may be ahead of the newest part: RFC 8216bis §6.2.5.2's Advance Part Limit.
std::uint32_t advance_part_limit(std::chrono::milliseconds part_target);

/// Writes the playlist of a window that is ready.
///
/// Shape:   URIs are `init-RUN.mp4`, `seg-SEGMENT.m4s`, `part-SEGMENT-PART.m4s`, all immutable.
/// Source:  draft-pantos-hls-rfc8216bis §4.4; docs/live.md.
std::string write_playlist(const Window& window, const PlaylistOptions& options);

/// One stream of a camera in its multivariant playlist.
struct Variant {
  std::string uri;  // relative, without query
  std::string codecs;
  int width = 0;                      // pixels
  int height = 0;                     // pixels
  std::uint64_t peak_bits_per_s = 0;  // of any segment
  std::uint64_t mean_bits_per_s = 0;
  double frames_per_s = 0;
};

/// Writes a camera's multivariant playlist, the preferred variant first.
std::string write_multivariant(const std::vector<Variant>& variants, const std::string& url_suffix);

}  // namespace sunhall
