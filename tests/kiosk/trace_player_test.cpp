// Playback against a real HTTP server with a real recording.
#include "kiosk/trace_player.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "tests/support/alarm.h"
#include "tests/support/past_hub.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::PastHub;

namespace {

// A player, and what it showed so far.
struct Screen {
  explicit Screen(Secret token = PastHub::token(), std::chrono::milliseconds chunk = kTraceChunk) {
    player = std::make_unique<TracePlayer>(TracePlayerSetup{.hub_url = hub.url(),
                                                            .token = std::move(token),
                                                            .clock = clock,
                                                            .decode = DecodeChoice::kSoftware,
                                                            .wake = alarm.bell(),
                                                            .chunk = chunk});
  }

  PlaybackWish& play(std::uint64_t serial, std::chrono::milliseconds from,
                     std::chrono::milliseconds until, int speed = 1) {
    wish = {.camera = "cooking",
            .playback = {.serial = serial,
                         .from = PastHub::at(from),
                         .until = PastHub::at(until),
                         .speed = speed}};
    player->want(wish);
    return wish.playback;
  }
  void again() { player->want(wish); }

  // Waits until something is so, taking pictures meanwhile.
  template <class Holds>
  bool sees(Holds holds, std::chrono::milliseconds deadline = 20s) {
    return alarm.wait(
        [&] {
          if (std::optional<TracePicture> taken = player->take()) {
            serials.push_back(taken->serial);
            walls.push_back(taken->picture.wall);
          }
          return holds();
        },
        deadline);
  }
  bool sees_picture(std::size_t count) {
    return sees([&] { return walls.size() >= count; });
  }
  bool ends() {
    return sees([&] { return player->status().ended_at.has_value(); });
  }
  bool fails(TraceTrouble trouble) {
    return sees([&] { return player->status().trouble == trouble; });
  }
  bool stays_still(std::chrono::milliseconds span) {
    const std::size_t count = walls.size();
    return !sees([&] { return walls.size() > count; }, span);
  }

  PastHub hub;
  SystemClock clock;
  test::Alarm alarm;
  TracePlayWish wish;
  std::vector<WallTime> walls;
  std::vector<std::uint64_t> serials;
  std::unique_ptr<TracePlayer> player;
};

}  // namespace

TEST_CASE("trace_player: it shows exactly the span that is wanted, at the recording's own pace") {
  Screen screen;
  const auto began = std::chrono::steady_clock::now();
  screen.play(7, 3s + 100ms, 4s);

  REQUIRE(screen.ends());
  CHECK(screen.player->status().serial == 7);
  CHECK(screen.player->status().ended_at == PastHub::at(4s));
  CHECK(screen.player->status().trouble == TraceTrouble::kNone);
  CHECK(std::chrono::steady_clock::now() - began >= 800ms);
  // The first picture that is not before `from`.
  CHECK((screen.walls.front() - PastHub::at(0s)).count() == 3120);
  CHECK(std::ranges::is_sorted(screen.walls));
  CHECK(screen.walls.back() < PastHub::at(4s));
  CHECK(screen.walls.back() >= PastHub::at(3s + 900ms));
  CHECK(std::ranges::count(screen.serials, 7U) == std::ssize(screen.serials));
}

TEST_CASE("trace_player: every request shows the token in a header, and in no address") {
  Screen screen;
  screen.play(1, 0s, 1s);

  REQUIRE(screen.ends());
  const std::string requests = screen.hub.requests();
  CHECK(
      requests.find("/archive/cooking/index.m3u8?from=2025-11-24T16:00:00Z&to=2025-11-24T16:00:01Z"
                    " token") == 0);
  CHECK(requests.find("init.mp4 token") != std::string::npos);
  CHECK(requests.find("0.m4s token") != std::string::npos);
  CHECK(requests.find("none") == std::string::npos);
  CHECK(requests.find("SECRET") == std::string::npos);
}

TEST_CASE("trace_player: paused it shows one picture, then one for each step, and goes on") {
  Screen screen;
  PlaybackWish& wish = screen.play(1, 5s, 20s);
  wish.is_paused = true;
  screen.again();

  REQUIRE(screen.sees_picture(1));
  screen.sees([&] { return screen.stays_still(150ms); });  // whatever came before the pause
  const std::size_t before = screen.walls.size();
  CHECK(screen.stays_still(200ms));
  ++wish.step_count;
  screen.again();
  REQUIRE(screen.sees_picture(before + 1));
  CHECK(screen.walls.back() - screen.walls[before - 1] == 40ms);
  CHECK(screen.stays_still(200ms));

  wish.is_paused = false;
  screen.again();
  CHECK(screen.sees_picture(before + 5));
}

