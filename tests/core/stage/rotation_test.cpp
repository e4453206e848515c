#include "core/stage/rotation.h"

#include <doctest/doctest.h>

#include <vector>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr Ticks kDwell = 12s;

// A rotation of cameras that are what the test says they are, looked at ten times a second.
struct Turns {
  explicit Turns(std::size_t cameras) : feeds(cameras) {
    for (FeedView& feed : feeds) feed = live();
    rotation.step(now, feeds);
  }

  static FeedView seen(FeedState state, bool main = true) {
    FeedView feed;
    feed.state = state;
    feed.has_picture = true;
    feed.shows_main = main;
    return feed;
  }
  static FeedView live() { return seen(FeedState::kLive); }
  static FeedView sub_only() { return seen(FeedState::kLive, false); }
  static FeedView idle() { return seen(FeedState::kIdle); }
  static FeedView lost() { return seen(FeedState::kLost); }

  void wait(Ticks span) {
    for (Ticks passed{0}; passed < span; passed += 100ms) {
      now += 100ms;
      rotation.step(now, feeds);
    }
  }
  // How long it takes until another camera is on; `limit` when none comes.
  Ticks until_turn(Ticks limit = 2min) {
    const std::size_t before = rotation.current();
    const Ticks began = now;
    while (rotation.current() == before && now - began < limit) wait(100ms);
    return now - began;
  }

  std::vector<FeedView> feeds;
  Rotation rotation{kDwell};
  Ticks now{1h};
};

}  // namespace

TEST_CASE(
    "rotation: each camera has the screen for its twelve seconds, in order, and round again") {
  Turns turns(3);

  CHECK(turns.rotation.current() == 0);
  CHECK(turns.until_turn() == kDwell);
  CHECK(turns.rotation.current() == 1);
  CHECK(turns.until_turn() == kDwell);
  CHECK(turns.rotation.current() == 2);
  CHECK(turns.until_turn() == kDwell);
  CHECK(turns.rotation.current() == 0);
}

TEST_CASE("rotation: the next camera is wanted four seconds before it is shown, and not earlier") {
  Turns turns(2);

  turns.wait(kDwell - kPreRoll - 100ms);
  CHECK_FALSE(turns.rotation.next());
  turns.wait(100ms);
  CHECK(turns.rotation.next() == 1);

  CHECK(turns.until_turn() == kPreRoll);
  CHECK_FALSE(turns.rotation.next());
}

TEST_CASE("rotation: a fade lasts 400 ms, and the camera that leaves is named for as long") {
  Turns turns(2);
  turns.until_turn();

  CHECK(turns.rotation.leaving() == 0);
  CHECK(turns.rotation.fade(turns.now) == 0.0F);
  CHECK(turns.rotation.fade(turns.now + 200ms) == doctest::Approx(0.5));
  CHECK(turns.rotation.fade(turns.now + 400ms) == 1.0F);

  turns.wait(300ms);
  CHECK(turns.rotation.leaving() == 0);
  turns.wait(100ms);
  CHECK_FALSE(turns.rotation.leaving());
  CHECK(turns.rotation.fade(turns.now) == 1.0F);
}

TEST_CASE("rotation: no turn goes to a camera that is lost, still, opening or without a picture") {
  for (const FeedState state : {FeedState::kLost, FeedState::kStill, FeedState::kOpening}) {
    Turns turns(3);
    turns.feeds[1] = Turns::seen(state);

    for (int i = 0; i < 8; ++i) {
      turns.until_turn();
      CHECK(turns.rotation.current() != 1);
    }
  }
  Turns turns(2);
  turns.feeds[1].has_picture = false;
  CHECK(turns.until_turn() == 2min);
}

TEST_CASE("rotation: a late picture is still the kitchen, and has its turn") {
  Turns turns(2);
  turns.feeds[1].state = FeedState::kDelayed;

  CHECK(turns.until_turn() == kDwell);
  CHECK(turns.rotation.current() == 1);
}

