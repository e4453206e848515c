#include "hub/api/me_routes.h"

#include <utility>

#include "hub/api/answer.h"

namespace sunhall {
namespace {

Response answer_me(const VideoGate& gate, const Call& call) {
  const Identity& who = call.who;
  OrderedJson out{{"role", role_word(who.role)}, {"name", who.account}};
  out["cameras"] = who.cameras.empty() ? OrderedJson() : OrderedJson(who.cameras);
  out["hours"] = who.hours.empty() ? OrderedJson() : hours_json(who.hours);
  out["expires_at"] = who.expires ? OrderedJson(rfc3339(*who.expires)) : OrderedJson();
  const auto why = gate.why_not(who, call.request.peer);
  out["may_watch"] = !why.has_value();
  out["why"] = why ? OrderedJson(why_not_word(*why)) : OrderedJson();
  return answer_json(200, out);
}

}  // namespace

void add_me_routes(Router& router, const VideoGate& gate) {
  // Nobody may ask, too: that is how the page learns that an invitation is needed.
  router.add({.method = Method::kGet,
              .pattern = "/api/v1/me",
              .least = Role::kNobody,
              .handler = [&gate](const Call& call, Reply reply) { reply(answer_me(gate, call)); }});
}

}  // namespace sunhall
