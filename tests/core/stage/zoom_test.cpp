#include "core/stage/zoom.h"

#include <doctest/doctest.h>

#include <limits>

using namespace sunhall;

namespace {

constexpr ZoomFrame kWide = {{0, 100, 780, 439}, 16.0F / 9.0F};
constexpr ZoomFrame kUpright = {{0, 0, 780, 1688}, 16.0F / 9.0F};

bool is_inside_picture(const Rect& view) {
  constexpr Rect kPicture = {0, 0, 1, 1};
  return kPicture.contains(view) && view.w > 0 && view.h > 0;
}

// Where in the picture a place on the screen is.
float picture_x(const Zoom& zoom, const ZoomFrame& frame, float x) {
  const Rect seen = zoom.view(frame);
  const Rect at = zoom.drawn(frame);
  return seen.x + (x - at.x) / at.w * seen.w;
}

}  // namespace

TEST_CASE("zoom: at first the whole picture is seen, in its own shape") {
  const Zoom zoom;

  CHECK(zoom.view(kUpright) == Rect{0, 0, 1, 1});
  CHECK(zoom.drawn(kUpright) == fit_aspect(kUpright.rect, kUpright.aspect));
  CHECK_FALSE(zoom.on());
}

TEST_CASE("zoom: whatever fingers do, nothing beyond the picture is seen") {
  for (const ZoomFrame& frame : {kWide, kUpright}) {
    Zoom zoom;
    unsigned dice = 1;
    const auto roll = [&](float from, float to) {
      dice = dice * 1664525U + 1013904223U;
      return from + (to - from) * static_cast<float>(dice >> 8) / static_cast<float>(1U << 24);
    };
    for (int i = 0; i < 2000; ++i) {
      zoom.pinch(frame, roll(0.5F, 1.9F), roll(-100, 900), roll(-100, 1800));
      zoom.pan(frame, roll(-900, 900), roll(-900, 900));
      if (i % 50 == 0) zoom.toggle(frame, roll(0, 780), roll(0, 1600));
      const Rect view = zoom.view(frame);
      CHECK(is_inside_picture(view));
      CHECK(frame.rect.contains(zoom.drawn(frame)));
      CHECK(view.w >= 1 / kZoomMax - 0.001F);
    }
  }
}

TEST_CASE("zoom: what is under the fingers stays under them") {
  Zoom zoom;
  zoom.pinch(kWide, 2.0F, 390, 320);
  const float before = picture_x(zoom, kWide, 300);

  zoom.pinch(kWide, 1.5F, 300, 320);

  CHECK(picture_x(zoom, kWide, 300) == doctest::Approx(before).epsilon(0.001));
}

TEST_CASE("zoom: the picture follows the finger") {
  Zoom zoom;
  zoom.pinch(kWide, 3.0F, 390, 320);
  const float before = picture_x(zoom, kWide, 390);

  zoom.pan(kWide, 60, 0);

  CHECK(picture_x(zoom, kWide, 450) == doctest::Approx(before).epsilon(0.001));
}

TEST_CASE("zoom: five times is the nearest, the whole picture the farthest") {
  Zoom zoom;
  for (int i = 0; i < 20; ++i) zoom.pinch(kWide, 2.0F, 390, 320);
  CHECK(zoom.view(kWide).w == doctest::Approx(1 / kZoomMax));

  for (int i = 0; i < 20; ++i) zoom.pinch(kWide, 0.5F, 390, 320);
  CHECK(zoom.view(kWide) == Rect{0, 0, 1, 1});
}

TEST_CASE("zoom: a double tap goes near and back") {
  Zoom zoom;
  zoom.toggle(kWide, 200, 200);
  CHECK(zoom.view(kWide).w == doctest::Approx(1 / kZoomDoubleTap));

  zoom.toggle(kWide, 200, 200);
  CHECK_FALSE(zoom.on());
}

TEST_CASE("zoom: on an upright screen a near picture fills the height it has") {
  Zoom zoom;
  zoom.pinch(kUpright, 4.0F, 390, 844);

  CHECK(zoom.drawn(kUpright).h == doctest::Approx(kUpright.rect.h));
  CHECK(zoom.view(kUpright).h == doctest::Approx(1688.0F / (439.0F * 4)).epsilon(0.01));
}

TEST_CASE("zoom: nonsense leaves it as it is") {
  Zoom zoom;
  zoom.pinch(kWide, std::numeric_limits<float>::infinity(), 1, 1);
  zoom.pinch(kWide, -2, 1, 1);
  zoom.pinch({}, 2, 1, 1);

  CHECK_FALSE(zoom.on());
}
