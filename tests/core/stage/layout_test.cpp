#include "core/stage/layout.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace sunhall;

namespace {

constexpr float kOverscan = 0.05F;
constexpr Size kLandscape[] = {{1280, 720}, {1920, 1080}, {3840, 2160}, {1024, 768}};
constexpr Size kPortrait = {1080, 1920};
constexpr float kInches[] = {24, 32, 43, 55, 65, 85};
constexpr float kSeats_m[] = {1, 2, 3, 4.5F, 6, 9, 12};

Canvas canvas_of(Size screen, float inch, float seat_m, long minute = 0) {
  return {screen, safe_area(screen, kOverscan, minute), text_scale(screen, {inch, seat_m})};
}

std::string words(const Canvas& canvas) {
  return std::to_string(canvas.screen.width) + "x" + std::to_string(canvas.screen.height) +
         ", body " + std::to_string(canvas.text.body);
}

// Every canvas a home may have; portrait ones too where the layout serves them.
template <class Check>
void on_every_screen(bool portrait, Check check) {
  for (const float inch : kInches) {
    for (const float seat_m : kSeats_m) {
      for (const Size screen : kLandscape) check(canvas_of(screen, inch, seat_m));
      if (portrait) check(canvas_of(kPortrait, inch, seat_m));
    }
  }
}

// What is wrong with a set of rectangles, in words; empty when nothing is.
std::string fault(const std::vector<Rect>& rects, const Rect& inside) {
  for (std::size_t i = 0; i < rects.size(); ++i) {
    if (rects[i].empty()) return "rectangle " + std::to_string(i) + " is empty";
    if (!inside.contains(rects[i])) return "rectangle " + std::to_string(i) + " is outside";
    for (std::size_t k = 0; k < i; ++k) {
      if (overlap(rects[i], rects[k])) {
        return "rectangles " + std::to_string(k) + " and " + std::to_string(i) + " overlap";
      }
    }
  }
  return {};
}

bool is_wide(const Rect& picture) {
  return std::abs(picture.w / picture.h - 16.0F / 9.0F) < 0.05F;
}

std::vector<Rect> rects_of(const RotateLayout& layout) {
  std::vector<Rect> rects = {layout.header, layout.big.picture, layout.panel};
  for (const TilePlace& place : layout.small) {
    rects.push_back(place.picture);
    rects.push_back(place.caption);
  }
  return rects;
}

std::vector<Rect> rects_of(const GridLayout& layout) {
  std::vector<Rect> rects = {layout.header};
  for (const TilePlace& place : layout.tiles) rects.push_back(place.picture);
  return rects;
}

}  // namespace

TEST_CASE("layout: the rotating screen has everything inside the safe area and nothing overlaps") {
  on_every_screen(true, [](const Canvas& canvas) {
    CAPTURE(words(canvas));
    for (std::size_t cameras = 1; cameras <= kTileCountMax; ++cameras) {
      CAPTURE(cameras);
      const RotateLayout layout = layout_rotate(canvas, cameras);
      CHECK(fault(rects_of(layout), canvas.safe) == "");
      CHECK(layout.big.picture.contains(layout.big.caption));
      CHECK(is_wide(layout.big.picture));
      CHECK(layout.small.size() == std::min(cameras - 1, kSmallTileCountMax));
      for (const TilePlace& place : layout.small) CHECK(is_wide(place.picture));
    }
  });
}

TEST_CASE("layout: a grid of one to sixteen cameras fits and keeps 16:9") {
  on_every_screen(true, [](const Canvas& canvas) {
    CAPTURE(words(canvas));
    for (std::size_t cameras = 1; cameras <= kTileCountMax; ++cameras) {
      CAPTURE(cameras);
      const GridLayout layout = layout_grid(canvas, cameras);
      REQUIRE(layout.tiles.size() == cameras);
      CHECK(fault(rects_of(layout), canvas.safe) == "");
      CHECK(layout.columns >= 1);
      CHECK(layout.columns <= cameras);
      for (const TilePlace& place : layout.tiles) {
        CHECK(is_wide(place.picture));
        CHECK(place.picture.w == layout.tiles[0].picture.w);
      }
    }
  });
}