TEST_CASE("trace_player: eight times the speed is more than four times as fast") {
  Screen screen;
  const auto began = std::chrono::steady_clock::now();
  screen.play(1, 0s, 16s, 8);

  REQUIRE(screen.ends());
  CHECK(std::chrono::steady_clock::now() - began < 4s);
  CHECK(std::ranges::is_sorted(screen.walls));
  CHECK(screen.walls.back() >= PastHub::at(15s));
}

TEST_CASE("trace_player: another wish begins anew elsewhere at once") {
  Screen screen;
  screen.play(1, 0s, 20s);
  REQUIRE(screen.sees_picture(2));

  screen.play(2, 15s, 16s, 8);
  REQUIRE(screen.sees([&] { return screen.serials.back() == 2; }));
  CHECK(screen.walls.back() >= PastHub::at(15s));
  REQUIRE(screen.ends());
  CHECK(screen.player->status().serial == 2);
}

TEST_CASE("trace_player: a span longer than one question is played in one piece") {
  Screen screen(PastHub::token(), 4s);
  screen.play(1, 2s, 14s, 8);

  REQUIRE(screen.ends());
  CHECK(std::ranges::is_sorted(screen.walls));
  CHECK(std::ranges::adjacent_find(screen.walls) == screen.walls.end());
  CHECK(screen.walls.back() >= PastHub::at(13s));
}

TEST_CASE("trace_player: a span that grows while it plays is played to its new end") {
  Screen screen;
  PlaybackWish& wish = screen.play(1, 0s, 2s, 2);
  REQUIRE(screen.sees_picture(2));

  wish.until = PastHub::at(3s);
  screen.again();
  REQUIRE(screen.ends());
  CHECK(screen.player->status().ended_at == PastHub::at(3s));
  CHECK(screen.walls.back() >= PastHub::at(2s + 800ms));
}

TEST_CASE("trace_player: a hub that refuses, has nothing, or is away is told apart") {
  SUBCASE("no token") {
    Screen screen{Secret()};
    screen.play(1, 0s, 20s);
    CHECK(screen.fails(TraceTrouble::kRefused));
  }
  SUBCASE("not allowed") {
    Screen screen;
    screen.hub.behave("status 403");
    screen.play(1, 0s, 20s);
    CHECK(screen.fails(TraceTrouble::kRefused));
  }
  SUBCASE("nothing there") {
    Screen screen;
    screen.hub.behave("status 404");
    screen.play(1, 0s, 20s);
    CHECK(screen.fails(TraceTrouble::kUnreadable));
  }
  SUBCASE("away") {
    Screen screen;
    screen.hub.stop();
    screen.play(1, 0s, 20s);
    CHECK(screen.fails(TraceTrouble::kHubAway));
    CHECK(screen.player->status().serial == 1);
  }
}

TEST_CASE("trace_player: segments that end in their middle do not go on for ever") {
  Screen screen;
  screen.hub.behave("breaks");
  screen.play(1, 0s, 20s, 8);

  CHECK(screen.sees([&] { return screen.player->status().trouble != TraceTrouble::kNone; }));
}

TEST_CASE("trace_player: a hub that goes away in the middle is told, and the next wish plays") {
  Screen screen;
  screen.play(1, 0s, 20s, 8);
  REQUIRE(screen.sees_picture(3));
  screen.hub.behave("status 503");

  CHECK(screen.fails(TraceTrouble::kHubAway));
  screen.hub.behave("good");
  screen.play(2, 0s, 1s, 8);
  CHECK(screen.ends());
}

TEST_CASE("trace_player: it lets go of a hub that never answers") {
  Screen screen;
  screen.hub.behave("hang");
  screen.play(1, 0s, 20s);
  REQUIRE(screen.sees([&] { return screen.hub.requests().find("m3u8") != std::string::npos; }));

  const auto began = std::chrono::steady_clock::now();
  screen.player.reset();
  CHECK(std::chrono::steady_clock::now() - began < 2s);
}
