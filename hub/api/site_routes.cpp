#include "hub/api/site_routes.h"

#include <memory>
#include <utility>

#include <spdlog/spdlog.h>

#include "core/model/json_fields.h"
#include "core/model/site_json.h"
#include "hub/api/answer.h"
#include "hub/api/screen_command.h"

namespace sunhall {
namespace {

constexpr std::size_t kCommandBytesMax = 4096;

void answer_site(const SiteSources& sources, const Call& call, Reply reply) {
  SiteView site = sources.site();
  std::erase_if(site.cameras,
                [&](const CameraView& view) { return !may_see(call.who, view.camera.id); });
  // Whom the home reports to is the house's: a family's link shows the kitchen.
  if (call.who.role == Role::kFamily) site.platforms.clear();
  reply(answer_cached(call.request, "application/json", write_site(site)));
}

void answer_today(const SiteSources& sources, const Call& call, Reply reply) {
  auto today = sources.today();
  if (!today) return reply(answer_error(today.error()));
  reply(answer_cached(call.request, "application/json", std::move(today->json)));
}

void answer_events(EventBus& events, const Call& call, Reply reply) {
  auto pipe = events.listen(call.who);
  if (!pipe) return reply(answer_error(pipe.error()));
  reply({.status = 200,
         .headers = {{"Content-Type", "text/event-stream"},
                     {"Cache-Control", "no-store"},
                     {"X-Accel-Buffering", "no"}},  // or nginx would hold events back
         .body = std::move(*pipe)});
}

void take_command(EventBus& events, const Call& call, Reply reply) {
  const auto json = read_json_body(call.request);
  if (!json) return reply(json.error());
  ReadLog log;
  JsonFields fields(*json, "", log);
  fields.require("command", "a line such as \"mode grid\"");
  const std::string line = fields.exact_text("command", kCommandBytesMax);
  if (log.error()) return reply(answer_error(*log.error()));
  const auto command = parse_screen_command(line);
  if (!command) return reply(answer_error(command.error()));
  // The text of a notice is the house's, not the log's.
  spdlog::info("screen: {} sent a command: {}", call.who.account,
               command->substr(0, command->find(' ')));
  events.publish({.name = "screen", .data = *command});
  reply(answer_json(202, OrderedJson{{"command", *command}}));
}

}  // namespace

void add_site_routes(Router& router, SiteSources sources, EventBus& events) {
  const auto shared = std::make_shared<const SiteSources>(std::move(sources));
  router.add({Method::kGet, "/api/v1/site", Role::kPublic, [shared](const Call& call, Reply reply) {
                answer_site(*shared, call, std::move(reply));
              }});
  router.add(
      {Method::kGet, "/api/v1/today", Role::kPublic,
       [shared](const Call& call, Reply reply) { answer_today(*shared, call, std::move(reply)); }});
  router.add(
      {Method::kGet, "/api/v1/events", Role::kPublic, [&events](const Call& call, Reply reply) {
         answer_events(events, call, std::move(reply));
       }});
  router.add(
      {Method::kPost, "/api/v1/screen", Role::kStaff,
       [&events](const Call& call, Reply reply) { take_command(events, call, std::move(reply)); }});
}

}  // namespace sunhall
