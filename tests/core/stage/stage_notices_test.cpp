// When a message comes over the screen, and when it goes.
#include <doctest/doctest.h>

#include "core/stage/stage.h"
#include "tests/support/stage_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

Today day_with_notice(const Hall& hall, NoticeLevel level, const char* text) {
  Today today;
  today.date = to_local(hall.now.wall).date;
  Notice notice;
  notice.level = level;
  notice.text = text;
  today.notices = {notice};
  return today;
}

}  // namespace

TEST_CASE(
    "stage_notices: a notice from outside comes over any mode; OK, Back or the sender end it "
    "there") {
  for (const Key mode_key :
       {Key::kDigit1, Key::kDigit2, Key::kDigit3, Key::kDigit4, Key::kDigit5}) {
    for (const Key close : {Key::kOk, Key::kBack, Key::kDigit0}) {
      Hall hall;
      hall.press(mode_key);
      const Mode before = hall.mode();

      hall.command(ShowNotice{"今天下午三点停水"});
      CHECK(hall.mode() == Mode::kNotice);
      CHECK(hall.scene().notice->text == "今天下午三点停水");

      if (close == Key::kDigit0) {
        hall.command(ShowNotice{""});
      } else {
        hall.press(close);
      }
      CHECK(hall.mode() == before);
      CHECK_FALSE(hall.scene().notice);
    }
  }
}

TEST_CASE(
    "stage_notices: an urgent notice of the day comes up once; a plain one waits to be asked for") {
  Hall hall;
  hall.records(day_with_notice(hall, NoticeLevel::kInfo, "周五理发"));
  hall.wait(2s);
  CHECK(hall.mode() == Mode::kRotate);

  hall.records(day_with_notice(hall, NoticeLevel::kUrgent, "燃气检修"));
  hall.look();
  CHECK(hall.mode() == Mode::kNotice);
  CHECK(hall.scene().notice->urgent);
  CHECK(hall.scene().notice->text == "燃气检修");

  hall.press(Key::kBack);
  hall.wait(1h);
  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE("stage_notices: two urgent notices both come up, one after the other") {
  Hall hall;
  Today today = day_with_notice(hall, NoticeLevel::kUrgent, "燃气检修");
  Notice second;
  second.level = NoticeLevel::kUrgent;
  second.text = "停电";
  today.notices->push_back(second);
  hall.records(today);

  hall.look();
  CHECK(hall.scene().notice->text == "燃气检修");
  hall.press(Key::kOk);
  hall.look();
  REQUIRE(hall.scene().notice);
  CHECK(hall.scene().notice->text == "停电");
  hall.press(Key::kOk);
  hall.wait(2s);
  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE("stage_notices: an urgent notice waits behind one from outside and comes up after it") {
  Hall hall;
  hall.command(ShowNotice{"停水"});
  hall.records(day_with_notice(hall, NoticeLevel::kUrgent, "燃气检修"));
  hall.wait(2s);
  CHECK(hall.scene().notice->text == "停水");

  hall.press(Key::kOk);
  hall.look();

  REQUIRE(hall.scene().notice);
  CHECK(hall.scene().notice->text == "燃气检修");
}

TEST_CASE("stage_notices: the same urgent text on another day is a new notice") {
  Hall hall;
  hall.records(day_with_notice(hall, NoticeLevel::kUrgent, "停水"));
  hall.look();
  hall.press(Key::kOk);
  hall.skip(24h);
  Today next_day;
  next_day.date = to_local(hall.now.wall).date;
  next_day.notices = std::vector<Notice>{};
  hall.records(next_day);
  hall.look();

  hall.records(day_with_notice(hall, NoticeLevel::kUrgent, "停水"));
  hall.look();

  CHECK(hall.mode() == Mode::kNotice);
}

TEST_CASE(
    "stage_notices: notices in records of another day do not come up, unless they say until when") {
  Hall hall;
  Today today = day_with_notice(hall, NoticeLevel::kUrgent, "停水");
  hall.skip(24h);
  hall.records(today);
  hall.wait(2s);
  CHECK(hall.mode() == Mode::kRotate);

  (*today.notices)[0].until = ZonedTime{hall.now.wall.utc + 1h, hall.now.wall.offset};
  hall.records(today);
  hall.look();
  CHECK(hall.mode() == Mode::kNotice);
}

TEST_CASE("stage_notices: a notice that has run out gives the screen back by itself") {
  Hall hall;
  Today today = day_with_notice(hall, NoticeLevel::kUrgent, "停水");
  (*today.notices)[0].until = ZonedTime{hall.now.wall.utc + 10min, hall.now.wall.offset};
  hall.records(today);
  hall.wait(9min);
  CHECK(hall.mode() == Mode::kNotice);

  hall.wait(2min);

  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE(
    "stage_notices: asked for without any notice, the screen says there is none, and not for "
    "ever") {
  Hall hall;
  hall.press(Key::kDigit6);
  CHECK(hall.scene().notice->text == "暂无通知");
  CHECK_FALSE(hall.scene().notice->urgent);

  hall.wait(20s);

  CHECK(hall.mode() == Mode::kRotate);
}
