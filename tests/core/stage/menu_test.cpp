#include "core/stage/menu.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("menu: it opens on the mode that is on") {
  for (std::size_t i = 0; i < kModes.size(); ++i) {
    Menu menu;
    menu.open(kModes[i], 0s);
    CHECK(menu.is_open());
    CHECK(menu.selected() == i);
  }
}

TEST_CASE("menu: arrows and OK choose every entry, each says what it does") {
  const std::size_t count = Menu::entries(Language::kChinese, true).size();
  for (std::size_t target = 0; target < count; ++target) {
    Menu menu;
    menu.open(Mode::kRotate, 0s);
    for (std::size_t i = 0; i < target; ++i) CHECK_FALSE(menu.press(Key::kRight, 0s));

    const auto chosen = menu.press(Key::kOk, 0s);

    REQUIRE(chosen);
    CHECK_FALSE(menu.is_open());
    if (target < kModes.size()) {
      CHECK(chosen->choice == MenuChoice::kMode);
      CHECK(chosen->mode == kModes[target]);
    } else {
      CHECK(chosen->choice ==
            (target == count - 1 ? MenuChoice::kToggleLanguage : MenuChoice::kToggleTheme));
    }
  }
}

TEST_CASE("menu: the ends meet") {
  Menu menu;
  menu.open(Mode::kRotate, 0s);

  menu.press(Key::kLeft, 0s);
  CHECK(menu.selected() == Menu::entries(Language::kEnglish, true).size() - 1);
  menu.press(Key::kDown, 0s);
  CHECK(menu.selected() == 0);
}

TEST_CASE("menu: Back and any other key close it without a choice") {
  for (const Key key : {Key::kBack, Key::kMenu, Key::kPower, Key::kDigit3, Key::kRed}) {
    Menu menu;
    menu.open(Mode::kGrid, 0s);
    CHECK_FALSE(menu.press(key, 0s));
    CHECK_FALSE(menu.is_open());
  }
}

TEST_CASE("menu: untouched for fifteen seconds it closes; each key gives it as long again") {
  Menu menu;
  menu.open(Mode::kRotate, 0s);
  menu.step(14s);
  CHECK(menu.is_open());

  menu.press(Key::kRight, 14s);
  menu.step(28s);
  CHECK(menu.is_open());
  menu.step(29s);
  CHECK_FALSE(menu.is_open());
}

TEST_CASE("menu: entries name the colours and the language that choosing them brings") {
  const auto by_day = Menu::entries(Language::kChinese, true);
  const auto by_night = Menu::entries(Language::kChinese, false);
  const auto english = Menu::entries(Language::kEnglish, true);

  CHECK(by_day[kModes.size()] == "夜间");
  CHECK(by_night[kModes.size()] == "日间");
  CHECK(by_day.back() == "English");
  CHECK(english.back() == "中文");
  CHECK(english.size() == by_day.size());
}
