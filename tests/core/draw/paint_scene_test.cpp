// Golden pictures of screens in the hand: the stage's own scenes, drawn off-screen.
#include <doctest/doctest.h>

#include "tests/support/golden.h"
#include "tests/support/hand_fixture.h"
#include "tests/support/page_fixture.h"
#include "tests/support/test_screen.h"

namespace sunhall {
namespace {

using test::check_golden;
using test::TestScreen;

constexpr Size kUpright = {390, 844};
constexpr Size kFlat = {844, 390};
constexpr Size kTablet = {768, 1024};
constexpr Size kDesktop = {1440, 900};

void check_phone(const std::string& name, Phone& phone) {
  TestScreen screen(phone.screen);
  check_golden(name, screen.draw(phone.scene()));
}

TEST_CASE("golden: a phone shows a picture, the other cameras and the records") {
  Phone phone({.screen_css = kUpright, .pixel_ratio = 2, .watermark = "示例家属"});

  check_phone("hand-phone", phone);
}

TEST_CASE("golden: a phone on its side is filled by the picture") {
  Phone phone({.screen_css = kFlat, .pixel_ratio = 2, .watermark = "示例家属"});

  check_phone("hand-phone-flat", phone);
}

TEST_CASE("golden: a tablet") {
  Phone phone({.screen_css = kTablet, .pixel_ratio = 1});

  check_phone("hand-tablet", phone);
}

TEST_CASE("golden: a window on a desktop") {
  Phone phone({.screen_css = kDesktop, .pixel_ratio = 1});

  check_phone("hand-desktop", phone);
}

TEST_CASE("golden: the day's records on a phone") {
  Phone phone({.screen_css = kUpright, .pixel_ratio = 2, .start_mode = Mode::kRecords});
  phone.command(OpenPanel{PanelKind::kStaff});

  check_phone("hand-phone-records", phone);
}

TEST_CASE("golden: all pictures on a phone, and how the records stand") {
  Phone phone({.screen_css = kUpright, .pixel_ratio = 2, .start_mode = Mode::kGrid});
  phone.feeds[1].state = FeedState::kLost;
  phone.feeds[1].lost_since = parse_rfc3339("2026-11-24T11:20:00+08:00")->utc;
  phone.look();

  check_phone("hand-phone-grid", phone);
}

TEST_CASE("golden: the meal and where its food comes from on a phone") {
  Phone phone({.screen_css = kUpright, .pixel_ratio = 2, .start_mode = Mode::kMealtime});

  check_phone("hand-phone-meals", phone);
}

TEST_CASE("golden: one picture fills the phone, brought near, with a way back") {
  Phone phone({.screen_css = kUpright, .pixel_ratio = 2, .watermark = "示例家属"});
  phone.tap(phone.big()->rect);
  phone.pinch(phone.big()->rect, 2.5F);

  check_phone("hand-phone-single", phone);
}

TEST_CASE("golden: text at 200 % is not cut") {
  Phone phone({.screen_css = kUpright, .pixel_ratio = 2, .text_percent = 200});

  check_phone("hand-phone-large", phone);
}

TEST_CASE("golden: a phone at night, in English, without a network and with an urgent notice") {
  Phone phone({.screen_css = kUpright,
               .pixel_ratio = 2,
               .insets_css = {.inset_top = 47, .inset_bottom = 34},
               .language = Language::kEnglish,
               .clock = "2026-11-24T19:05:00+08:00"});
  phone.link = LinkState::kAway;
  Today day = sample_day();
  day.notices = {{.text = "The lift is being repaired until 20:00. Please use the south stairs.",
                  .level = NoticeLevel::kUrgent,
                  .from = {},
                  .until = {}}};
  phone.records(day);

  check_phone("hand-phone-english", phone);
}

TEST_CASE("golden: the day's records in a window on a desktop") {
  Phone phone({.screen_css = kDesktop, .pixel_ratio = 1, .start_mode = Mode::kRecords});

  check_phone("hand-desktop-records", phone);
}

TEST_CASE(
    "golden: all pictures in a window on a desktop, and where one is free how the records stand") {
  Phone phone({.screen_css = kDesktop, .pixel_ratio = 1, .start_mode = Mode::kGrid});

  check_phone("hand-desktop-grid", phone);
}

TEST_CASE("golden: the page without pictures on a phone, as a browser has to draw it") {
  LostPage page(kUpright, 2);
  TestScreen screen(page.screen());

  check_golden("page-phone", screen.draw(page.look()));
  check_golden("page-phone-records", screen.draw(page.press(ButtonAct::kRecords)));
}

TEST_CASE("golden: the page without pictures on a desktop, as a browser has to draw it") {
  LostPage page(kDesktop, 1);
  TestScreen screen(page.screen());

  check_golden("page-desktop", screen.draw(page.look()));
  check_golden("page-desktop-records", screen.draw(page.press(ButtonAct::kRecords)));
}

}  // namespace
}  // namespace sunhall
