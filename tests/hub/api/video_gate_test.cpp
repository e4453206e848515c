#include "hub/api/video_gate.h"

#include <doctest/doctest.h>

#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// A house with one camera's pages, as the real ones stand behind the gate, and its events.
struct GateHouse {
  ApiHouse api;
  VideoGate gate;

  explicit GateHouse(std::size_t viewers_max = 50) : gate(*api.accounts, api.clock, viewers_max) {
    api.router->wrap_under("/live/",
                           [this](Handler handler) { return gate.guard(std::move(handler)); });
    api.router->wrap_under("/api/v1/events",
                           [this](Handler handler) { return gate.follow(std::move(handler)); });
    add("/live/{camera}/index.m3u8", [](const Call&, Reply reply) {
      reply({.status = 200, .headers = {}, .body = "playlist"});
    });
    const auto endless = [this](const Call&, Reply reply) {
      auto pipe = std::make_shared<Pipe>(1000);
      (void)pipe->put(make_bytes("begun"));
      {
        const MutexLock lock(mutex_);
        pipes_.push_back(pipe);
      }
      reply({.status = 200, .headers = {}, .body = std::move(pipe)});
    };
    add("/live/{camera}/stream.mp4", endless);
    add("/api/v1/events", endless);
  }
  ~GateHouse() { api.hub.reset(); }
  GateHouse(const GateHouse&) = delete;
  GateHouse& operator=(const GateHouse&) = delete;