TEST_CASE(
    "rotation: a camera whose main stream is late is waited for, but not longer than three "
    "seconds") {
  Turns turns(2);
  turns.feeds[1] = Turns::sub_only();

  CHECK(turns.until_turn() == kDwell + kMainGrace);
  CHECK(turns.rotation.current() == 1);
}

TEST_CASE("rotation: where the small stream is wanted nobody waits for the main one") {
  Turns turns(2);
  turns.feeds[1] = Turns::sub_only();

  for (Ticks passed{0}; passed < kDwell; passed += 100ms) {
    turns.now += 100ms;
    turns.rotation.step(turns.now, turns.feeds, Demand::kSmall);
  }
  CHECK(turns.rotation.current() == 1);
}

TEST_CASE("rotation: a camera that dies while it is being prepared is passed over") {
  Turns turns(3);
  turns.wait(kDwell - 1s);
  REQUIRE(turns.rotation.next() == 1);

  turns.feeds[1] = Turns::lost();

  CHECK(turns.until_turn() <= 1s + kMainGrace + kPreRoll + 100ms);
  CHECK(turns.rotation.current() == 2);
}

TEST_CASE(
    "rotation: a camera nobody has decoded gets a chance, and dead ones cannot starve the rest") {
  Turns turns(5);
  for (std::size_t i = 1; i < 4; ++i) turns.feeds[i] = Turns::idle();  // and nothing ever comes

  turns.wait(kDwell - kPreRoll);
  CHECK(turns.rotation.next() == 1);
  const Ticks took = turns.until_turn();

  CHECK(turns.rotation.current() == 4);
  CHECK(took <= kPreRoll + kMainGrace + 3 * (kPreRoll + kMainGrace));

  turns.wait(kDwell - kPreRoll);
  CHECK(turns.rotation.next() == 0);
}

TEST_CASE("rotation: an idle camera that wakes in its pre-roll has its turn on time") {
  Turns turns(2);
  turns.feeds[1] = Turns::idle();
  turns.wait(kDwell - kPreRoll);
  REQUIRE(turns.rotation.next() == 1);
  CHECK(turns.rotation.current() == 0);

  turns.feeds[1] = Turns::live();
  turns.wait(kPreRoll);

  CHECK(turns.rotation.current() == 1);
}

TEST_CASE("rotation: a held picture stays for an hour; let go, it has one more whole turn") {
  Turns turns(3);
  turns.wait(5s);

  turns.rotation.toggle_hold(turns.now);
  CHECK(turns.rotation.held());
  turns.wait(1h);
  CHECK(turns.rotation.current() == 0);
  CHECK_FALSE(turns.rotation.next());

  turns.rotation.toggle_hold(turns.now);
  CHECK(turns.until_turn() == kDwell);
}

TEST_CASE("rotation: a step by key is answered at once when the camera has a picture") {
  Turns turns(3);
  turns.feeds[2] = Turns::sub_only();

  turns.rotation.go(-1, turns.now, turns.feeds);

  CHECK(turns.rotation.current() == 2);
  CHECK(turns.rotation.leaving() == 0);
  CHECK(turns.until_turn() == kDwell);
}

TEST_CASE("rotation: a step by key passes over a lost camera") {
  Turns turns(3);
  turns.feeds[1] = Turns::lost();

  turns.rotation.go(+1, turns.now, turns.feeds);

  CHECK(turns.rotation.current() == 2);
}

TEST_CASE("rotation: a step to a sleeping camera takes its first picture, the small stream's too") {
  Turns turns(3);
  turns.feeds[1] = Turns::idle();

  turns.rotation.go(+1, turns.now, turns.feeds);
  CHECK(turns.rotation.next() == 1);
  CHECK(turns.rotation.current() == 0);

  turns.wait(1s);
  turns.feeds[1] = Turns::sub_only();
  turns.wait(100ms);
  CHECK(turns.rotation.current() == 1);
}