TEST_CASE("layout: grid tiles stand in reading order, columns as it says") {
  const GridLayout layout = layout_grid(canvas_of({1920, 1080}, 55, 6), 5);

  for (std::size_t i = 0; i < layout.tiles.size(); ++i) {
    const Rect& first_of_row = layout.tiles[i / layout.columns * layout.columns].picture;
    const Rect& first_of_column = layout.tiles[i % layout.columns].picture;
    CHECK(layout.tiles[i].picture.y == first_of_row.y);
    CHECK(layout.tiles[i].picture.x == first_of_column.x);
  }
}

TEST_CASE("layout: more than sixteen cameras get sixteen tiles") {
  CHECK(layout_grid(canvas_of({1920, 1080}, 55, 6), 64).tiles.size() == kTileCountMax);
}

TEST_CASE("layout: a single picture fills the screen, its words stay in the safe area") {
  on_every_screen(true, [](const Canvas& canvas) {
    const TilePlace place = layout_single(canvas);
    const auto w = static_cast<float>(canvas.screen.width);
    const auto h = static_cast<float>(canvas.screen.height);
    CHECK(place.picture == Rect{0, 0, w, h});
    CHECK(fault({place.caption}, canvas.safe) == "");
    CHECK(place.caption.h >= canvas.text.body);
  });
}

TEST_CASE("layout: the records screen holds header, tabs and a panel with room for rows") {
  on_every_screen(true, [](const Canvas& canvas) {
    CAPTURE(words(canvas));
    const RecordsLayout layout = layout_records(canvas);
    CHECK(fault({layout.header, layout.tabs, layout.panel}, canvas.safe) == "");
    const PanelMetrics metrics = panel_metrics(canvas.text, PanelShape::kWide, true);
    const float rows_h =
        layout.panel.h - 2 * metrics.pad - metrics.title_h - metrics.figures_h - metrics.foot_h;
    CHECK(rows_h >= metrics.row_h * 3);
  });
}

TEST_CASE("layout: the mealtime screen holds menu, picture and panel") {
  on_every_screen(false, [](const Canvas& canvas) {
    CAPTURE(words(canvas));
    const MealtimeLayout layout = layout_mealtime(canvas);
    CHECK(fault({layout.header, layout.menu, layout.tile.picture, layout.panel}, canvas.safe) ==
          "");
    CHECK(is_wide(layout.tile.picture));
  });
}

TEST_CASE("layout: a panel always has room for the rows that are said to fit") {
  on_every_screen(false, [](const Canvas& canvas) {
    CAPTURE(words(canvas));
    const float rotate_h = layout_rotate(canvas, 5).panel.h;
    const float mealtime_h = layout_mealtime(canvas).panel.h;
    const float records_h = layout_records(canvas).panel.h;
    const auto room = [&](float panel_h, PanelShape shape, bool figures) {
      const PanelMetrics metrics = panel_metrics(canvas.text, shape, figures);
      const float used = 2 * metrics.pad + metrics.title_h + metrics.figures_h + metrics.foot_h;
      return panel_h - used - static_cast<float>(rows_that_fit(panel_h, metrics)) * metrics.row_h;
    };
    CHECK(room(rotate_h, PanelShape::kNarrow, true) >= 0);
    CHECK(room(rotate_h, PanelShape::kNarrow, false) >= 0);
    CHECK(room(rotate_h, PanelShape::kCompact, false) >= 0);
    CHECK(room(mealtime_h, PanelShape::kNarrow, false) >= 0);
    CHECK(room(records_h, PanelShape::kWide, true) >= 0);
  });
}

TEST_CASE("layout: between one and six rows fit, whatever the panel") {
  const TextScale text = text_scale({1920, 1080}, {55, 6});
  for (float h = 0; h < 4000; h += 10) {
    for (const bool figures : {false, true}) {
      const std::size_t rows = rows_that_fit(h, panel_metrics(text, PanelShape::kWide, figures));
      CHECK(rows >= 1);
      CHECK(rows <= kPanelRowsMax);
    }
  }
}

