// Every screen in the hand that a family may have: nothing overlaps, hides or is too small to hit.
#include "core/stage/layout_hand.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/hand_fixture.h"

using namespace sunhall;

namespace {

constexpr Size kScreens_css[] = {
    {320, 480},  {320, 568},  {360, 640},  {375, 667},  {390, 664},  {390, 844},   {412, 915},
    {500, 500},  {568, 320},  {667, 375},  {844, 300},  {844, 390},  {932, 430},   {600, 960},
    {768, 1024}, {820, 1180}, {1024, 768}, {1280, 720}, {1440, 900}, {1920, 1080}, {2560, 1440}};
constexpr float kRatios[] = {1.0F, 2.625F};
constexpr int kPercents[] = {100, 150, 200};
constexpr std::size_t kCameraCounts[] = {0, 1, 2, 3, 5, 9, 16, 64};
constexpr Mode kHandModes[] = {Mode::kRotate, Mode::kSingle, Mode::kGrid, Mode::kRecords,
                               Mode::kMealtime};

struct Named {
  std::string name;
  Rect rect;
};

// Everything that stands beside each other; a single picture is under all the rest.
std::vector<Named> pieces_of(const Scene& scene) {
  std::vector<Named> pieces;
  const auto add = [&](const std::string& name, const Rect& rect) {
    if (!rect.empty()) pieces.push_back({name, rect});
  };
  if (scene.header) add("header", scene.header->rect);
  for (const Button& button : scene.buttons) {
    add("button " + std::to_string(static_cast<int>(button.act)), button.rect);
  }
  for (std::size_t i = 0; i < scene.tabs.size(); ++i) {
    add("tab " + std::to_string(i), scene.tabs[i].rect);
  }
  if (scene.panel) add("panel", scene.panel->rect);
  if (scene.meal) add("meal", scene.meal->rect);
  if (scene.overview) add("overview", scene.overview->rect);
  if (scene.notice) add("notice", scene.notice->rect);
  add("banner", scene.banner_rect);
  if (scene.mode == Mode::kSingle) return pieces;
  for (const Tile& tile : scene.tiles) {
    const std::string name = "tile " + std::to_string(tile.camera);
    add(name, tile.rect);
    if (tile.caption_place == CaptionPlace::kBelow) add(name + "'s caption", tile.caption);
  }
  return pieces;
}

std::string words(const Rect& rect) {
  const auto word = [](float value) { return std::to_string(static_cast<int>(value)); };
  return word(rect.x) + "," + word(rect.y) + " " + word(rect.w) + "x" + word(rect.h);
}

// What is wrong with where things stand; empty when nothing is.
std::string fault_of_places(const Scene& scene) {
  const std::vector<Named> pieces = pieces_of(scene);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!scene.safe.contains(pieces[i].rect)) {
      return pieces[i].name + " is outside: " + words(pieces[i].rect);
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (overlap(pieces[i].rect, pieces[k].rect)) {
        return pieces[k].name + " and " + pieces[i].name + " overlap: " + words(pieces[k].rect) +
               " " + words(pieces[i].rect);
      }
    }
  }
  return {};
}

// What a finger would miss; empty when nothing.
std::string fault_of_touch(const Scene& scene, float css) {
  const float least = kTouchMin_css * css - 0.6F;  // px: a rounding
  std::vector<Named> targets;
  for (const Button& button : scene.buttons) targets.push_back({"button", button.rect});
  for (const Tab& tab : scene.tabs) targets.push_back({"tab", tab.rect});
  if (scene.overview) {
    for (const Tab& line : scene.overview->lines) targets.push_back({"line", line.rect});
  }
  if (scene.notice) targets.push_back({"close", scene.notice->close});
  for (const Tile& tile : scene.tiles) {
    const bool below = tile.caption_place == CaptionPlace::kBelow;
    const float h = below ? tile.caption.bottom() - tile.rect.y : tile.rect.h;
    targets.push_back({"tile", {tile.rect.x, tile.rect.y, tile.rect.w, h}});
  }
  for (const Named& target : targets) {
    if (target.rect.w < least || target.rect.h < least) {
      return target.name + " is too small: " + words(target.rect);
    }
  }
  return {};
}

template <class Check>
void on_every_phone(Check check) {
  for (const Size screen : kScreens_css) {
    for (const float ratio : kRatios) {
      for (const int percent : kPercents) {
        for (const Language language : {Language::kChinese, Language::kEnglish}) {
          CAPTURE(screen.width);
          CAPTURE(screen.height);
          CAPTURE(ratio);
          CAPTURE(percent);
          CAPTURE(static_cast<int>(language));
          check(PhoneSetup{.screen_css = screen,
                           .pixel_ratio = ratio,
                           .text_percent = percent,
                           .language = language});
        }
      }
    }
  }
}

