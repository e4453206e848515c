// Golden pictures of what a screen in the hand has besides, in every look at once.
#include "core/draw/paint.h"

#include <doctest/doctest.h>

#include <array>

#include "core/draw/painter.h"
#include "core/stage/qr_card.h"
#include "native/qr.h"
#include "tests/support/golden.h"
#include "tests/support/qr_scan.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_screen.h"

namespace sunhall {
namespace {

using test::check_golden;
using test::MadeUpPicture;
using test::TestScreen;

constexpr Size kPhone = {780, 1688};  // 390×844 CSS pixels, two device pixels each

Scene phone(Theme theme) {
  Scene scene;
  scene.theme = theme;
  scene.screen = kPhone;
  scene.safe = {0, 0, 780, 1688};
  scene.text = {.body = 34, .small = 28, .title = 38, .huge = 90};
  return scene;
}

Tile picture(std::size_t camera, const Rect& rect) {
  Tile tile;
  tile.camera = camera;
  tile.rect = rect;
  tile.big = true;
  tile.shows_picture = true;
  tile.name = "烹饪区";
  tile.time = "11:32:05";
  tile.live_text = "直播";
  return tile;
}

Scene everything(Theme theme) {
  Scene scene = phone(theme);
  scene.watermark = "张家 · 示例养老院";
  scene.banner = "网络已断开，正在重新连接";
  scene.banner_rect = {24, 40, 732, 72};
  scene.tiles.push_back(picture(0, {24, 130, 732, 412}));
  scene.tiles.push_back(picture(1, {24, 560, 732, 412}));
  scene.tiles.push_back(picture(2, {24, 990, 200, 113}));
  scene.tiles.back().big = false;
  scene.tiles.back().caption_place = CaptionPlace::kNone;
  scene.notice = NoticeBox{.rect = {24, 1130, 732, 120},
                           .title = "通知",
                           .text = "今天下午三点消防演练，请家属改时间来访。",
                           .urgent = false,
                           .in_place = true,
                           .close = {668, 1146, 88, 88}};
  scene.buttons_rect = {0, 1540, 780, 148};
  const std::array<std::pair<const char*, ButtonAct>, 5> bar = {{{"看厨房", ButtonAct::kWatch},
                                                                 {"全部画面", ButtonAct::kGrid},
                                                                 {"今日公示", ButtonAct::kRecords},
                                                                 {"今日菜单", ButtonAct::kMeals},
                                                                 {"意见", ButtonAct::kFeedback}}};
  for (std::size_t i = 0; i < bar.size(); ++i) {
    scene.buttons.push_back({.rect = {8 + 153 * static_cast<float>(i), 1550, 153, 124},
                             .word = bar[i].first,
                             .act = bar[i].second,
                             .selected = i == 0,
                             .focused = i == 2});
  }
  scene.buttons.push_back({.rect = {580, 1300, 88, 88},
                           .word = "A−",
                           .act = ButtonAct::kTextSmaller,
                           .enabled = false});
  scene.buttons.push_back(
      {.rect = {668, 1300, 88, 88}, .word = "A+", .act = ButtonAct::kTextLarger});
  scene.buttons.push_back({.rect = {40, 150, 88, 88}, .word = "返回", .act = ButtonAct::kBack});
  scene.buttons.push_back(
      {.rect = {24, 1300, 260, 92}, .word = "意见", .act = ButtonAct::kFeedback});
  return scene;
}

void fill_cameras(Painter& painter) {
  painter.upload(0, MadeUpPicture(640, 360, std::array<std::uint8_t, 3>{225, 126, 130}).view());
  painter.upload(1, MadeUpPicture(640, 360, std::array<std::uint8_t, 3>{34, 128, 128}).view());
}

TEST_CASE("golden: on a phone everything that can be touched looks so, by day") {
  TestScreen screen(kPhone);
  fill_cameras(screen.painter());

  check_golden("hand-pieces", screen.draw(everything(Theme::kDay)));
}

TEST_CASE("golden: and by night") {
  TestScreen screen(kPhone);
  fill_cameras(screen.painter());

  check_golden("hand-pieces-night", screen.draw(everything(Theme::kNight)));
}

Scene card_scene(Size size, const Rect& rect, const QrGrid& grid, Theme theme) {
  Scene scene;
  scene.theme = theme;
  scene.screen = size;
  scene.safe = {0, 0, static_cast<float>(size.width), static_cast<float>(size.height)};
  scene.text = text_scale(size, {});
  scene.qr = QrBox{rect, &grid, "家属扫码看厨房", "https://kitchen.example.org/"};
  return scene;
}

TEST_CASE("golden: a QR card beside the pictures, and a wide one at night, are read by a scanner") {
  const test::TempFolder folder;
  const Result<QrGrid> grid = make_qr("https://kitchen.example.org/");
  REQUIRE(grid.has_value());
  TestScreen screen({1920, 1080});

  const RgbaImage tall =
      screen.draw(card_scene({1920, 1080}, {1300, 150, 520, 800}, *grid, Theme::kDay));
  const RgbaImage wide =
      screen.draw(card_scene({1920, 1080}, {400, 300, 1100, 420}, *grid, Theme::kNight));

  check_golden("qr-card", tall);
  check_golden("qr-card-wide", wide);
  for (const RgbaImage& image : {tall, wide}) {
    const std::string file = folder / "card.png";
    REQUIRE(write_png(file, image).has_value());
    CHECK(test::scan_qr(file).find("kitchen.example.org") != std::string::npos);
  }
}

}  // namespace
}  // namespace sunhall
