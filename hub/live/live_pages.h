// The live streams' addresses.
#pragma once

#include <string>
#include <vector>

#include "hub/http/router.h"
#include "hub/live/live_stream.h"

namespace sunhall {

/// One camera's live streams; they outlive the pages' last request.
struct LiveCamera {
  std::string id;
  LiveStream* main = nullptr;
  LiveStream* sub = nullptr;  // null: none
};

/// Adds the routes under `/live/`, open to everybody who may see the camera.
///
/// `/live/{camera}/index.m3u8`                multivariant: main and sub
/// `/live/{camera}/stream.mp4`                endless fMP4; `?stream=sub`
/// `/live/{camera}/{main or sub}/index.m3u8`  LL-HLS, and beside it its init, segments and parts
///
/// What can be cached says so; a `token` in the query is carried into all URIs. Links main and sub
/// of each camera to one another.
///
/// Source:  docs/live.md.
void add_live_pages(Router& router, std::vector<LiveCamera> cameras);

}  // namespace sunhall