// Insets as phones have them: at the top and the bottom upright, at the sides when flat.
HandScreen notch(Size screen) {
  if (screen.width < screen.height) return {.inset_top = 47, .inset_bottom = 34};
  return {.inset_right = 47, .inset_bottom = 21, .inset_left = 47};
}

Today noticed(NoticeLevel level) {
  Today day = sample_day();
  day.notices = {{.text = "今日下午三点二楼活动室有健康讲座，欢迎家属一同参加，请从南门进入。",
                  .level = level,
                  .from = {},
                  .until = {}}};
  return day;
}

}  // namespace

TEST_CASE("layout_hand: nothing overlaps or leaves the screen, and a finger hits everything") {
  on_every_phone([](PhoneSetup setup) {
    for (const std::size_t cameras : kCameraCounts) {
      CAPTURE(cameras);
      setup.cameras = cameras;
      Phone phone(setup);
      for (const Mode mode : kHandModes) {
        CAPTURE(mode_word(mode));
        const Scene& scene = phone.command(ShowMode{mode});
        CHECK(fault_of_places(scene) == "");
        if (cameras <= kTileCountMax) CHECK(fault_of_touch(scene, setup.pixel_ratio) == "");
      }
    }
  });
}

TEST_CASE("layout_hand: a notch, a banner and a notice take their room and cover nothing") {
  on_every_phone([](PhoneSetup setup) {
    setup.insets_css = notch(setup.screen_css);
    Phone phone(setup);
    phone.link = LinkState::kAway;
    phone.records(noticed(NoticeLevel::kUrgent));
    for (const Mode mode : kHandModes) {
      CAPTURE(mode_word(mode));
      const Scene& scene = phone.command(ShowMode{mode});
      CHECK(fault_of_places(scene) == "");
      CHECK(fault_of_touch(scene, setup.pixel_ratio) == "");
      CHECK_FALSE(scene.banner_rect.empty());
      if (mode != Mode::kSingle) CHECK(scene.notice.has_value());
    }
  });
}

TEST_CASE("layout_hand: the picture is as wide as the phone, and there are cameras and records") {
  Phone phone({.screen_css = {390, 844}, .pixel_ratio = 2});
  const Scene& scene = phone.scene();

  CHECK(phone.big()->rect.w == 780);
  CHECK(scene.tiles.size() == 5);
  CHECK(scene.tabs.size() == kPanels.size());
  REQUIRE(scene.panel);
  CHECK(scene.panel->panel.rows.size() >= 4);
}

TEST_CASE("layout_hand: a phone on its side gives the picture all its height") {
  Phone phone({.screen_css = {844, 390}, .pixel_ratio = 2});

  CHECK(phone.big()->rect.h == 780);
  CHECK_FALSE(phone.scene().panel);
}

TEST_CASE("layout_hand: the rows of a page are inside their panel, however large the text") {
  on_every_phone([](PhoneSetup setup) {
    Phone phone(setup);
    for (const Mode mode : {Mode::kRotate, Mode::kRecords}) {
      phone.command(ShowMode{mode});
      for (const PanelKind kind : kPanels) {
        const Scene& scene = phone.command(OpenPanel{kind});
        if (!scene.panel) continue;
        const PanelBox& box = *scene.panel;
        const PanelMetrics metrics =
            panel_metrics(scene.text, box.shape, !box.panel.figures.empty());
        const float used = 2 * metrics.pad + metrics.title_h + metrics.figures_h + metrics.foot_h +
                           static_cast<float>(box.panel.rows.size()) * metrics.row_h;
        CAPTURE(mode_word(mode));
        CAPTURE(box.panel.title);
        CHECK(used <= box.rect.h + 0.5F);
        CHECK(box.panel.rows.size() <= kHandRowsMax);
      }
    }
  });
}

TEST_CASE("layout_hand: nonsense from a device still gives a screen") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const float ratio : {0.0F, -1.0F, nan, 1e9F}) {
    for (const float inset : {-50.0F, nan, 1e9F}) {
      const HandCanvas canvas =
          hand_canvas({390, 844}, {.pixel_ratio = ratio, .inset_top = inset}, 100);
      CHECK(canvas.css > 0);
      CHECK(canvas.safe.h >= 844 / 2);
      CHECK(canvas.safe.w == 390);
    }
  }
}
