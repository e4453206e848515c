#include "hub/api/plain_routes.h"

#include <utility>

#include "hub/api/answer.h"
#include "hub/api/invitation.h"
#include "hub/api/plain_page.h"
#include "hub/http/language.h"

namespace sunhall {
namespace {

Language language_of(const Request& request) {
  const auto wanted = request.query_value("lang");
  if (wanted == "en") return Language::kEnglish;
  if (wanted == "zh") return Language::kChinese;
  return preferred_language(request.header("accept-language").value_or(""));
}

Response html_page(int status, std::string html) {
  return {.status = status,
          .headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Cache-Control", "no-store"},
                      {"Vary", "Accept-Language, Cookie"}},
          .body = std::move(html)};
}

struct Desk {
  PlainSources sources;
  const Accounts& accounts;
  const VideoGate& gate;
  const Clock& clock;
};

Response answer(const Desk& desk, const Request& request) {
  const Identity who = desk.accounts.identify(request).value_or(Identity{});
  const auto why = desk.gate.why_not(who, request.peer);
  SiteView site;
  PlainRecords records;
  if (why != WhyNot::kSignedOut) {
    site = desk.sources.site();
    records = desk.sources.records();
  }
  std::erase_if(site.cameras,
                [&](const CameraView& view) { return !may_see(who, view.camera.id); });
  const std::string html =
      write_plain_page({.site = site,
                        .today = records.today.get(),
                        .is_source_away = records.is_source_away,
                        .now = desk.clock.now().wall,
                        .language = language_of(request),
                        .why = why,
                        .hours = who.hours,
                        .watermark = who.account,
                        .is_invitation_bad = request.query_value("invite").has_value(),
                        .camera = std::string(request.query_value("camera").value_or(""))});
  return html_page(why == WhyNot::kSignedOut ? 403 : 200, html);
}

}  // namespace

void add_plain_routes(Router& router, PlainSources sources, const Accounts& accounts,
                      const VideoGate& gate, const Clock& clock, TaskQueue& queue) {
  const auto desk = std::make_shared<const Desk>(Desk{std::move(sources), accounts, gate, clock});
  // Open, so that who shows a bad token is told in words and not in JSON.
  router.add({.method = Method::kGet,
              .pattern = "/plain",
              .least = Role::kNobody,
              .handler =
                  [desk, &queue](const Call& call, Reply reply) {
                    if (call.request.query_value("token"))
                      return reply(
                          take_invitation(desk->accounts, desk->clock, call.request, "/plain"));
                    answer_on(queue, std::move(reply),
                              [desk, request = call.request] { return answer(*desk, request); });
                  },
              .door = Door::kOpen});
}

}  // namespace sunhall
