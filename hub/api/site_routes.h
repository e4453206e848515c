// What the screens and pages of the house ask for: site, the day's records, events, commands.
#pragma once

#include <functional>
#include <string>

#include "core/base/result.h"
#include "core/model/site_view.h"
#include "hub/api/event_bus.h"
#include "hub/http/router.h"

namespace sunhall {

/// The day's public records as they go out.
struct TodayAnswer {
  std::string json;  // as core/model/today_json.h writes it: masked, nothing that is not public
};

/// Where the routes get their answers; each is called on the server's thread and never blocks.
struct SiteSources {
  std::function<SiteView()> site;
  std::function<Result<TodayAnswer>()> today;
};

/// Adds `/api/v1/site`, `today`, `events` and `screen`; `events` outlives the router.
///
/// Source:  docs/http-api.md.
void add_site_routes(Router& router, SiteSources sources, EventBus& events);

}  // namespace sunhall
