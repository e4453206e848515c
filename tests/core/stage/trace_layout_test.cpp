#include "core/stage/trace_layout.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

constexpr Size kScreens[] = {{1280, 720}, {1920, 1080}, {3840, 2160}, {1024, 768}, {1080, 1920}};

template <class Check>
void on_every_screen(Check check) {
  for (const Size screen : kScreens) {
    for (const float inch : {24.0F, 32.0F, 55.0F, 85.0F}) {
      for (const float seat_m : {1.0F, 3.0F, 6.0F, 12.0F}) {
        const Canvas canvas = {screen, safe_area(screen, 0.05F, 0),
                               text_scale(screen, {inch, seat_m})};
        CAPTURE(screen.width);
        CAPTURE(screen.height);
        CAPTURE(canvas.text.body);
        check(canvas);
      }
    }
  }
}

// Where the keys' hints lie.
Rect hints(const Canvas& canvas) {
  const float h = canvas.text.small * 1.7F;
  return {canvas.safe.x, canvas.safe.bottom() - h, canvas.safe.w, h};
}

void check_apart(const Canvas& canvas, const std::vector<Rect>& rects) {
  for (std::size_t i = 0; i < rects.size(); ++i) {
    CAPTURE(i);
    CHECK(canvas.safe.contains(rects[i]));
    CHECK_FALSE(overlap(rects[i], hints(canvas)));
    for (std::size_t k = 0; k < i; ++k) {
      CAPTURE(k);
      CHECK_FALSE(overlap(rects[i], rects[k]));
    }
  }
}

}  // namespace

TEST_CASE("trace_layout: lists stay inside, nothing overlaps, at most six rows") {
  on_every_screen([](const Canvas& canvas) {
    for (const bool has_bar : {false, true}) {
      const TraceListLayout layout = layout_trace_list(canvas, has_bar);
      CHECK(layout.row_count >= 2);
      CHECK(layout.row_count <= kPanelRowsMax);
      CHECK(layout.row_h >= canvas.text.body);
      std::vector<Rect> rects = {layout.title, layout.rows};
      if (has_bar) {
        rects.insert(rects.end(), {layout.bar.bar, layout.bar.hours, layout.summary});
      }
      check_apart(canvas, rects);
    }
  });
}

TEST_CASE(
    "trace_layout: the minute is larger than what is read beside it, and nothing overlaps it") {
  on_every_screen([](const Canvas& canvas) {
    const TraceMinuteLayout layout = layout_trace_minute(canvas);
    CHECK(trace_minute_em(canvas) > canvas.text.body);
    CHECK(layout.row_count <= kPanelRowsMax);
    std::vector<Rect> rects = {layout.title,   layout.minute,    layout.status,
                               layout.bar.bar, layout.bar.hours, layout.summary};
    if (layout.row_count > 0) rects.push_back(layout.rows);
    check_apart(canvas, rects);
  });
}

TEST_CASE("trace_layout: at six metres from a common screen at least two gaps are told") {
  for (const Size screen : {Size{1280, 720}, Size{1920, 1080}, Size{3840, 2160}}) {
    const Canvas canvas = {screen, safe_area(screen, 0.05F, 0), text_scale(screen, {55, 6})};
    CHECK(layout_trace_minute(canvas).row_count >= 2);
  }
}

TEST_CASE("trace_layout: the picture of the past is wide and over the bar") {
  on_every_screen([](const Canvas& canvas) {
    const TracePlayLayout layout = layout_trace_play(canvas);
    CHECK(layout.picture.w / layout.picture.h == doctest::Approx(16.0 / 9.0).epsilon(0.02));
    CHECK(layout.picture.w >= canvas.safe.w * 0.5F);
    check_apart(canvas, {layout.picture, layout.bar.bar, layout.bar.hours});
  });
}
