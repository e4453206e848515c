// The links to supervision platforms, for managers and screens.
#pragma once

#include <functional>
#include <vector>

#include "core/model/platform_view.h"
#include "hub/http/router.h"
#include "hub/platform/platform_desk.h"
#include "hub/upload/upload_desk.h"

namespace sunhall {

/// Where the answers come from; called on the server's thread, never blocks.
struct PlatformSources {
  std::function<std::vector<PlatformFigures>()> platforms;
  std::function<std::vector<UploadFigures>()> uploads;
};

/// Adds `GET /api/v1/platforms`: the links, and where the records go up.
///
/// Source:  docs/http-api.md.
void add_platform_routes(Router& router, PlatformSources sources);

/// The links as a site tells them: SiteView::platforms.
std::vector<PlatformView> platform_views(const std::vector<PlatformFigures>& platforms);

}  // namespace sunhall
