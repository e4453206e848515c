#include "hub/api/key_routes.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "core/model/json_fields.h"
#include "hub/api/answer.h"

namespace sunhall {
namespace {

constexpr std::size_t kNameBytesMax = 256;

OrderedJson write_key(const TokenRow& row) {
  OrderedJson out{{"id", row.id}, {"name", row.name}, {"created_at", rfc3339(row.created)}};
  out["expires_at"] = row.expires ? OrderedJson(rfc3339(*row.expires)) : OrderedJson();
  return out;
}

Response list_keys(const Accounts& accounts) {
  OrderedJson rows = OrderedJson::array();
  for (const TokenRow& row : accounts.keys()) rows.push_back(write_key(row));
  return answer_json(200, OrderedJson{{"keys", std::move(rows)}});
}

Response add_key(Accounts& accounts, const Clock& clock, const Request& request) {
  const auto json = read_json_body(request);
  if (!json) return json.error();
  ReadLog log;
  JsonFields fields(*json, "", log);
  fields.require("name", "the program's name");
  const std::string name = fields.exact_text("name", kNameBytesMax);
  const auto days = fields.number("days", {kLinkDaysMin, kLinkDaysMax});
  if (log.error()) return answer_error(*log.error());
  std::optional<WallTime> expires;
  if (days) expires = clock.now().wall.utc + std::chrono::minutes(std::lround(*days * 24 * 60));
  const auto issued = accounts.add_key(name, expires);
  if (!issued) return answer_error(issued.error());
  OrderedJson out = write_key(issued->row);
  out["token"] = issued->token.reveal();
  return answer_json(201, out);
}

Response remove_key(Accounts& accounts, std::string_view text) {
  std::int64_t id = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) id = -1;
  const auto gone = accounts.remove_key(id);
  return gone ? Response{.status = 204, .headers = {}, .body = {}} : answer_error(gone.error());
}

}  // namespace

void add_key_routes(Router& router, Accounts& accounts, const Clock& clock, TaskQueue& queue) {
  const auto add = [&](Method method, const char* pattern, auto answer) {
    router.add({method, pattern, Role::kManager, [&queue, answer](const Call& call, Reply reply) {
                  answer_on(queue, std::move(reply), [answer, call] { return answer(call); });
                }});
  };
  add(Method::kGet, "/api/v1/keys", [&accounts](const Call&) { return list_keys(accounts); });
  add(Method::kPost, "/api/v1/keys",
      [&accounts, &clock](const Call& call) { return add_key(accounts, clock, call.request); });
  add(Method::kDelete, "/api/v1/keys/{id}",
      [&accounts](const Call& call) { return remove_key(accounts, call.param("id")); });
}

}  // namespace sunhall
