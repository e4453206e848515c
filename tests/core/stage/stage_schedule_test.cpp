// What the schedule does, and where the remote overrules it.
#include <doctest/doctest.h>

#include "core/stage/stage.h"
#include "tests/support/stage_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

// Dark from 21:00 to 06:00, lunch from 11:00 to 12:30.
HallSetup at_clock(std::string_view clock) {
  HallSetup setup;
  setup.clock = clock;
  setup.schedule.standby = {{.from = 21h, .to = 6h}};
  setup.schedule.meal_times = {{.name = "午餐", .span = {.from = 11h, .to = 12h + 30min}}};
  return setup;
}

}  // namespace

TEST_CASE("stage_schedule: the program begins in the mode of its hour") {
  CHECK(Hall(at_clock("2026-11-24T10:00:00+08:00")).mode() == Mode::kRotate);
  CHECK(Hall(at_clock("2026-11-24T11:00:00+08:00")).mode() == Mode::kMealtime);
  CHECK(Hall(at_clock("2026-11-24T23:00:00+08:00")).mode() == Mode::kStandby);
  CHECK(Hall(at_clock("2026-11-24T05:59:59+08:00")).mode() == Mode::kStandby);
}

TEST_CASE("stage_schedule: every edge of a day takes over at its second") {
  Hall hall(at_clock("2026-11-24T05:59:00+08:00"));
  const std::pair<const char*, Mode> day[] = {{"2026-11-24T05:59:59+08:00", Mode::kStandby},
                                              {"2026-11-24T06:00:00+08:00", Mode::kRotate},
                                              {"2026-11-24T10:59:59+08:00", Mode::kRotate},
                                              {"2026-11-24T11:00:00+08:00", Mode::kMealtime},
                                              {"2026-11-24T12:29:59+08:00", Mode::kMealtime},
                                              {"2026-11-24T12:30:00+08:00", Mode::kRotate},
                                              {"2026-11-24T20:59:59+08:00", Mode::kRotate},
                                              {"2026-11-24T21:00:00+08:00", Mode::kStandby}};

  for (const auto& [clock, mode] : day) {
    CAPTURE(clock);
    hall.wait_until(clock);
    CHECK(hall.mode() == mode);
  }
}

