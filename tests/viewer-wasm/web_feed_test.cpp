#include "viewer-wasm/web_feed.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNoon{std::chrono::hours(490'000)};

Moment at(std::chrono::milliseconds after) {
  return {.ticks = after, .wall = {.utc = kNoon + after, .offset = 8h}};
}

CameraView camera(bool has_sub = true) {
  CameraView view;
  view.camera = {.id = "dining", .name = "就餐区", .has_sub = has_sub};
  view.state = CameraState::kLive;
  return view;
}

// A feed that is watched, with words for what a browser tells of it.
struct Watched {
  WebFeed feed{camera(), true, true};

  const Choice& step(Demand demand, std::chrono::milliseconds after, double bandwidth_bps = 0) {
    return feed.step(demand, bandwidth_bps, at(after));
  }
  void show(StreamKind kind, std::chrono::milliseconds after,
            std::chrono::milliseconds lag = 1500ms) {
    feed.took_picture({.kind = kind, .at = after, .wall = kNoon + after - lag, .size = {640, 360}},
                      kNoon + after);
  }
};

}  // namespace

TEST_CASE("web feed: nothing plays that nobody watches") {
  Watched watched;

  CHECK_FALSE(watched.step(Demand::kNone, 0ms).open_sub);
  CHECK(watched.feed.state(0ms) == FeedState::kIdle);
}

TEST_CASE("web feed: a big feed begins with its sub stream and goes over when it has a picture") {
  Watched watched;
  const Choice first = watched.step(Demand::kBig, 0ms);
  watched.show(StreamKind::kSub, 900ms);
  const Choice second = watched.step(Demand::kBig, 1000ms);
  watched.show(StreamKind::kMain, 2000ms);
  watched.show(StreamKind::kSub, 2000ms);
  const Choice third = watched.step(Demand::kBig, 2100ms);

  CHECK(first == Choice{.open_main = false, .open_sub = true, .shown = StreamKind::kSub});
  CHECK(second == Choice{.open_main = true, .open_sub = true, .shown = StreamKind::kSub});
  CHECK(third.shown == StreamKind::kMain);
}

TEST_CASE("web feed: a network without room for the main stream is not asked for it") {
  Watched watched;
  watched.feed.set_main_rate(3'500'000);
  watched.step(Demand::kBig, 0ms, 4'000'000);
  watched.show(StreamKind::kSub, 900ms);

  CHECK_FALSE(watched.step(Demand::kBig, 1000ms, 4'000'000).open_main);
  CHECK(watched.step(Demand::kBig, 1100ms, 6'000'000).open_main);
}

