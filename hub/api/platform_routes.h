// The links to supervision platforms, for managers and screens.
#pragma once

#include <functional>
#include <vector>

#include "core/model/platform_view.h"
#include "hub/http/router.h"
#include "hub/platform/platform_desk.h"

namespace sunhall {

/// Adds `GET /api/v1/platforms`; `platforms` is called on the server's thread and never blocks.
///
/// Source:  docs/http-api.md.
void add_platform_routes(Router& router, std::function<std::vector<PlatformFigures>()> platforms);

/// The links as a site tells them: SiteView::platforms.
std::vector<PlatformView> platform_views(const std::vector<PlatformFigures>& platforms);

}  // namespace sunhall
