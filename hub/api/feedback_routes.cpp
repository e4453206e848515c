#include "hub/api/feedback_routes.h"

#include <charconv>
#include <utility>

#include <spdlog/spdlog.h>

#include "hub/api/answer.h"
#include "hub/api/local_peer.h"

namespace sunhall {
namespace {

/// -1, which no row has, for what is no number.
std::int64_t parse_id(std::string_view text) {
  std::int64_t id = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() ? id : -1;
}

Response too_often(Ticks wait) {
  Response response =
      error_response(429, "too_many_requests",
                     "意见已经很多，请过一会儿再写 · You have written a lot; try again in a while");
  response.headers.emplace_back(
      "Retry-After", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()));
  return response;
}

OrderedJson write_row(const Feedback& row) {
  OrderedJson out{{"id", row.id},
                  {"at", rfc3339(row.at)},
                  {"name", row.name},
                  {"role", row.role},
                  {"text", row.text},
                  {"camera", row.camera},
                  {"picture_time", row.picture_time},
                  {"has_still", row.has_still}};
  out["handled_at"] = row.handled_at ? OrderedJson(rfc3339(*row.handled_at)) : OrderedJson();
  out["handled_by"] = row.handled_by;
  return out;
}

Response no_content() {
  return {.status = 204, .headers = {}, .body = {}};
}

}  // namespace

Result<std::unique_ptr<FeedbackBox>> FeedbackBox::open(const std::filesystem::path& file,
                                                       const Clock& clock, EventBus& events) {
  auto store = FeedbackStore::open(file);
  if (!store) return tl::unexpected(std::move(store.error()));
  return std::unique_ptr<FeedbackBox>(new FeedbackBox(std::move(*store), clock, events));
}

Response FeedbackBox::put(const Call& call) {
  const auto json = read_json_body(call.request);
  if (!json) return json.error();
  const auto form = read_feedback(*json);
  if (!form) return answer_error(form.error());
  if (!form->camera.empty() && !may_see(call.who, form->camera))
    return error_response(403, "forbidden",
                          "此邀请不含这个摄像头 · This camera is not open to this account");
  const std::string writer = std::to_string(call.who.token) + "@" + peer_network(call.request.peer);
  const Moment now = clock_.now();
  if (const auto wait = limit_.take(writer, now.ticks)) return too_often(*wait);

  const Feedback row{.at = now.wall.utc,
                     .name = call.who.account,
                     .role = std::string(role_word(call.who.role)),
                     .text = form->text,
                     .camera = form->camera,
                     .picture_time = form->picture_time ? format_rfc3339(*form->picture_time) : ""};
  const auto id = store_.add(row, form->still);
  if (!id) {
    spdlog::error("feedback cannot be kept: {}", id.error().what);
    return answer_error(id.error());
  }
  events_.publish({.name = "feedback",
                   .data = "{\"id\": " + std::to_string(*id) + "}",
                   .least = Role::kManager});
  return answer_json(201, OrderedJson{{"id", *id}, {"at", rfc3339(row.at)}});
}

Response FeedbackBox::list() {
  const auto rows = store_.newest(kFeedbackListedMax);
  if (!rows) return answer_error(rows.error());
  OrderedJson all = OrderedJson::array();
  for (const Feedback& row : *rows) all.push_back(write_row(row));
  return answer_json(200, OrderedJson{{"feedback", std::move(all)}});
}

Response FeedbackBox::still(std::string_view id) {
  auto bytes = store_.still(parse_id(id));
  if (!bytes) return answer_error(bytes.error());
  return {.status = 200,
          .headers = {{"Content-Type", "image/jpeg"}, {"Cache-Control", "no-store"}},
          .body = std::vector<Piece>{
              std::make_shared<const std::vector<std::uint8_t>>(std::move(*bytes))}};
}

Response FeedbackBox::handle(std::string_view id, const Identity& who) {
  const auto done = store_.handle(parse_id(id), who.account, clock_.now().wall.utc);
  return done ? no_content() : answer_error(done.error());
}

void add_feedback_routes(Router& router, FeedbackBox& box, TaskQueue& queue) {
  const auto add = [&](Method method, const char* pattern, Role least, auto answer) {
    router.add({method, pattern, least, [&box, &queue, answer](const Call& call, Reply reply) {
                  answer_on(queue, std::move(reply),
                            [&box, answer, call] { return answer(box, call); });
                }});
  };
  const char* all = "/api/v1/feedback";
  add(Method::kPost, all, Role::kPublic,
      [](FeedbackBox& to, const Call& call) { return to.put(call); });
  add(Method::kGet, all, Role::kManager, [](FeedbackBox& of, const Call&) { return of.list(); });
  add(Method::kGet, "/api/v1/feedback/{id}/still.jpg", Role::kManager,
      [](FeedbackBox& of, const Call& call) { return of.still(call.param("id")); });
  add(Method::kPost, "/api/v1/feedback/{id}/handled", Role::kManager,
      [](FeedbackBox& of, const Call& call) { return of.handle(call.param("id"), call.who); });
}

}  // namespace sunhall
