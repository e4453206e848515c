#include "hub/media/timeline.h"

#include <doctest/doctest.h>

#include <random>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNoon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + 12h;
constexpr MediaTime kFrame = 40ms;

/// A camera and our clocks beside it.
struct World {
  Ticks ticks{0};
  Ticks wall_step{0};  // how far our wall clock was set

  Moment now() const {
    const auto wall = std::chrono::floor<std::chrono::milliseconds>(ticks + wall_step);
    return {.ticks = ticks, .wall = {.utc = kNoon + wall}};
  }
  MediaTime wall() const { return to_media_time(now().wall.utc); }
};

PacketTimes packet(MediaTime dts, const World& world) {
  return {.dts = dts, .pts = dts, .arrived = world.now()};
}

/// Plays frames that arrive on time; returns the last stamp.
Stamp play(Timeline& timeline, World& world, MediaTime& dts, int count) {
  Stamp last;
  for (int i = 0; i < count; ++i) {
    const auto answer = timeline.push(packet(dts, world));
    REQUIRE_FALSE(answer.jumped);
    if (!answer.stamps.empty()) last = answer.stamps.back();
    dts += kFrame;
    world.ticks += 40ms;
  }
  return last;
}

MediaTime distance(MediaTime a, MediaTime b) {
  return a > b ? a - b : b - a;
}

}  // namespace

TEST_CASE("timeline: a frame's time is the wall clock of its arrival") {
  Timeline timeline(std::nullopt);
  World world;
  MediaTime dts = 7h;

  const Stamp last = play(timeline, world, dts, 100);

  CHECK(last.dts == to_media_time(kNoon + 99 * 40ms));
  CHECK(last.pts == last.dts);
}

TEST_CASE("timeline: the first packet of a session gets its time from those after it") {
  Timeline timeline(std::nullopt);
  World world;

  CHECK(timeline.push({.arrived = world.now()}).stamps.empty());
  world.ticks += 40ms;
  CHECK(timeline.push(packet(1s, world)).stamps.empty());
  world.ticks += 40ms;
  const auto answer = timeline.push(packet(1s + kFrame, world));

  REQUIRE(answer.stamps.size() == 3);
  CHECK(answer.stamps[0].dts == to_media_time(kNoon));
  CHECK(answer.stamps[1].dts - answer.stamps[0].dts == kFrame);
  CHECK(answer.stamps[2].dts - answer.stamps[1].dts == kFrame);
}

TEST_CASE("timeline: a first packet without times is shown before all that refer to it") {
  Timeline timeline(std::nullopt);
  World world;
  timeline.push({.arrived = world.now()});
  world.ticks += 40ms;
  timeline.push({.dts = 1s, .pts = 1s + 4 * kFrame, .arrived = world.now()});
  world.ticks += 40ms;
  const auto answer =
      timeline.push({.dts = 1s + kFrame, .pts = 1s + 2 * kFrame, .arrived = world.now()});

  REQUIRE(answer.stamps.size() == 3);
  CHECK(answer.stamps[0].pts < answer.stamps[2].pts);
  CHECK(answer.stamps[0].pts >= answer.stamps[0].dts);
  CHECK(answer.stamps[2].pts < answer.stamps[1].pts);
}

TEST_CASE("timeline: a burst at the start is dated by its newest packet, not by its oldest") {
  Timeline timeline(std::nullopt);
  World world;
  MediaTime dts = 0s;
  for (int i = 0; i < 25; ++i) {  // a second of film at once
    CHECK(timeline.push(packet(dts, world)).stamps.empty());
    dts += kFrame;
  }
  world.ticks += 40ms;

  const auto answer = timeline.push(packet(dts, world));

  REQUIRE(answer.stamps.size() == 26);
  CHECK(answer.stamps.back().dts == world.wall());
  CHECK(answer.stamps.front().dts == world.wall() - 25 * kFrame);
}