TEST_CASE("web feed: a main stream that stalls is left alone for a while") {
  Watched watched;
  watched.step(Demand::kBig, 0ms);
  watched.show(StreamKind::kSub, 900ms);
  watched.step(Demand::kBig, 1000ms);
  watched.show(StreamKind::kMain, 2000ms);
  watched.step(Demand::kBig, 2100ms);

  // The first step notices the stall, and from then on the sub stream is wanted.
  watched.step(Demand::kBig, 4600ms);
  watched.show(StreamKind::kSub, 5000ms);
  const Choice after = watched.step(Demand::kBig, 5100ms);

  CHECK(after.shown == StreamKind::kSub);
  CHECK_FALSE(after.open_main);
  watched.show(StreamKind::kSub, 19'900ms);
  CHECK_FALSE(watched.step(Demand::kBig, 20'000ms).open_main);
  watched.show(StreamKind::kSub, 36'000ms);
  CHECK(watched.step(Demand::kBig, 36'000ms).open_main);
}

TEST_CASE("web feed: a main stream that falls behind gives way to a fresher sub stream") {
  Watched watched;
  watched.step(Demand::kBig, 0ms);
  watched.show(StreamKind::kSub, 900ms, 1500ms);
  watched.step(Demand::kBig, 1000ms);
  watched.show(StreamKind::kMain, 2000ms, 2400ms);
  watched.show(StreamKind::kMain, 3400ms, 2400ms);
  CHECK(watched.step(Demand::kBig, 3450ms).shown == StreamKind::kMain);

  watched.show(StreamKind::kMain, 3500ms, 2400ms);
  CHECK(watched.step(Demand::kBig, 3550ms).open_sub);
  watched.show(StreamKind::kSub, 4000ms, 1500ms);
  const Choice after = watched.step(Demand::kBig, 4100ms);

  CHECK(after == Choice{.open_main = false, .open_sub = true, .shown = StreamKind::kSub});
  watched.show(StreamKind::kSub, 303'000ms);
  CHECK_FALSE(watched.step(Demand::kBig, 303'000ms).open_main);
  watched.show(StreamKind::kSub, 304'000ms);
  CHECK(watched.step(Demand::kBig, 304'000ms).open_main);
}

TEST_CASE(
    "web feed: a main stream that is late now and then, or no later than the sub stream, stays") {
  Watched watched;
  watched.step(Demand::kBig, 0ms);
  watched.show(StreamKind::kSub, 900ms, 2000ms);
  watched.step(Demand::kBig, 1000ms);
  for (std::chrono::milliseconds passed = 2000ms; passed < 12'000ms; passed += 100ms) {
    const bool is_late_now = passed / 1000ms % 2 == 0;
    watched.show(StreamKind::kMain, passed, is_late_now ? 3000ms : 2350ms);
    CHECK(watched.step(Demand::kBig, passed + 50ms).shown == StreamKind::kMain);
  }
}

TEST_CASE("web feed: the hub's word makes a picture worse, never better") {
  Watched watched;
  watched.step(Demand::kSmall, 0ms);
  watched.show(StreamKind::kSub, 1000ms);
  CHECK(watched.feed.state(1100ms) == FeedState::kLive);

  watched.feed.set_hub_state(CameraState::kLost);
  CHECK(watched.feed.state(1100ms) == FeedState::kLost);

  watched.feed.set_hub_state(CameraState::kLive);
  CHECK(watched.feed.state(7000ms) == FeedState::kLost);
}

TEST_CASE("web feed: a picture from long ago is not live, however new it is to the browser") {
  Watched watched;
  watched.step(Demand::kSmall, 0ms);
  watched.show(StreamKind::kSub, 1000ms, 60s);

  CHECK(watched.feed.state(1000ms) == FeedState::kOpening);

  watched.show(StreamKind::kSub, 1100ms);
  CHECK(watched.feed.state(1100ms) == FeedState::kLive);
}

TEST_CASE("web feed: after a close no picture of before is shown") {
  Watched watched;
  watched.step(Demand::kSmall, 0ms);
  watched.show(StreamKind::kSub, 1000ms);
  watched.feed.close();
  watched.show(StreamKind::kSub, 1100ms);  // a late word of the closed player
  watched.step(Demand::kSmall, 2000ms);

  const FeedView view = watched.feed.view(at(2000ms), Language::kChinese);
  CHECK_FALSE(view.has_picture);
  CHECK(view.state == FeedState::kOpening);
  CHECK_FALSE(watched.feed.take_fresh());
}

TEST_CASE("web feed: pictures that keep coming and do not change are still") {
  Watched watched;
  watched.step(Demand::kSmall, 0ms);
  for (auto now = 1000ms; now <= 6000ms; now += 40ms) watched.show(StreamKind::kSub, now);
  watched.feed.saw_change(1000ms);
  CHECK(watched.feed.state(6000ms) == FeedState::kStill);

  watched.feed.saw_change(6000ms);
  CHECK(watched.feed.state(6000ms) == FeedState::kLive);
}

TEST_CASE("web feed: a browser that plays neither stream is told so in a sentence") {
  WebFeed feed(camera(), false, false);
  const Choice wish = feed.step(Demand::kBig, 0, at(0ms));
  const FeedView view = feed.view(at(100ms), Language::kEnglish);

  CHECK_FALSE(wish.open_main);
  CHECK_FALSE(wish.open_sub);
  CHECK(view.state == FeedState::kLost);
  CHECK(view.reason == "This browser cannot play this video");
}

TEST_CASE("web feed: a codec that turns out unplayable leaves the other stream") {
  Watched watched;
  watched.step(Demand::kBig, 0ms);
  watched.show(StreamKind::kSub, 900ms);
  watched.step(Demand::kBig, 1000ms);
  watched.feed.cannot_play(StreamKind::kMain);
  const Choice wish = watched.step(Demand::kBig, 1100ms);

  CHECK(wish == Choice{.open_main = false, .open_sub = true, .shown = StreamKind::kSub});
}

TEST_CASE("web feed: a lost feed says since when, and whether camera or network is to blame") {
  Watched watched;
  watched.step(Demand::kSmall, 0ms);
  watched.show(StreamKind::kSub, 1000ms);
  watched.step(Demand::kSmall, 7000ms);
  const FeedView by_network = watched.feed.view(at(7000ms), Language::kEnglish);
  watched.feed.set_hub_state(CameraState::kLost);
  const FeedView by_camera = watched.feed.view(at(7000ms), Language::kEnglish);

  CHECK(by_network.lost_since == kNoon - 500ms);
  CHECK(by_network.reason == "The network is too slow");
  CHECK(by_camera.reason == "The camera sends no picture");
}

TEST_CASE("web feed: a frame is due when a picture grows old, though nothing happens") {
  Watched watched;
  watched.step(Demand::kSmall, 0ms);
  watched.show(StreamKind::kSub, 1000ms);
  watched.feed.saw_change(1000ms);

  CHECK(watched.feed.next_judgement(1100ms) == 3001ms);
  CHECK(watched.feed.next_judgement(3600ms) == 4001ms);
  CHECK(watched.feed.state(watched.feed.next_judgement(1100ms)) == FeedState::kDelayed);
  CHECK(WebFeed(camera(), true, true).next_judgement(0ms) == Ticks::max());
}

TEST_CASE("web feed: a browser that waits for a touch is not called a slow network") {
  Watched watched;
  watched.step(Demand::kBig, 0ms);
  watched.feed.set_wants_touch(true);
  watched.step(Demand::kBig, 6000ms);

  CHECK(watched.feed.view(at(6000ms), Language::kChinese).reason == "请轻触屏幕，开始播放");
  watched.feed.set_wants_touch(false);
  CHECK(watched.feed.view(at(6000ms), Language::kChinese).reason == "网络太慢，画面还没到");
}
