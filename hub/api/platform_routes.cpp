#include "hub/api/platform_routes.h"

#include <memory>
#include <optional>
#include <utility>

#include "core/model/site_words.h"
#include "hub/api/answer.h"

namespace sunhall {
namespace {

PlatformState state_of(PlatformLinkState state) {
  switch (state) {
    case PlatformLinkState::kConnecting:
      return PlatformState::kConnecting;
    case PlatformLinkState::kRegistered:
      return PlatformState::kRegistered;
    case PlatformLinkState::kRefused:
      return PlatformState::kRefused;
    case PlatformLinkState::kLost:
      return PlatformState::kLost;
  }
  return PlatformState::kLost;
}

OrderedJson maybe_time(const std::optional<WallTime>& time) {
  return time ? OrderedJson(rfc3339(*time)) : OrderedJson();
}

OrderedJson write_platform(const PlatformFigures& platform) {
  OrderedJson out{{"id", platform.id},
                  {"name", platform.name},
                  {"state", site_word(state_of(platform.state), kPlatformWords)},
                  {"since", maybe_time(platform.since)},
                  {"trouble", platform.trouble},
                  {"registered_since", maybe_time(platform.registered_since)},
                  {"registered_until", maybe_time(platform.registered_until)},
                  {"version", platform.version}};
  out["clock_drift_ms"] =
      platform.clock_drift ? OrderedJson(platform.clock_drift->count()) : OrderedJson();
  out["missed_keepalives"] = platform.missed_keepalives;
  out["sessions"] = platform.session_count;
  out["registrations"] = platform.register_count;
  out["lost"] = platform.lost_count;
  out["busy_calls"] = platform.busy_call_count;
  out["refused_messages"] = platform.refused_message_count;
  return out;
}

OrderedJson write_refusal(const UploadRefusal& refusal) {
  return OrderedJson{{"id", refusal.id},         {"thing", refusal.thing},   {"kind", refusal.kind},
                     {"day", refusal.day},       {"why", refusal.why},       {"code", refusal.code},
                     {"status", refusal.status}, {"at", rfc3339(refusal.at)}};
}

OrderedJson write_upload(const UploadFigures& upload) {
  OrderedJson refusals = OrderedJson::array();
  for (const UploadRefusal& refusal : upload.refusals) refusals.push_back(write_refusal(refusal));
  return OrderedJson{{"id", upload.id},
                     {"name", upload.name},
                     {"trouble", upload.trouble},
                     {"waiting", upload.waiting},
                     {"refused", upload.refused},
                     {"sent", upload.sent},
                     {"oldest_waiting", maybe_time(upload.oldest_waiting)},
                     {"last_sent", maybe_time(upload.last_sent)},
                     {"refusals", std::move(refusals)}};
}

}  // namespace

void add_platform_routes(Router& router, PlatformSources sources) {
  router.add({Method::kGet, "/api/v1/platforms", Role::kManager,
              [sources = std::move(sources)](const Call&, Reply reply) {
                OrderedJson rows = OrderedJson::array();
                for (const PlatformFigures& platform : sources.platforms())
                  rows.push_back(write_platform(platform));
                OrderedJson uploads = OrderedJson::array();
                for (const UploadFigures& upload : sources.uploads())
                  uploads.push_back(write_upload(upload));
                reply(answer_json(200, OrderedJson{{"platforms", std::move(rows)},
                                                   {"uploads", std::move(uploads)}}));
              }});
}

std::vector<PlatformView> platform_views(const std::vector<PlatformFigures>& platforms) {
  std::vector<PlatformView> views;
  views.reserve(platforms.size());
  for (const PlatformFigures& platform : platforms) {
    views.push_back(
        {.name = platform.name, .state = state_of(platform.state), .since = platform.since});
  }
  return views;
}

}  // namespace sunhall
