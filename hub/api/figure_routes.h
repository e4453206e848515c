// `/healthz` and `/metrics`.
#pragma once

#include <functional>

#include "hub/api/hub_figures.h"
#include "hub/http/router.h"

namespace sunhall {

/// Adds the routes; `figures` is called on the server's thread and never blocks.
void add_figure_routes(Router& router, std::function<HubFigures()> figures);

}  // namespace sunhall
