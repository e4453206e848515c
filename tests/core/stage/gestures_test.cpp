#include "core/stage/gestures.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

// Fingers on a glass of one device pixel a CSS pixel, unless told otherwise.
class Glass {
 public:
  explicit Glass(float ratio = 1.0F) { gestures.set_pixel_ratio(ratio); }

  Glass& down(float x, float y, std::int64_t id = 1) { return send(PointerPhase::kDown, x, y, id); }
  Glass& move(float x, float y, std::int64_t id = 1) { return send(PointerPhase::kMove, x, y, id); }
  Glass& up(float x, float y, std::int64_t id = 1) { return send(PointerPhase::kUp, x, y, id); }
  Glass& cancel(std::int64_t id = 1) { return send(PointerPhase::kCancel, 0, 0, id); }
  Glass& wait(Ticks span) {
    now += span;
    return *this;
  }

  std::size_t count(TouchKind kind) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(out, [&](const TouchEvent& touch) { return touch.kind == kind; }));
  }
  const TouchEvent& last() const { return out.back(); }

  Gestures gestures;
  std::vector<TouchEvent> out;
  Ticks now{1s};

 private:
  Glass& send(PointerPhase phase, float x, float y, std::int64_t id) {
    now += 16ms;
    gestures.take({.id = id, .phase = phase, .x = x, .y = y, .at = now}, out);
    return *this;
  }
};

}  // namespace

TEST_CASE("gestures: a finger that trembles a little still taps where it went down") {
  Glass glass;
  glass.down(100, 200).move(104, 203).up(105, 203);

  REQUIRE(glass.out.size() == 1);
  CHECK(glass.last() == TouchEvent{.kind = TouchKind::kTap, .x = 100, .y = 200});
}

TEST_CASE("gestures: a long press is no tap") {
  Glass glass;
  glass.down(100, 200).wait(kTapMax).up(100, 200);

  CHECK(glass.out.empty());
}

TEST_CASE("gestures: two quick taps at one place are a tap and a double tap, a third is a tap") {
  Glass glass;
  glass.down(100, 200).up(100, 200).down(110, 205).up(110, 205).down(110, 205).up(110, 205);

  REQUIRE(glass.out.size() == 3);
  CHECK(glass.out[0].kind == TouchKind::kTap);
  CHECK(glass.out[1].kind == TouchKind::kDoubleTap);
  CHECK(glass.out[2].kind == TouchKind::kTap);
}

TEST_CASE("gestures: taps that are far apart, in time or on the glass, are single") {
  Glass glass;
  glass.down(100, 200).up(100, 200).wait(kDoubleTapMax).down(100, 200).up(100, 200);
  glass.wait(1s).down(100, 200).up(100, 200).down(300, 200).up(300, 200);

  CHECK(glass.count(TouchKind::kTap) == 4);
  CHECK(glass.count(TouchKind::kDoubleTap) == 0);
}

TEST_CASE("gestures: a way along one axis is a swipe that tells where it ended") {
  Glass glass;
  glass.down(300, 200).move(250, 205).up(200, 210);

  CHECK(glass.last() ==
        TouchEvent{.kind = TouchKind::kSwipe, .x = 200, .y = 210, .dx = -100, .dy = 0});
}

TEST_CASE("gestures: askew, short or slow it is no swipe") {
  Glass askew;
  askew.down(100, 100).move(150, 150).up(180, 180);
  Glass small;
  small.down(100, 100).move(115, 100).up(130, 100);
  Glass slow;
  slow.down(100, 100).move(150, 100).wait(kSwipeMax).up(200, 100);

  for (const Glass* glass : {&askew, &small, &slow}) CHECK(glass->count(TouchKind::kSwipe) == 0);
}

TEST_CASE("gestures: on a dense screen the same way in pixels is a shorter one") {
  Glass dense(3.0F);
  dense.down(100, 100).move(120, 100).up(125, 100);

  REQUIRE(dense.out.size() == 1);
  CHECK(dense.last().kind == TouchKind::kTap);
}

TEST_CASE("gestures: what a finger pans adds up to its whole way") {
  Glass glass;
  glass.down(100, 100).move(103, 100).move(140, 120).move(180, 90).up(180, 90);

  float dx = 0;
  float dy = 0;
  for (const TouchEvent& touch : glass.out) {
    if (touch.kind != TouchKind::kPan) continue;
    dx += touch.dx;
    dy += touch.dy;
  }
  CHECK(dx == doctest::Approx(80));
  CHECK(dy == doctest::Approx(-10));
}

TEST_CASE("gestures: two fingers that part by half grow by half around their middle") {
  Glass glass;
  glass.down(100, 300, 1).down(300, 300, 2).move(50, 300, 1).move(350, 300, 2);

  float factor = 1;
  for (const TouchEvent& touch : glass.out) {
    if (touch.kind == TouchKind::kPinch) factor *= touch.factor;
  }
  CHECK(factor == doctest::Approx(1.5F));
  CHECK(glass.last().x == 200);
}

TEST_CASE("gestures: after a pinch no finger taps or swipes") {
  Glass glass;
  glass.down(100, 300, 1).down(300, 300, 2).move(50, 300, 1).up(300, 300, 2).up(250, 300, 1);

  CHECK(glass.count(TouchKind::kTap) == 0);
  CHECK(glass.count(TouchKind::kSwipe) == 0);
  CHECK_FALSE(glass.gestures.touching());
}

TEST_CASE("gestures: fingers that meet do not make a factor of any size") {
  Glass glass;
  glass.down(100, 300, 1).down(101, 300, 2).move(100, 300, 1).move(102, 300, 2);

  for (const TouchEvent& touch : glass.out) {
    CHECK(touch.factor > 0.5F);
    CHECK(touch.factor < 2.0F);
  }
}

TEST_CASE(
    "gestures: a third finger, a finger that never went down and a cancelled one mean nothing") {
  Glass glass;
  glass.move(10, 10, 9).up(10, 10, 9);
  glass.down(100, 100, 1).cancel(1);
  CHECK(glass.out.empty());
  CHECK_FALSE(glass.gestures.touching());

  glass.down(100, 100, 1).down(200, 100, 2).down(300, 100, 3).up(300, 100, 3);
  CHECK(glass.out.empty());
}

TEST_CASE("gestures: a hidden page forgets its fingers") {
  Glass glass;
  glass.down(100, 100);
  glass.gestures.clear();
  glass.up(300, 100);

  CHECK(glass.out.empty());
}