TEST_CASE("rotation: a held picture steps to a sleeping camera, and stays held there") {
  Turns turns(3);
  turns.feeds[1] = Turns::idle();
  turns.rotation.toggle_hold(turns.now);

  turns.rotation.go(+1, turns.now, turns.feeds);
  turns.wait(1s);
  turns.feeds[1] = Turns::live();
  turns.wait(2min);

  CHECK(turns.rotation.current() == 1);
  CHECK(turns.rotation.held());
  CHECK_FALSE(turns.rotation.next());
}

TEST_CASE(
    "rotation: a step that finds nobody is forgotten: a held picture keeps no camera decoding") {
  Turns turns(3);
  turns.feeds[1] = turns.feeds[2] = Turns::idle();
  turns.rotation.toggle_hold(turns.now);

  turns.rotation.go(+1, turns.now, turns.feeds);
  turns.wait(30s);

  CHECK(turns.rotation.current() == 0);
  CHECK_FALSE(turns.rotation.next());
}

TEST_CASE("rotation: a step goes on in its own direction when its camera turns out to be dead") {
  Turns turns(4);
  turns.feeds[3] = Turns::idle();

  turns.rotation.go(-1, turns.now, turns.feeds);
  turns.wait(1s);
  turns.feeds[3] = Turns::lost();
  turns.wait(200ms);

  CHECK(turns.rotation.current() == 2);
}

TEST_CASE("rotation: pressing again does not wait for the camera that was asked for first") {
  Turns turns(4);
  turns.feeds[1] = Turns::idle();

  turns.rotation.go(+1, turns.now, turns.feeds);
  turns.rotation.go(+1, turns.now, turns.feeds);

  CHECK(turns.rotation.current() == 2);
}

TEST_CASE("rotation: holding forgets a step that was still waiting") {
  Turns turns(3);
  turns.feeds[1] = turns.feeds[2] = Turns::idle();
  turns.rotation.go(+1, turns.now, turns.feeds);

  turns.rotation.toggle_hold(turns.now);
  turns.feeds[1] = Turns::live();
  turns.wait(1min);

  CHECK(turns.rotation.current() == 0);
}

TEST_CASE("rotation: coming back to it gives the camera a whole turn") {
  Turns turns(3);
  turns.wait(kDwell - 1s);
  REQUIRE(turns.rotation.next() == 1);

  turns.now += 10min;  // something else was on the screen
  turns.rotation.begin_turn(turns.now);

  CHECK_FALSE(turns.rotation.next());
  CHECK(turns.until_turn() == kDwell);
}

TEST_CASE("rotation: a jump needs no picture and no fade") {
  Turns turns(3);
  turns.feeds[2] = Turns::lost();

  turns.rotation.jump(2, turns.now);

  CHECK(turns.rotation.current() == 2);
  CHECK_FALSE(turns.rotation.leaving());
  CHECK(turns.rotation.fade(turns.now) == 1.0F);
}

TEST_CASE("rotation: a single camera stays, whatever is pressed") {
  Turns turns(1);

  turns.rotation.go(+1, turns.now, turns.feeds);
  turns.rotation.go(-1, turns.now, turns.feeds);
  turns.wait(5min);

  CHECK(turns.rotation.current() == 0);
  CHECK_FALSE(turns.rotation.leaving());
  CHECK_FALSE(turns.rotation.next());
}

TEST_CASE("rotation: without a camera nothing happens") {
  Turns turns(0);

  turns.rotation.go(+1, turns.now, turns.feeds);
  turns.wait(1min);

  CHECK(turns.rotation.current() == 0);
  CHECK_FALSE(turns.rotation.next());
}

TEST_CASE("rotation: when all cameras are lost it stays, and goes on when one comes back") {
  Turns turns(4);
  for (FeedView& feed : turns.feeds) feed = Turns::lost();
  turns.wait(10min);
  CHECK(turns.rotation.current() == 0);
  CHECK_FALSE(turns.rotation.next());

  turns.feeds[2] = Turns::live();

  CHECK(turns.until_turn() <= kDwell + 100ms);
  CHECK(turns.rotation.current() == 2);
}
