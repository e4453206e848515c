#include "hub/api/figure_routes.h"

#include <memory>
#include <string>
#include <utility>

#include "hub/api/health.h"
#include "hub/api/metrics.h"

namespace sunhall {
namespace {

Response answer_text(int status, std::string_view type, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", std::string(type)}, {"Cache-Control", "no-store"}},
          .body = std::move(text)};
}

}  // namespace

void add_figure_routes(Router& router, std::function<HubFigures()> figures) {
  const auto shared = std::make_shared<const std::function<HubFigures()>>(std::move(figures));
  router.add({Method::kGet, "/healthz", Role::kPublic, [shared](const Call&, Reply reply) {
                const Health health = judge_health((*shared)());
                reply(answer_text(health.is_well ? 200 : 503, "text/plain; charset=utf-8",
                                  health.line + "\n"));
              }});
  router.add({Method::kGet, "/metrics", Role::kPublic, [shared](const Call& call, Reply reply) {
                // A family's link shows the kitchen, not the machine.
                if (call.who.role != Role::kPublic && call.who.role < Role::kManager)
                  return reply(error_response(403, "forbidden", "this needs the role manager"));
                reply(answer_text(200, kMetricsType, write_metrics((*shared)())));
              }});
}

}  // namespace sunhall
