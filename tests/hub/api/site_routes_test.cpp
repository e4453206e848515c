#include "hub/api/site_routes.h"

#include <doctest/doctest.h>

#include "core/model/site_json.h"
#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

struct SiteHouse {
  ApiHouse api;
  EventBus events;
  Result<TodayAnswer> today = TodayAnswer{R"({"format": "sunhall.today"})"};
  SiteView site;

  SiteHouse() {
    site.id = "sample-home";
    site.name = "示例养老院";
    for (const char* id : {"cooking", "dining"}) {
      CameraView view;
      view.camera.id = id;
      view.main = stream_view(id, StreamKind::kMain, "avc1.640028");
      site.cameras.push_back(view);
    }
    site.platforms = {{.name = "市监管平台", .state = PlatformState::kRegistered}};
    add_site_routes(*api.router,
                    {.site = [this] { return site; }, .today = [this] { return today; }}, events);
  }
  ~SiteHouse() { api.hub.reset(); }
  SiteHouse(const SiteHouse&) = delete;
  SiteHouse& operator=(const SiteHouse&) = delete;
};

}  // namespace

TEST_CASE("site routes: the site is told as the kiosk reads it, a family only its cameras") {
  SiteHouse house;
  house.api.open();
  const RawAnswer answer = house.api.get("/api/v1/site");
  CHECK(answer.status == 200);
  CHECK(answer.value("Content-Type") == "application/json");
  const auto reading = read_site(answer.body);
  REQUIRE(reading);
  CHECK(reading->site == house.site);

  const auto link = house.api.accounts->add_link({.name = "张家", .cameras = {"dining"}});
  const auto family = read_site(house.api.get("/api/v1/site?token=" + link->token.reveal()).body);
  REQUIRE(family);
  REQUIRE(family->site.cameras.size() == 1);
  CHECK(family->site.cameras[0].camera.id == "dining");
  CHECK(family->site.platforms.empty());
}

TEST_CASE("site routes: the records go out as they are, once; then only whether they changed") {
  SiteHouse house;
  house.api.open();
  const RawAnswer first = house.api.get("/api/v1/today");
  CHECK(first.body == house.today->json);
  CHECK(first.value("Cache-Control") == "private, no-cache");
  const std::string etag = first.value("ETag");
  REQUIRE(etag.size() == 34);

  const RawAnswer same = house.api.get("/api/v1/today", {}, "If-None-Match: " + etag + "\r\n");
  CHECK(same.status == 304);
  CHECK(same.value("ETag") == etag);
  CHECK(house.api.get("/api/v1/today", {}, "If-None-Match: \"x\", W/" + etag + "\r\n").status ==
        304);
  house.today = TodayAnswer{"{}"};
  const RawAnswer changed = house.api.get("/api/v1/today", {}, "If-None-Match: " + etag + "\r\n");
  CHECK(changed.status == 200);
  CHECK(changed.body == "{}");
  house.today = fail(ErrorKind::kUnavailable, "no records yet");
  const RawAnswer none = house.api.get("/api/v1/today");
  CHECK(none.status == 503);
  CHECK(none.body.find("no records yet") != std::string::npos);
}

TEST_CASE("site routes: from outside nothing is told without a token") {
  SiteHouse house;
  house.api.open(true);
  for (const char* path : {"/api/v1/site", "/api/v1/today", "/api/v1/events"})
    CHECK(house.api.get(path).status == 401);
  CHECK(house.api.get("/api/v1/today", house.api.first_token).status == 200);
}

TEST_CASE("site routes: a command of the staff reaches every screen that listens") {
  SiteHouse house;
  house.api.add_account("cook", Role::kStaff);
  house.api.open();
  RawClient screen = house.api.hub->client();
  screen.say("GET /api/v1/events HTTP/1.1\r\nHost: hub\r\n\r\n");
  const std::string head = screen.hear_until("\r\n\r\n");
  CHECK(head.find("Content-Type: text/event-stream") != std::string::npos);
  screen.hear_until("retry: 3000\n\n");

  const std::string cook = house.api.token_of("cook");
  CHECK(house.api.post("/api/v1/screen", R"({"command": "notice 今天十点停水"})", cook).status ==
        202);
  CHECK(screen.hear_until("停水\n\n").ends_with("event: screen\ndata: notice 今天十点停水\n\n"));
  CHECK(house.api.post("/api/v1/screen", R"({"command": "quit"})", cook).status == 400);
  CHECK(house.api.post("/api/v1/screen", R"({})", cook).status == 400);
  CHECK(house.api.post("/api/v1/screen", R"({"command": "mode grid"})").status == 401);
  house.events.publish({.name = "records", .data = "{}"});
  CHECK(screen.hear_until("\n\n").find("event: records") != std::string::npos);
}
