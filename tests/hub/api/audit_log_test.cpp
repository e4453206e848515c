#include "hub/api/audit_log.h"

#include <doctest/doctest.h>

#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

TEST_CASE(
    "audit log: a look at video by inspectors and managers is written before it is shown, once in "
    "a while") {
  ApiHouse house;
  house.add_account("eye", Role::kInspector);
  house.add_account("cook", Role::kStaff);
  int shown = 0;
  house.router->add({Method::kGet, "/archive/{camera}/index.m3u8", Role::kStaff,
                     house.audit->watch("archive", [&](const Call&, Reply reply) {
                       ++shown;
                       reply({.status = 200, .headers = {}, .body = "video"});
                     })});
  house.open();
  const std::string eye = house.token_of("eye");
  const std::string path =
      "/archive/cooking/index.m3u8?from=2026-11-24T10:00:00Z&to=2026-11-24T11:00:00Z";
  CHECK(house.get(path, house.token_of("cook")).body == "video");
  CHECK(house.get(path, eye).body == "video");
  CHECK(house.get(path, eye).body == "video");
  auto looks = house.audit->newest(10);
  REQUIRE(looks);
  REQUIRE(looks->size() == 1);
  CHECK(looks->front().account == "eye");
  CHECK(looks->front().what == "archive");
  CHECK(looks->front().camera == "cooking");
  CHECK(looks->front().from == "2026-11-24T10:00:00Z");
  CHECK(looks->front().to == "2026-11-24T11:00:00Z");

  house.clock.advance(std::chrono::minutes(10));
  CHECK(house.get(path, eye).body == "video");
  CHECK(house.audit->newest(10)->size() == 2);
  CHECK(shown == 4);
  CHECK(house.get("/api/v1/looks", house.first_token).body.find("\"camera\":\"cooking\"") !=
        std::string::npos);
  CHECK(house.get("/api/v1/looks", eye).status == 403);
}

TEST_CASE("audit log: what cannot be logged is not shown") {
  ApiHouse house;
  house.add_account("eye", Role::kInspector);
  bool is_shown = false;
  house.router->add({Method::kGet, "/live/{camera}", Role::kPublic,
                     house.audit->watch("live", [&](const Call&, Reply reply) {
                       is_shown = true;
                       reply({.status = 200, .headers = {}, .body = "video"});
                     })});
  house.open();
  const std::string eye = house.token_of("eye");
  auto breaker = Database::open(house.folder / "accounts.db", DatabaseUse::kReadWrite);
  REQUIRE(breaker);
  REQUIRE(breaker->run("ALTER TABLE look RENAME TO lost_look"));
  CHECK(house.get("/live/dining", eye).status == 503);
  CHECK_FALSE(is_shown);
  CHECK(house.get("/live/dining").body == "video");
}
