// What plays, what is jumped over, and what the keys do meanwhile.
#include "core/stage/trace.h"

#include <doctest/doctest.h>

#include "tests/support/trace_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;
using Home = TraceHome;

TEST_CASE("trace_keys: it plays the chosen minute to the end of what is recorded without a break") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");

  REQUIRE(home.wish());
  CHECK(home.wish()->camera == 0);
  CHECK(home.wish()->from == at_time("2026-11-24T13:40:00+08:00"));
  CHECK(home.wish()->until == at_time("2026-11-24T14:03:00+08:00"));
  CHECK(home.wish()->speed == 1);
  CHECK_FALSE(home.wish()->is_paused);
  CHECK(home.play().mark == "回放 · 不是实时");
  home.plays_to("2026-11-24T13:40:17+08:00");
  CHECK(home.at() == "2026-11-24 13:40:17");
}

TEST_CASE(
    "trace_keys: the picture is the one after the cameras', and no camera decodes beside it") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");

  REQUIRE(home.scene().tiles.size() == 1);
  CHECK(home.scene().tiles[0].camera == 3);
  CHECK(home.scene().tiles[0].shows_picture);
  CHECK(home.scene().tiles[0].live_text.empty());
  for (const Demand demand : home.scene().demand) CHECK(demand == Demand::kNone);
}

TEST_CASE("trace_keys: OK pauses and goes on, right and left are the speed") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");

  home.press(Key::kOk);
  CHECK(home.wish()->is_paused);
  CHECK(home.play().motion_text == "暂停");
  home.press(Key::kOk);
  CHECK_FALSE(home.wish()->is_paused);
  home.press(Key::kRight);
  CHECK(home.wish()->speed == 2);
  CHECK(home.play().motion_text == "2 倍");
  home.press({Key::kRight, Key::kRight});
  CHECK(home.wish()->speed == 8);
  home.press(Key::kLeft);
  CHECK(home.wish()->speed == 2);
  home.press(Key::kRight, KeyAction::kRepeat);
  CHECK(home.wish()->speed == 2);  // a held key does not run through the speeds
  home.press({Key::kLeft, Key::kLeft});
  CHECK(home.wish()->speed == 1);
  CHECK(home.wish()->serial == 1);  // nothing of this began anew
}

TEST_CASE("trace_keys: paused, right is one picture and left is a second back") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");
  home.plays_to("2026-11-24T13:40:17+08:00");
  home.press(Key::kOk);

  home.press({Key::kRight, Key::kRight});
  CHECK(home.wish()->step_count == 2);
  CHECK(home.wish()->serial == 1);
  home.press(Key::kLeft);
  CHECK(home.wish()->serial == 2);
  CHECK(home.wish()->from == at_time("2026-11-24T13:40:16+08:00"));
  CHECK(home.wish()->step_count == 0);
  CHECK(home.wish()->is_paused);
}

TEST_CASE("trace_keys: up and down are the minute before and after, keys add up") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");
  home.plays_to("2026-11-24T13:40:17+08:00");

  home.press(Key::kDown);
  CHECK(home.wish()->from == at_time("2026-11-24T13:41:00+08:00"));
  home.press({Key::kDown, Key::kDown});
  CHECK(home.wish()->from == at_time("2026-11-24T13:43:00+08:00"));
  home.press({Key::kUp, Key::kUp});
  CHECK(home.wish()->from == at_time("2026-11-24T13:41:00+08:00"));
}

TEST_CASE("trace_keys: a gap is jumped over and told, and the telling goes away") {
  Home home;
  home.play_from("2026-11-24T14:02:00+08:00");

  home.ends();
  CHECK(home.wish()->from == at_time("2026-11-24T14:07:00+08:00"));
  CHECK(home.play().told == "14:03–14:07 无录像：摄像头中断");
  home.wait(kTraceTellFor);
  CHECK(home.play().told.empty());
}

TEST_CASE("trace_keys: a minute without a recording plays the next recorded moment, and says so") {
  Home home;
  home.play_from("2026-11-24T14:05:00+08:00");

  CHECK(home.wish()->from == at_time("2026-11-24T14:07:00+08:00"));
  CHECK(home.play().told == "14:03–14:07 无录像：摄像头中断");
}

TEST_CASE("trace_keys: back over a gap leads to the last minute before it") {
  Home home;
  home.play_from("2026-11-24T14:07:00+08:00");

  home.press(Key::kUp);
  CHECK(home.wish()->from == at_time("2026-11-24T14:02:00+08:00"));
  CHECK(home.wish()->until == at_time("2026-11-24T14:03:00+08:00"));
  CHECK(home.play().told == "14:03–14:07 无录像：摄像头中断");
}

