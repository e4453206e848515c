// A span of the past as an HLS playlist.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hub/store/archive.h"

namespace sunhall {

struct VodInput {
  std::vector<StoredSegment> segments;                 // in order
  std::map<std::int64_t, StoredRecording> recordings;  // those that the segments lie in, by id
  std::string token{};                                 // shown with every address; empty: none
};

/// Writes a playlist with an end; addresses are relative to `/archive/{camera}/`.
///
/// Shape:   a new EXT-X-MAP and the time of day at each recording; EXT-X-DISCONTINUITY where video
///          is missing or its codec or size changes; segments whose recording is unknown are left
///          out.
/// Source:  RFC 8216 §4.3; the media's timestamps are the time of day (hub/media/part.h).
std::string write_vod_playlist(const VodInput& input);

}  // namespace sunhall
