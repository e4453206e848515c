#include "hub/api/feedback_routes.h"

#include <doctest/doctest.h>

#include "hub/api/site_routes.h"
#include "tests/hub/api/api_house.h"
#include "tests/support/made_jpeg.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

constexpr const char* kPath = "/api/v1/feedback";

struct FeedbackHouse {
  ApiHouse api;
  EventBus events;
  std::unique_ptr<FeedbackBox> box;

  FeedbackHouse() {
    auto opened = FeedbackBox::open(api.folder / "feedback.db", api.clock, events);
    REQUIRE(opened);
    box = std::move(*opened);
    add_feedback_routes(*api.router, *box, api.queue);
    add_site_routes(*api.router, {.site = [] { return SiteView{}; }, .today = {}}, events);
  }
  ~FeedbackHouse() { api.hub.reset(); }
  FeedbackHouse(const FeedbackHouse&) = delete;
  FeedbackHouse& operator=(const FeedbackHouse&) = delete;

  std::string family(std::vector<std::string> cameras = {}) {
    const auto link = api.accounts->add_link({.name = "张家", .cameras = std::move(cameras)});
    REQUIRE(link);
    return link->token.reveal();
  }
  RawClient listen(const std::string& token) {
    RawClient client = api.hub->client();
    client.say("GET /api/v1/events?token=" + token + " HTTP/1.1\r\nHost: hub\r\n\r\n");
    client.hear_until("retry: 3000\n\n");
    return client;
  }
};

}  // namespace

TEST_CASE("feedback: what a family writes, with its still, reaches the manager, who sees to it") {
  FeedbackHouse house;
  house.api.add_account("li", Role::kManager);
  house.api.open(true);
  const std::string li = house.api.token_of("li");
  const auto jpeg = make_jpeg(640, 360);
  const RawAnswer put = house.api.post(
      kPath,
      R"({"text": "汤很好", "camera": "dining", "picture_time": "2026-11-24T11:29:58+08:00",)"
      R"( "still": ")" +
          to_base64(jpeg) + "\"}",
      house.family());
  CHECK(put.status == 201);
  CHECK(put.body == "{\"id\":1,\"at\":\"2026-11-24T03:30:00+00:00\"}\n");

  const RawAnswer list = house.api.get(kPath, li);
  CHECK(list.body ==
        R"({"feedback":[{"id":1,"at":"2026-11-24T03:30:00+00:00","name":"张家","role":"family",)"
        R"("text":"汤很好","camera":"dining","picture_time":"2026-11-24T11:29:58+08:00",)"
        R"("has_still":true,"handled_at":null,"handled_by":""}]})"
        "\n");
  const RawAnswer still = house.api.get("/api/v1/feedback/1/still.jpg", li);
  CHECK(still.value("Content-Type") == "image/jpeg");
  CHECK(still.body == std::string(jpeg.begin(), jpeg.end()));

  CHECK(house.api.send("POST", "/api/v1/feedback/1/handled", li).status == 204);
  CHECK(house.api.get(kPath, li).body.find(R"("handled_by":"li")") != std::string::npos);
  for (const char* id : {"2", "x", "-1"}) {
    const std::string path = std::string("/api/v1/feedback/") + id;
    CHECK(house.api.send("POST", path + "/handled", li).status == 404);
    CHECK(house.api.get(path + "/still.jpg", li).status == 404);
  }
}

TEST_CASE("feedback: only managers read it, and only who may watch writes it") {
  FeedbackHouse house;
  house.api.add_account("cook", Role::kStaff);
  house.api.add_account("eye", Role::kInspector);
  house.api.open(true);
  const std::string text = R"({"text": "好"})";
  CHECK(house.api.post(kPath, text).status == 401);
  CHECK(house.api.post(kPath, text, house.family()).status == 201);
  for (const std::string& token :
       {house.family(), house.api.token_of("cook"), house.api.token_of("eye")}) {
    CHECK(house.api.get(kPath, token).status == 403);
    CHECK(house.api.get("/api/v1/feedback/1/still.jpg", token).status == 403);
    CHECK(house.api.send("POST", "/api/v1/feedback/1/handled", token).status == 403);
  }
  const RawAnswer other =
      house.api.post(kPath, R"({"text": "好", "camera": "cooking"})", house.family({"dining"}));
  CHECK(other.status == 403);
}

TEST_CASE("feedback: at home nobody needs an invitation to write") {
  FeedbackHouse house;
  house.api.open();
  CHECK(house.api.post(kPath, R"({"text": "好"})").status == 201);
  CHECK(house.api.get(kPath, house.api.first_token).body.find(R"("role":"public")") !=
        std::string::npos);
}

TEST_CASE("feedback: one person writes ten an hour; what is refused does not count") {
  FeedbackHouse house;
  house.api.open(true);
  const std::string zhang = house.family();
  for (int i = 0; i < 20; ++i) CHECK(house.api.post(kPath, "{}", zhang).status == 400);
  for (std::size_t i = 0; i < kFeedbackHourMax; ++i)
    CHECK(house.api.post(kPath, R"({"text": "好"})", zhang).status == 201);
  const RawAnswer refused = house.api.post(kPath, R"({"text": "好"})", zhang);
  CHECK(refused.status == 429);
  CHECK(refused.value("Retry-After") == "3600");
  CHECK(refused.body.find("请过一会儿再写") != std::string::npos);
  CHECK(house.api.post(kPath, R"({"text": "好"})", house.family()).status == 201);
  house.api.clock.advance(std::chrono::hours(1));
  CHECK(house.api.post(kPath, R"({"text": "好"})", zhang).status == 201);
}

TEST_CASE("feedback: managers that listen hear of it at once, families do not") {
  FeedbackHouse house;
  house.api.open();
  const std::string family = house.family();
  RawClient manager = house.listen(house.api.first_token);
  RawClient other = house.listen(family);
  CHECK(house.api.post(kPath, R"({"text": "好"})", family).status == 201);
  CHECK(manager.hear_until("\n\n").find("event: feedback\ndata: {\"id\": 1}") != std::string::npos);
  house.events.publish({.name = "records", .data = "{}"});
  const std::string heard = other.hear_until("event: records");
  CHECK(heard.find("event: records") != std::string::npos);
  CHECK(heard.find("feedback") == std::string::npos);
}

TEST_CASE("feedback: what a disk does not take is refused, not lost in silence") {
  FeedbackHouse house;
  house.api.open();
  {
    auto file = Database::open(house.api.folder / "feedback.db", DatabaseUse::kReadWrite);
    REQUIRE(file);
    REQUIRE(file->run("DROP TRIGGER feedback_stays; DROP TABLE feedback"));
  }
  CHECK(house.api.post(kPath, R"({"text": "好"})").status >= 500);
}