TEST_CASE("stage_schedule: what the remote chose stays until the next edge") {
  Hall hall(at_clock("2026-11-24T10:00:00+08:00"));
  hall.press(Key::kDigit3);
  hall.wait(55min);
  CHECK(hall.mode() == Mode::kGrid);

  hall.wait_until("2026-11-24T11:00:00+08:00");
  CHECK(hall.mode() == Mode::kMealtime);

  hall.press(Key::kDigit1);
  hall.wait(1h);
  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE("stage_schedule: at night any key wakes the screen, and does nothing else") {
  for (const Key key : {Key::kUp, Key::kOk, Key::kBack, Key::kDigit7, Key::kPower, Key::kMenu}) {
    Hall hall(at_clock("2026-11-24T23:00:00+08:00"));
    hall.press(key);
    CHECK(hall.mode() == Mode::kRotate);
    CHECK_FALSE(hall.scene().menu);
    CHECK_FALSE(hall.scene().held);
  }
}

TEST_CASE(
    "stage_schedule: a screen woken at night goes dark a quarter of an hour after the last key") {
  Hall hall(at_clock("2026-11-24T23:00:00+08:00"));
  hall.press(Key::kOk);
  hall.wait(10min);
  hall.press(Key::kDown);
  hall.wait(14min + 59s);
  CHECK(hall.mode() == Mode::kRotate);

  hall.wait(1s);

  CHECK(hall.mode() == Mode::kStandby);
}

TEST_CASE(
    "stage_schedule: by day a screen that was sent to sleep sleeps until a key or the next edge") {
  Hall hall(at_clock("2026-11-24T09:00:00+08:00"));
  hall.press(Key::kPower);
  hall.wait_until("2026-11-24T10:59:59+08:00");
  CHECK(hall.mode() == Mode::kStandby);
  hall.wait(1s);
  CHECK(hall.mode() == Mode::kMealtime);
}

TEST_CASE("stage_schedule: a command wakes the night as a key does") {
  Hall hall(at_clock("2026-11-24T23:00:00+08:00"));
  hall.command(ShowMode{Mode::kGrid});
  hall.wait(10min);
  CHECK(hall.mode() == Mode::kGrid);

  hall.wait(10min);

  CHECK(hall.mode() == Mode::kStandby);
}

TEST_CASE(
    "stage_schedule: a notice at night is seen for a quarter of an hour, and again in the "
    "morning") {
  Hall hall(at_clock("2026-11-24T23:00:00+08:00"));
  hall.command(ShowNotice{"停水"});
  hall.wait(14min);
  CHECK(hall.mode() == Mode::kNotice);
  hall.wait(2min);
  CHECK(hall.mode() == Mode::kStandby);

  hall.wait_until("2026-11-25T06:00:00+08:00");

  CHECK(hall.mode() == Mode::kNotice);
  hall.press(Key::kOk);
  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE(
    "stage_schedule: an edge changes what is under a notice, and does not take the notice away") {
  Hall hall(at_clock("2026-11-24T10:59:00+08:00"));
  hall.command(ShowNotice{"停水"});
  hall.wait(2min);
  CHECK(hall.mode() == Mode::kNotice);
  CHECK(hall.scene().meal);

  hall.press(Key::kOk);

  CHECK(hall.mode() == Mode::kMealtime);
}

TEST_CASE("stage_schedule: an urgent notice of the night comes up in the morning") {
  Hall hall(at_clock("2026-11-24T05:59:00+08:00"));
  Today today;
  today.date = to_local(hall.now.wall).date;
  Notice notice;
  notice.level = NoticeLevel::kUrgent;
  notice.text = "停水";
  today.notices = {notice};
  hall.records(today);
  hall.look();
  CHECK(hall.mode() == Mode::kStandby);

  hall.wait_until("2026-11-24T06:00:01+08:00");

  CHECK(hall.mode() == Mode::kNotice);
}

TEST_CASE("stage_schedule: the mode of the command line stays over every edge, night too") {
  HallSetup setup = at_clock("2026-11-24T10:00:00+08:00");
  setup.start_mode = Mode::kGrid;
  Hall hall(setup);
  CHECK(hall.mode() == Mode::kGrid);

  hall.wait_until("2026-11-24T23:30:00+08:00");

  CHECK(hall.mode() == Mode::kGrid);
}

TEST_CASE("stage_schedule: after a key the mode of the command line is like any other") {
  HallSetup setup = at_clock("2026-11-24T10:00:00+08:00");
  setup.start_mode = Mode::kGrid;
  Hall hall(setup);
  hall.press(Key::kRight);
  hall.wait(30min);
  CHECK(hall.mode() == Mode::kGrid);

  hall.wait_until("2026-11-24T11:00:00+08:00");

  CHECK(hall.mode() == Mode::kMealtime);
}

TEST_CASE("stage_schedule: a picture pinned by the command line stays pinned") {
  HallSetup setup;
  setup.start_mode = Mode::kSingle;
  Hall hall(setup);

  hall.wait(5min);

  CHECK(hall.big()->camera == 0);
  CHECK(hall.mode() == Mode::kSingle);
}

TEST_CASE("stage_schedule: guarded modes need no PIN from the schedule") {
  HallSetup setup = at_clock("2026-11-24T10:59:00+08:00");
  setup.pin = "2580";
  setup.pin_modes = {Mode::kMealtime, Mode::kStandby};
  Hall hall(setup);

  hall.wait(1min);
  CHECK(hall.mode() == Mode::kMealtime);
  CHECK_FALSE(hall.scene().pin);
  hall.wait_until("2026-11-24T21:00:00+08:00");
  CHECK(hall.mode() == Mode::kStandby);
}

TEST_CASE("stage_schedule: at night the screen is dark, has a clock and decodes nothing") {
  Hall hall(at_clock("2026-11-24T23:00:00+08:00"));

  const Scene& scene = hall.wait(1min);

  REQUIRE(scene.night);
  CHECK(scene.night->clock == "23:01");
  CHECK(scene.theme == Theme::kNight);
  CHECK(scene.tiles.empty());
  CHECK_FALSE(scene.header);
  for (const Demand demand : scene.demand) CHECK(demand == Demand::kNone);
}

TEST_CASE("stage_schedule: without a schedule the screen rotates day and night") {
  Hall hall;
  hall.skip(14h);
  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE("stage_schedule: a hold that everybody forgot lets the turn go on after ten minutes") {
  Hall hall;
  hall.wait(std::chrono::seconds(3));
  hall.press(Key::kOk);
  hall.wait(kHeldFor - std::chrono::seconds(5));
  REQUIRE(hall.scene().held);

  hall.wait(std::chrono::seconds(10));

  CHECK_FALSE(hall.scene().held);
}

TEST_CASE("stage_schedule: a screen that is woken while a meal is served shows the meal") {
  HallSetup setup;
  setup.clock = "2026-11-24T11:30:00+08:00";
  setup.schedule.meal_times = {{"午餐", {std::chrono::hours(11), std::chrono::hours(12)}}};
  Hall hall(setup);
  hall.press(Key::kPower);
  REQUIRE(hall.mode() == Mode::kStandby);

  hall.press(Key::kOk);

  CHECK(hall.mode() == Mode::kMealtime);
}
