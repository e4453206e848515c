#include "hub/api/hold_routes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "core/base/text.h"
#include "core/model/json_fields.h"
#include "hub/api/answer.h"

namespace sunhall {
namespace {

constexpr std::array<Word<StreamKind>, 2> kStreamWords{
    {{"main", StreamKind::kMain}, {"sub", StreamKind::kSub}}};
constexpr std::size_t kCameraBytesMax = 64;

struct Keepers {
  Store& store;
  Archive& archive;
  AuditLog& audit;
  const Clock& clock;
};

struct HoldForm {
  StreamKey stream;
  WallTime from{};
  WallTime to{};
  std::string why;
};

std::string rfc3339(WallTime time) {
  return format_rfc3339({.utc = time, .offset = std::chrono::minutes(0)});
}

std::optional<Error> find_fault(const HoldForm& form) {
  const auto fault = [](const char* what) { return Error{ErrorKind::kBadInput, what}; };
  if (!is_slug(form.stream.camera)) return fault("camera is no camera's id");
  if (form.from >= form.to) return fault("from lies before to");
  if (form.to - form.from > kHoldSpanMax) return fault("a hold is at most 31 days long");
  if (form.why.empty()) return fault("why says for what the span is kept");
  return std::nullopt;
}

tl::expected<HoldForm, Response> read_form(const Request& request) {
  const auto json = read_json_body(request);
  if (!json) return tl::unexpected(json.error());
  ReadLog log;
  JsonFields fields(*json, "", log);
  HoldForm form;
  form.stream.camera = fields.exact_text("camera", kCameraBytesMax);
  form.stream.kind = fields.word<StreamKind>("stream", kStreamWords).value_or(StreamKind::kMain);
  const auto from = fields.time("from");
  const auto to = fields.time("to");
  form.why = clean_line(fields.exact_text("why", kHoldWhyBytesMax));
  fields.require("camera", "a camera's id");
  fields.require("from", "a time such as 2026-11-24T11:30:00+08:00");
  fields.require("to", "a time such as 2026-11-24T11:45:00+08:00");
  fields.require("why", "what the span is kept for");
  if (log.error()) return tl::unexpected(answer_error(*log.error()));
  form.from = from->utc;
  form.to = to->utc;
  if (const auto fault = find_fault(form)) return tl::unexpected(answer_error(*fault));
  return form;
}

Look look_of(const Call& call, const char* what, const HoldForm& form, const Clock& clock) {
  return {.at = clock.now().wall.utc,
          .account = call.who.account,
          .role = std::string(role_word(call.who.role)),
          .peer = call.request.peer,
          .what = what,
          .camera = form.stream.camera,
          .from = rfc3339(form.from),
          .to = rfc3339(form.to)};
}

OrderedJson write_hold(const StoredHold& hold) {
  return {{"id", hold.id},
          {"camera", hold.stream.camera},
          {"stream", hold.stream.kind == StreamKind::kSub ? "sub" : "main"},
          {"from", rfc3339(to_wall_time(hold.from))},
          {"to", rfc3339(to_wall_time(hold.to))},
          {"why", hold.why},
          {"who", hold.who},
          {"at", rfc3339(hold.at)}};
}

Response list_holds(Archive& archive, const Identity& who) {
  const auto holds = archive.holds();
  if (!holds) return answer_error(holds.error());
  OrderedJson rows = OrderedJson::array();
  for (const StoredHold& hold : *holds)
    if (may_see(who, hold.stream.camera)) rows.push_back(write_hold(hold));
  return answer_json(200, OrderedJson{{"holds", std::move(rows)}});
}

Response add_hold(const Keepers& keepers, const Call& call, const HoldForm& form) {
  const auto streams = keepers.archive.streams();
  if (!streams) return answer_error(streams.error());
  if (std::ranges::find(*streams, form.stream) == streams->end())
    return error_response(404, "not_found", "this stream was never recorded");
  const auto holds = keepers.archive.holds();
  if (!holds) return answer_error(holds.error());
  if (holds->size() >= kHoldsMax)
    return answer_error({ErrorKind::kExhausted, "too many holds stand, release some"});
  if (!keepers.audit.add(look_of(call, "hold", form, keepers.clock)))
    return answer_error({ErrorKind::kUnavailable, "this hold cannot be logged"});
  const auto id = keepers.store.hold(form.stream, form.from, form.to, form.why, call.who.account);
  if (!id) return answer_error(id.error());
  return answer_json(201, write_hold({.id = *id,
                                      .stream = form.stream,
                                      .from = to_media_time(form.from),
                                      .to = to_media_time(form.to),
                                      .why = form.why,
                                      .who = call.who.account,
                                      .at = keepers.clock.now().wall.utc}));
}

Response release_hold(const Keepers& keepers, const Call& call) {
  const std::string_view text = call.param("id");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  const auto holds = keepers.archive.holds();
  if (!holds) return answer_error(holds.error());
  const auto hold = std::ranges::find(*holds, id, &StoredHold::id);
  if (!is_number || hold == holds->end())
    return error_response(404, "not_found", "there is no such hold, or not any more");
  if (!may_see(call.who, hold->stream.camera))
    return error_response(403, "forbidden", "this camera is not open to you");
  const HoldForm held{.stream = hold->stream,
                      .from = to_wall_time(hold->from),
                      .to = to_wall_time(hold->to),
                      .why = hold->why};
  if (!keepers.audit.add(look_of(call, "release", held, keepers.clock)))
    return answer_error({ErrorKind::kUnavailable, "this release cannot be logged"});
  const auto released = keepers.store.release(id, call.who.account);
  return released ? Response{.status = 204, .headers = {}, .body = {}}
                  : answer_error(released.error());
}

}  // namespace

void add_hold_routes(Router& router, Store& store, Archive& archive, AuditLog& audit,
                     const Clock& clock, TaskQueue& queue) {
  const Keepers keepers{.store = store, .archive = archive, .audit = audit, .clock = clock};
  router.add({Method::kGet, "/api/v1/holds", Role::kInspector,
              [&archive, &queue](const Call& call, Reply reply) {
                answer_on(queue, std::move(reply),
                          [&archive, who = call.who] { return list_holds(archive, who); });
              }});
  router.add({Method::kPost, "/api/v1/holds", Role::kManager,
              [keepers, &queue](const Call& call, Reply reply) {
                auto form = read_form(call.request);
                if (!form) return reply(std::move(form.error()));
                if (!may_see(call.who, form->stream.camera))
                  return reply(error_response(403, "forbidden", "this camera is not open to you"));
                answer_on(queue, std::move(reply), [keepers, call, form = std::move(*form)] {
                  return add_hold(keepers, call, form);
                });
              }});
  router.add({Method::kDelete, "/api/v1/holds/{id}", Role::kManager,
              [keepers, &queue](const Call& call, Reply reply) {
                answer_on(queue, std::move(reply),
                          [keepers, call] { return release_hold(keepers, call); });
              }});
}

}  // namespace sunhall