TEST_CASE("trace_keys: it plays on over midnight, and over a gap that lies on both days") {
  Home home;
  home.enter();
  home.press({Key::kOk, Key::kDown, Key::kOk});
  home.choose("2026-11-23T22:39:00+08:00");
  home.press(Key::kOk);
  CHECK(home.wish()->until == at_time("2026-11-23T22:40:00+08:00"));

  home.ends();
  home.look();
  CHECK(home.wish()->from == at_time("2026-11-24T04:10:00+08:00"));
  CHECK(home.scene().trace_request->day == parse_date("2026-11-24").value());
  CHECK(home.play().told == "11-23 22:40–11-24 04:10 无录像：录像主机断电或异常退出");

  home.press(Key::kUp);
  CHECK(home.wish()->from == at_time("2026-11-23T22:39:00+08:00"));
}

TEST_CASE("trace_keys: midnight without a gap is no gap") {
  Home home;
  home.enter();
  home.press({Key::kOk, Key::kDown, Key::kDown, Key::kOk});
  home.choose("2026-11-22T23:59:00+08:00");
  home.press(Key::kOk);
  CHECK(home.wish()->until == at_time("2026-11-23T00:00:00+08:00"));

  home.ends();
  home.look();
  CHECK(home.wish()->from == at_time("2026-11-23T00:00:00+08:00"));
  CHECK(home.play().told.empty());
  home.press(Key::kUp);
  CHECK(home.wish()->from == at_time("2026-11-22T23:59:00+08:00"));
}

TEST_CASE("trace_keys: before the first recorded moment there is only the way forward") {
  TraceHall hall;
  hall.recorded("2026-11-24T10:00:00+08:00", "2026-11-24T15:00:25+08:00");
  hall.enter_minutes();
  hall.choose("2026-11-24T10:00:00+08:00");
  hall.press(Key::kOk);

  hall.press(Key::kUp);
  for (int i = 0; i < 10; ++i) hall.look();
  CHECK(hall.wish()->from == at_time("2026-11-24T10:00:00+08:00"));
}

TEST_CASE("trace_keys: what the hub records meanwhile is played, too; at its end it says so") {
  Home home;
  home.play_from("2026-11-24T14:59:00+08:00");
  CHECK(home.wish()->until == at_time("2026-11-24T15:00:25+08:00"));

  home.recorded("2026-11-24T15:00:25+08:00", "2026-11-24T15:01:20+08:00");
  home.skip(1min);
  CHECK(home.wish()->until == at_time("2026-11-24T15:01:20+08:00"));
  CHECK(home.wish()->serial == 1);
  home.ends();
  CHECK(home.play().told == "后面没有录像了");
  CHECK(home.play().motion == TraceMotion::kPaused);

  home.recorded("2026-11-24T15:01:20+08:00", "2026-11-24T15:02:00+08:00");
  home.skip(30s);
  home.press(Key::kOk);
  CHECK(home.wish()->from == at_time("2026-11-24T15:01:20+08:00"));
  CHECK(home.play().motion == TraceMotion::kPlaying);
}

TEST_CASE("trace_keys: past the newest minute it stays where it is, and OK goes on from there") {
  Home home;
  home.play_from("2026-11-24T14:59:00+08:00");
  home.plays_to("2026-11-24T14:59:17+08:00");

  home.press({Key::kDown, Key::kDown});
  CHECK(home.play().told == "后面没有录像了");
  home.press(Key::kOk);
  CHECK(home.play().told.empty());
  CHECK_FALSE(home.wish()->is_paused);
}

TEST_CASE("trace_keys: a recording that cannot be read says so, and OK tries again") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");
  home.facts.playback.trouble = TraceTrouble::kUnreadable;
  home.look();
  CHECK(home.play().told == "这段录像读不出来，按 OK 再试");

  home.press(Key::kOk);
  CHECK(home.wish()->serial == 2);
  CHECK(home.wish()->from == at_time("2026-11-24T13:40:00+08:00"));
  CHECK(home.play().told.empty());

  home.facts.playback.trouble = TraceTrouble::kHubAway;
  home.look();
  CHECK(home.play().told == "录像主机连不上，按 OK 再试");
}

TEST_CASE("trace_keys: Back leaves step by step and keeps the moment") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");
  home.plays_to("2026-11-24T13:52:17+08:00");

  home.press(Key::kBack);
  CHECK(home.pick().minute == "13:52");
  CHECK_FALSE(home.wish());
  home.press(Key::kBack);
  CHECK(home.pick().title == "烹饪区 · 选日期");
  home.press(Key::kBack);
  CHECK(home.pick().title == "回放 · 选摄像头");
  home.press(Key::kBack);
  CHECK(home.mode() == Mode::kRotate);
  CHECK_FALSE(home.scene().trace);
  CHECK_FALSE(home.scene().trace_request);
}

TEST_CASE("trace_keys: another camera's picture is never taken for the one that was asked for") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");
  home.answers_late();
  home.press({Key::kBack, Key::kBack, Key::kBack, Key::kDown, Key::kOk, Key::kOk});
  const PlaybackView before = {
      .serial = 1, .picture_serial = 1, .picture_time = at_time("2026-11-24T13:40:10+08:00")};
  home.facts.playback = before;
  home.press(Key::kOk);

  CHECK_FALSE(home.scene().tiles[0].shows_picture);
  CHECK(home.play().stamp.empty());
}