TEST_CASE("timeline: jitter and a stall do not show in the stamps") {
  Timeline timeline(std::nullopt);
  World world;
  std::mt19937 random(7);
  MediaTime dts = 5s;
  std::optional<MediaTime> last;
  Ticks ready{0};
  for (int i = 0; i < 2'000; ++i) {
    Ticks arrival = i * 40ms + Ticks(random() % 30'000);
    if (i >= 500 && i < 600) arrival = 600 * 40ms;  // four seconds late, then all at once
    ready = std::max(ready, arrival);
    world.ticks = ready;
    const auto answer = timeline.push(packet(dts, world));
    REQUIRE_FALSE(answer.jumped);
    for (const Stamp& stamp : answer.stamps) {
      if (last) CHECK(distance(stamp.dts - *last, kFrame) <= MediaTime(3));
      last = stamp.dts;
    }
    dts += kFrame;
  }
}

TEST_CASE("timeline: a camera whose clock runs 200 ppm fast or slow stays right for hours") {
  for (const int ppm : {200, -200}) {
    Timeline timeline(std::nullopt);
    World world;
    std::mt19937 random(3);
    for (std::int64_t i = 0; i < 25 * 3600 * 3; ++i) {
      const Ticks true_time = i * 40ms;
      world.ticks = true_time + Ticks(random() % 20'000);
      const Ticks by_camera = true_time + true_time * ppm / 1'000'000;
      const auto answer = timeline.push(packet(std::chrono::floor<MediaTime>(by_camera), world));
      REQUIRE_FALSE(answer.jumped);
      if (i % 1000 != 999) continue;
      REQUIRE(distance(answer.stamps.back().dts, to_media_time(kNoon) + MediaTime(i * 3600)) <
              25ms);
    }
  }
}

TEST_CASE("timeline: a wall clock that is set is told, and the run goes on without a break") {
  for (const Ticks step : {Ticks(1h), Ticks(-1h), Ticks(2s)}) {
    Timeline timeline(std::nullopt);
    World world;
    MediaTime dts = 0s;
    play(timeline, world, dts, 100);
    CHECK_FALSE(timeline.clock_step());

    world.wall_step = step;
    const Stamp last = play(timeline, world, dts, 2);

    REQUIRE(timeline.clock_step());
    CHECK(distance(std::chrono::floor<MediaTime>(*timeline.clock_step() - step), 0s) < 2ms);
    CHECK(last.dts == to_media_time(kNoon + 101 * 40ms));
  }
}

TEST_CASE("timeline: a small correction of the wall clock is followed slowly") {
  Timeline timeline(std::nullopt);
  World world;
  MediaTime dts = 0s;
  play(timeline, world, dts, 100);

  world.wall_step = 300ms;
  Stamp last = play(timeline, world, dts, 2);
  CHECK(world.wall() - last.dts > 250ms);
  last = play(timeline, world, dts, 25 * 900);

  CHECK_FALSE(timeline.clock_step());
  CHECK(distance(world.wall() - kFrame, last.dts) < 5ms);
}

TEST_CASE("timeline: timestamps that jump ahead or back end the run") {
  for (const MediaTime jump : {MediaTime(2s), MediaTime(1h), MediaTime(-2s), MediaTime(-1h)}) {
    Timeline timeline(std::nullopt);
    World world;
    MediaTime dts = 2h;
    play(timeline, world, dts, 100);

    const auto answer = timeline.push(packet(dts + jump, world));

    CHECK(answer.jumped);
    CHECK(answer.stamps.empty());
  }
}

TEST_CASE("timeline: small steps back are repaired: stamps never stand still or go back") {
  Timeline timeline(std::nullopt);
  World world;
  MediaTime dts = 2h;
  Stamp last = play(timeline, world, dts, 100);
  dts -= 300ms;
  for (int i = 0; i < 50; ++i) {
    const Stamp next = play(timeline, world, dts, 1);
    CHECK(next.dts > last.dts);
    last = next;
  }
}

TEST_CASE("timeline: timestamps that run too slowly end the run within seconds") {
  Timeline timeline(std::nullopt);
  World world;
  MediaTime dts = 2h;
  play(timeline, world, dts, 100);
  bool has_jumped = false;
  for (int i = 0; i < 25 * 30 && !has_jumped; ++i) {
    has_jumped = timeline.push(packet(dts, world)).jumped.has_value();
    dts += kFrame / 2;
    world.ticks += 40ms;
  }
  CHECK(has_jumped);
}

TEST_CASE("timeline: a run begins at or after the last one's end") {
  World world;
  Timeline timeline(world.wall() + 400ms);
  MediaTime dts = 0s;
  timeline.push(packet(dts, world));
  world.ticks += 40ms;

  const auto answer = timeline.push(packet(dts + kFrame, world));

  REQUIRE(answer.stamps.size() == 2);
  CHECK(answer.stamps.front().dts == to_media_time(kNoon) + 400ms);
  CHECK_FALSE(timeline.repeats());
}

TEST_CASE("timeline: after the clock was set back the truth is kept, and the repetition told") {
  World world;
  Timeline timeline(world.wall() + 1h);
  timeline.push(packet(0s, world));
  world.ticks += 40ms;

  const auto answer = timeline.push(packet(kFrame, world));

  CHECK(answer.stamps.front().dts == to_media_time(kNoon));
  REQUIRE(timeline.repeats());
  CHECK(*timeline.repeats() == MediaTime(1h));
}

TEST_CASE("timeline: packets without any timestamp are dated by their arrival") {
  Timeline timeline(std::nullopt);
  World world;
  std::vector<Stamp> stamps;
  for (int i = 0; i < 60; ++i) {
    const auto answer = timeline.push({.arrived = world.now()});
    stamps.insert(stamps.end(), answer.stamps.begin(), answer.stamps.end());
    world.ticks += 40ms;
  }
  REQUIRE(stamps.size() == 60);
  CHECK(stamps[59].dts == to_media_time(kNoon + 59 * 40ms));
}

TEST_CASE("timeline: what waits can be stamped before its time, once") {
  Timeline timeline(std::nullopt);
  World world;
  timeline.push({.arrived = world.now()});

  CHECK(timeline.flush().size() == 1);
  CHECK(timeline.flush().empty());
}

TEST_CASE("timeline: absurd timestamps overflow nothing") {
  Timeline timeline(std::nullopt);
  World world;
  for (const MediaTime dts : {MediaTime::max(), MediaTime::min(), MediaTime(0), MediaTime::max()}) {
    timeline.push(
        {.dts = dts, .pts = dts < MediaTime(0) ? MediaTime::max() : dts, .arrived = world.now()});
    world.ticks += 40ms;
  }
  timeline.flush();
}