TEST_CASE("layout: the pixel drift moves everything by one pixel a minute and changes no size") {
  for (const Size screen : kLandscape) {
    for (long minute = 0; minute < 100; ++minute) {
      const Canvas before = canvas_of(screen, 55, 6, minute);
      const Canvas after = canvas_of(screen, 55, 6, minute + 1);
      const float dx = after.safe.x - before.safe.x;
      const float dy = after.safe.y - before.safe.y;
      CHECK(std::abs(dx) <= 1);
      CHECK(std::abs(dy) <= 1);
      const std::vector<Rect> rects = rects_of(layout_rotate(before, 5));
      const std::vector<Rect> moved = rects_of(layout_rotate(after, 5));
      for (std::size_t i = 0; i < rects.size(); ++i) {
        CHECK(moved[i] == Rect{rects[i].x + dx, rects[i].y + dy, rects[i].w, rects[i].h});
      }
    }
  }
}

TEST_CASE("layout: the drift stays inside the overscan margin, reaches both sides and returns") {
  for (const Size screen : kLandscape) {
    const auto w = static_cast<float>(screen.width);
    const auto h = static_cast<float>(screen.height);
    const Rect middle = {std::round(w * kOverscan), std::round(h * kOverscan), 0, 0};
    bool left = false;
    bool right = false;
    long back_at = 0;
    const Rect first = safe_area(screen, kOverscan, 0);
    for (long minute = 1; minute <= 3 * 24 * 60; ++minute) {
      const Rect safe = safe_area(screen, kOverscan, minute);
      CHECK(Rect{0, 0, w, h}.contains(safe));
      CHECK(std::abs(safe.x - middle.x) <= h / 180 + 1);
      CHECK(std::abs(safe.y - middle.y) <= h / 180 + 1);
      left = left || safe.x < middle.x;
      right = right || safe.x > middle.x;
      if (back_at == 0 && safe == first) back_at = minute;
    }
    CHECK(left);
    CHECK(right);
    CHECK(back_at > 0);
  }
}

TEST_CASE(
    "layout: the drift is steady before 1970, too, and does not leave a screen without margin") {
  CHECK(Rect{0, 0, 1920, 1080}.contains(safe_area({1920, 1080}, kOverscan, -12345)));
  CHECK(safe_area({1920, 1080}, 0, 77) == Rect{0, 0, 1920, 1080});
}

TEST_CASE("layout: an upright screen stacks pictures, records and menu without overlap") {
  for (const Size screen : {Size{1080, 1920}, Size{2160, 3840}, Size{768, 1024}}) {
    for (const float seat_m : {1.0F, 3.0F, 6.0F, 12.0F}) {
      const Canvas canvas = canvas_of(screen, 32, seat_m, 0);
      const MealtimeLayout meal = layout_mealtime(canvas);
      for (std::vector<Rect> rects : {rects_of(layout_rotate(canvas, 5)),
                                      std::vector<Rect>{meal.header, meal.menu, meal.panel,
                                                        meal.tile.picture, meal.tile.caption}}) {
        for (std::size_t i = 0; i < rects.size(); ++i) {
          CAPTURE(screen.width);
          CAPTURE(i);
          CHECK_FALSE(rects[i].empty());
          CHECK(canvas.safe.contains(rects[i]));
          for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(overlap(rects[i], rects[k]));
        }
      }
    }
  }
}

TEST_CASE("layout: free cells at the end of a grid are told, and are not a tile's") {
  const Canvas canvas = canvas_of({1920, 1080}, 55, 6, 0);
  const GridLayout five = layout_grid(canvas, 5);

  REQUIRE_FALSE(five.rest.empty());
  CHECK(canvas.safe.contains(five.rest));
  for (const TilePlace& place : five.tiles) CHECK_FALSE(overlap(five.rest, place.picture));
  CHECK(layout_grid(canvas, 6).rest.empty());
  CHECK(layout_grid(canvas, 1).rest.empty());
}
