// What the page must know about who looks at it.
#pragma once

#include "hub/api/video_gate.h"
#include "hub/http/router.h"

namespace sunhall {

/// Adds `GET /api/v1/me`: who asks, what they may see, and whether they may watch now.
///
/// Owner:   `gate` outlives the router.
/// Threads: answers on the server's thread and never blocks.
/// Source:  docs/http-api.md, "Who is looking".
void add_me_routes(Router& router, const VideoGate& gate);

}  // namespace sunhall
