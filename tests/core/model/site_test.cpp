#include "core/model/site.h"

#include <doctest/doctest.h>

#include "core/model/camera.h"
#include "core/model/today.h"

using namespace sunhall;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

ZonedTime at(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value();
}

constexpr DailySpan kNight{.from = hours(20) + minutes(30), .to = hours(5) + minutes(30)};
constexpr DailySpan kNoon{.from = hours(11), .to = hours(12) + minutes(30)};

}  // namespace

TEST_CASE("schedule: a span begins with its first minute and ends before its last") {
  CHECK_FALSE(contains(kNoon, at("2026-11-24T10:59:59+08:00")));
  CHECK(contains(kNoon, at("2026-11-24T11:00:00+08:00")));
  CHECK(contains(kNoon, at("2026-11-24T12:29:59+08:00")));
  CHECK_FALSE(contains(kNoon, at("2026-11-24T12:30:00+08:00")));
}

TEST_CASE("schedule: a night runs over midnight, by the clock on the wall") {
  const Schedule schedule{.standby = {kNight}, .meal_times = {}};
  CHECK(is_standby(schedule, at("2026-11-24T20:30:00+08:00")));
  CHECK(is_standby(schedule, at("2026-11-25T00:00:00+08:00")));
  CHECK(is_standby(schedule, at("2026-11-25T05:29:59+08:00")));
  CHECK_FALSE(is_standby(schedule, at("2026-11-25T05:30:00+08:00")));
  CHECK_FALSE(is_standby(schedule, at("2026-11-24T20:29:59+08:00")));
  // 20:30 in London is not night in China's file: the clock that counts is the one handed in.
  CHECK(is_standby(schedule, at("2026-11-24T20:30:00+00:00")));
  CHECK_FALSE(is_standby({}, at("2026-11-25T00:00:00+08:00")));
}

TEST_CASE("schedule: the meal of now is found by its time") {
  const Schedule schedule{.standby = {}, .meal_times = {{.name = "午餐", .span = kNoon}}};
  REQUIRE(current_meal(schedule, at("2026-11-24T11:30:00+08:00")) != nullptr);
  CHECK(current_meal(schedule, at("2026-11-24T11:30:00+08:00"))->name == "午餐");
  CHECK(current_meal(schedule, at("2026-11-24T13:00:00+08:00")) == nullptr);
}

TEST_CASE("notice: it is shown from its first moment until its last") {
  const Notice notice{.text = "体检",
                      .level = NoticeLevel::kInfo,
                      .from = at("2026-11-24T06:00:00+08:00"),
                      .until = at("2026-11-24T20:00:00+08:00")};
  CHECK_FALSE(is_current(notice, at("2026-11-24T05:59:59+08:00")));
  CHECK(is_current(notice, at("2026-11-24T06:00:00+08:00")));
  CHECK_FALSE(is_current(notice, at("2026-11-24T20:00:00+08:00")));
  CHECK(is_current({.text = "体检", .level = {}, .from = {}, .until = {}},
                   at("2026-11-24T20:00:00+08:00")));
}

TEST_CASE("today: records are today's until midnight where the screen hangs") {
  Today today;
  today.date = parse_date("2026-11-24").value();
  CHECK(is_of_today(today, at("2026-11-24T23:59:59+08:00")));
  CHECK_FALSE(is_of_today(today, at("2026-11-25T00:00:00+08:00")));
  CHECK(is_of_today(today, at("2026-11-24T00:00:00+08:00")));
}

TEST_CASE("camera: every area's word is read as it is written") {
  for (const Area area :
       {Area::kStorage, Area::kOperation, Area::kPortioning, Area::kDining, Area::kWashing}) {
    CHECK(parse_area(area_word(area)) == area);
  }
  CHECK_FALSE(parse_area("kitchen"));
  CHECK_FALSE(parse_area(""));
}
