#include "hub/api/platform_routes.h"

#include <doctest/doctest.h>

#include <string>

#include "core/model/json_document.h"
#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

std::vector<PlatformFigures> two() {
  return {{.id = "city",
           .name = "市监管平台",
           .state = PlatformLinkState::kRegistered,
           .since = parse_rfc3339("2026-11-24T03:00:00Z")->utc,
           .registered_until = parse_rfc3339("2026-11-25T03:00:00Z")->utc,
           .version = "3.0",
           .clock_drift = std::chrono::milliseconds(-1500),
           .session_count = 2,
           .register_count = 4},
          {.id = "province",
           .name = "省监管平台",
           .state = PlatformLinkState::kRefused,
           .trouble = "403 Forbidden",
           .missed_keepalives = 1}};
}

std::vector<UploadFigures> uploads() {
  return {{.id = "city",
           .name = "市平台",
           .trouble = "HTTP 503",
           .waiting = 3,
           .refused = 21,
           .sent = 812,
           .oldest_waiting = parse_rfc3339("2026-11-24T03:00:00Z")->utc,
           .refusals = {{.id = "check-1",
                         .thing = "check-0",
                         .kind = "morning_check",
                         .day = "2026-11-24",
                         .why = "person.name：未登记 · is not recorded",
                         .code = "",
                         .at = parse_rfc3339("2026-11-24T04:00:00Z")->utc}}}};
}

struct PlatformHouse : ApiHouse {
  PlatformHouse() {
    add_platform_routes(*router, {.platforms = two, .uploads = uploads});
    add_account("li", Role::kStaff);
    add_account("zhao", Role::kManager);
    open();
  }
};

}  // namespace

TEST_CASE("platforms: a manager sees every link with its figures") {
  PlatformHouse house;

  const RawAnswer answer = house.get("/api/v1/platforms", house.token_of("zhao"));

  REQUIRE(answer.status == 200);
  const auto json = parse_json(answer.body, 1 << 20);
  REQUIRE(json);
  const auto& rows = (*json)["platforms"];
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["id"] == "city");
  CHECK(rows[0]["name"] == "市监管平台");
  CHECK(rows[0]["state"] == "registered");
  CHECK(rows[0]["registered_until"] == "2026-11-25T03:00:00+00:00");
  CHECK(rows[0]["clock_drift_ms"] == -1500);
  CHECK(rows[0]["sessions"] == 2);
  CHECK(rows[1]["state"] == "refused");
  CHECK(rows[1]["trouble"] == "403 Forbidden");
  CHECK(rows[1]["clock_drift_ms"].is_null());
  CHECK(rows[1]["since"].is_null());
}

TEST_CASE(
    "platforms: where the records go up is told with what waits, and what was refused and why") {
  PlatformHouse house;

  const RawAnswer answer = house.get("/api/v1/platforms", house.token_of("zhao"));

  const auto json = parse_json(answer.body, 1 << 20);
  REQUIRE(json);
  REQUIRE((*json)["uploads"].size() == 1);
  const auto& upload = (*json)["uploads"][0];
  CHECK(upload["name"] == "市平台");
  CHECK(upload["trouble"] == "HTTP 503");
  CHECK(upload["waiting"] == 3);
  CHECK(upload["refused"] == 21);
  CHECK(upload["sent"] == 812);
  CHECK(upload["oldest_waiting"] == "2026-11-24T03:00:00+00:00");
  CHECK(upload["last_sent"].is_null());
  REQUIRE(upload["refusals"].size() == 1);
  const auto& refusal = upload["refusals"][0];
  CHECK(refusal["thing"] == "check-0");
  CHECK(refusal["kind"] == "morning_check");
  CHECK(refusal["why"] == "person.name：未登记 · is not recorded");
  CHECK(refusal["status"] == 0);
  CHECK(refusal["at"] == "2026-11-24T04:00:00+00:00");
}

TEST_CASE("platforms: nobody below a manager does") {
  PlatformHouse house;

  CHECK(house.get("/api/v1/platforms", house.token_of("li")).status == 403);
  CHECK(house.get("/api/v1/platforms").status == 401);
}

TEST_CASE("platforms: a site tells name, state and since when, nothing else") {
  const auto views = platform_views(two());

  REQUIRE(views.size() == 2);
  CHECK(views[0] == PlatformView{.name = "市监管平台",
                                 .state = PlatformState::kRegistered,
                                 .since = parse_rfc3339("2026-11-24T03:00:00Z")->utc});
  CHECK(views[1].state == PlatformState::kRefused);
}