  /// An endless answer, in the order of their begin.
  std::shared_ptr<Pipe> pipe(std::size_t which) {
    const MutexLock lock(mutex_);
    return pipes_.at(which);
  }
  void add(const char* pattern, Handler handler) {
    api.router->add({Method::kGet, pattern, Role::kPublic, std::move(handler)});
  }
  IssuedToken link(const NewLink& wanted = {.name = "张家"}) {
    auto issued = api.accounts->add_link(wanted);
    REQUIRE(issued);
    return std::move(*issued);
  }
  RawAnswer playlist(const std::string& token = {}) {
    return api.get("/live/dining/index.m3u8", token);
  }
  /// Opens an endless answer and waits for its first bytes.
  RawClient open(const std::string& path, const std::string& token = {}) {
    RawClient client = api.hub->client();
    client.say("GET " + path + " HTTP/1.1\r\nHost: hub\r\n" +
               (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") + "\r\n");
    CHECK_FALSE(client.hear_until("begun").empty());
    return client;
  }

 private:
  Mutex mutex_{LockRank::kWake};
  std::vector<std::shared_ptr<Pipe>> pipes_ SUNHALL_GUARDED_BY(mutex_);
};

}  // namespace

TEST_CASE("gate: outside its hours a family sees no video, and is told in words when") {
  GateHouse house;
  house.api.open();
  const std::string token =
      house.link({.name = "张家", .hours = {{hours(7), hours(12)}, {hours(17), hours(19)}}})
          .token.reveal();
  CHECK(house.playlist(token).status == 200);
  house.api.clock.advance(minutes(30));
  const RawAnswer noon = house.playlist(token);
  CHECK(noon.status == 403);
  CHECK(ApiHouse::field(noon.body, "kind") == "outside_hours");
  CHECK(noon.body.find("07:00-12:00、17:00-19:00") != std::string::npos);
  CHECK(noon.body.find("You may watch") != std::string::npos);
  CHECK(house.playlist().status == 200);
  house.api.clock.advance(hours(5));
  CHECK(house.playlist(token).status == 200);
}

TEST_CASE("gate: when all seats are taken a newcomer is told so, and nobody else notices") {
  GateHouse house(1);
  house.api.open();
  const std::string first = house.link().token.reveal();
  const std::string second = house.link().token.reveal();
  CHECK(house.playlist(first).status == 200);
  const RawAnswer full = house.playlist(second);
  CHECK(full.status == 503);
  CHECK(ApiHouse::field(full.body, "kind") == "full");
  CHECK(full.value("Retry-After") == "15");
  CHECK(full.body.find("现在观看的人太多") != std::string::npos);
  CHECK(house.gate.viewer_count() == 1);
  CHECK(house.playlist(first).status == 200);
  // Who is at home, and who works there, takes no seat.
  CHECK(house.playlist().status == 200);
  CHECK(house.playlist(house.api.first_token).status == 200);

  house.api.clock.advance(seconds(15));
  CHECK(house.playlist(second).status == 200);
  CHECK(house.playlist(first).status == 503);
}

TEST_CASE("gate: a phone that changes its address within its network keeps its seat") {
  GateHouse house(1);
  house.api.open(true);
  const std::string token = house.link().token.reveal();
  house.api.outside_peer = "2001:db8:1:2:aaaa::1";
  CHECK(house.playlist(token).status == 200);

  house.api.outside_peer = "2001:db8:1:2:bbbb::9";
  CHECK(house.playlist(token).status == 200);
  CHECK(house.gate.viewer_count() == 1);
  house.api.outside_peer = "2001:db8:1:3::1";
  CHECK(house.playlist(token).status == 503);
}

TEST_CASE("gate: who watches an endless stream keeps the seat without asking again") {
  GateHouse house(1);
  house.api.open();
  const std::string first = house.link().token.reveal();
  RawClient watching = house.open("/live/dining/stream.mp4", first);
  for (int i = 0; i < 20; ++i) {
    house.api.clock.advance(seconds(1));
    house.gate.look();
  }
  CHECK(house.playlist(house.link().token.reveal()).status == 503);
  house.pipe(0)->close();
  house.api.clock.advance(seconds(15));
  house.gate.look();
  CHECK(house.playlist(house.link().token.reveal()).status == 200);
}

TEST_CASE("gate: a revoked link ends what it began, and nothing else") {
  GateHouse house;
  house.api.open();
  const IssuedToken gone = house.link();
  const IssuedToken stays = house.link();
  RawClient video = house.open("/live/dining/stream.mp4", gone.token.reveal());
  RawClient events = house.open("/api/v1/events", gone.token.reveal());
  RawClient other = house.open("/live/dining/stream.mp4", stays.token.reveal());
  RawClient screen = house.open("/live/dining/stream.mp4");
  house.gate.look();
  for (std::size_t i = 0; i < 4; ++i) CHECK(house.pipe(i)->is_open());

  REQUIRE(house.api.accounts->remove_link(gone.row.id));
  house.gate.look();
  CHECK(video.is_cut());
  CHECK(events.is_cut());
  CHECK_FALSE(house.pipe(0)->is_open());
  CHECK_FALSE(house.pipe(1)->is_open());
  CHECK(house.pipe(2)->is_open());
  CHECK(house.pipe(3)->is_open());
  CHECK(house.playlist(gone.token.reveal()).status == 401);
}

TEST_CASE("gate: a changed password, a removed account and an expired link end streams too") {
  GateHouse house;
  house.api.add_account("li", Role::kFamily);
  house.api.add_account("wang", Role::kFamily);
  house.api.open();
  RawClient li = house.open("/live/dining/stream.mp4", house.api.token_of("li"));
  RawClient wang = house.open("/api/v1/events", house.api.token_of("wang"));
  const WallTime now = house.api.clock.now().wall.utc;
  RawClient guest =
      house.open("/live/dining/stream.mp4",
                 house.link({.name = "张家", .expires = now + minutes(5)}).token.reveal());

  REQUIRE(house.api.accounts->set_password("li", "another password"));
  house.gate.look();
  CHECK(li.is_cut());
  CHECK(house.pipe(1)->is_open());
  REQUIRE(house.api.accounts->remove_account("wang"));
  house.gate.look();
  CHECK(wang.is_cut());
  CHECK(house.pipe(2)->is_open());
  house.api.clock.advance(minutes(5));
  house.gate.look();
  CHECK(guest.is_cut());
}

TEST_CASE("gate: when the hours end, video ends, and events once, so that the page asks anew") {
  GateHouse house;
  house.api.open();
  const std::string token =
      house.link({.name = "张家", .hours = {{hours(7), hours(12)}}}).token.reveal();
  RawClient video = house.open("/live/dining/stream.mp4", token);
  RawClient events = house.open("/api/v1/events", token);
  house.api.clock.advance(minutes(30));
  house.gate.look();
  CHECK(video.is_cut());
  CHECK(events.is_cut());

  RawClient again = house.open("/api/v1/events", token);
  house.gate.look();
  CHECK(house.pipe(2)->is_open());
}
