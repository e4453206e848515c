#include "hub/sensors/cycle_watch.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

const WallTime kStart = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24);

CycleRule rule() {
  return *cycle_rule(DisinfectionMethod::kInfrared, Limits{}, 60s);
}

/// A cabinet's morning, a point a minute: cold, one cycle, cold.
std::vector<SensorReading> morning() {
  std::vector<SensorReading> readings;
  for (int minute = 0; minute < 120; ++minute) {
    double value_c = 25;
    if (minute >= 30 && minute < 42) value_c = 25 + (minute - 30) * 100.0 / 12;
    if (minute >= 42 && minute < 60) value_c = 125;
    if (minute >= 60) value_c = std::max(25.0, 125 - (minute - 60) * 5.0);
    const WallTime at = kStart + std::chrono::minutes(minute);
    readings.push_back(
        {.sensor = "cabinet-1", .at = at, .received = at, .value_c = value_c, .marks = {}});
  }
  return readings;
}

}  // namespace

TEST_CASE("cycles: what was found waits until it is kept, and is then told no more") {
  CycleWatch watch(rule());
  std::size_t seen = 0;
  for (const SensorReading& reading : morning()) {
    watch.push(reading);
    if (watch.waiting().empty()) continue;
    ++seen;
    watch.note_kept(watch.waiting().begin()->second);
  }

  CHECK(seen == 2);  // begun, ended
  CHECK(watch.waiting().empty());
  CHECK_FALSE(watch.running_since());
}

TEST_CASE("cycles: a replay of the same curve tells nothing that was kept") {
  CycleWatch watch(rule());
  const auto readings = morning();
  watch.replay(readings, kStart);
  REQUIRE(watch.waiting().size() == 1);
  watch.note_kept(watch.waiting().begin()->second);

  watch.replay(readings, kStart);

  CHECK(watch.waiting().empty());
  CHECK(watch.vanished().empty());
}

TEST_CASE("cycles: a hub that restarts in the middle of one tells its end as if nothing had been") {
  const auto readings = morning();
  CycleWatch whole(rule());
  for (const SensorReading& reading : readings) whole.push(reading);
  CycleWatch second(rule());
  second.replay(std::span(readings).first(50), kStart);
  REQUIRE(second.running_since());

  for (const SensorReading& reading : std::span(readings).subspan(50)) second.push(reading);

  CHECK(second.waiting() == whole.waiting());
}

TEST_CASE("cycles: one that later readings do not show any more has vanished") {
  CycleWatch watch(rule());
  auto readings = morning();
  for (const SensorReading& reading : readings) watch.push(reading);
  watch.note_kept(watch.waiting().begin()->second);

  for (SensorReading& reading : readings) reading.value_c = 25;
  watch.replay(readings, kStart);

  REQUIRE(watch.vanished().size() == 1);
  watch.note_withdrawn(watch.vanished()[0]);
  CHECK(watch.vanished().empty());
  watch.replay(readings, kStart);
  CHECK(watch.vanished().empty());
}

TEST_CASE("cycles: what a replay may show cut off is not told") {
  CycleWatch watch(rule());
  watch.replay(morning(), kStart + 1h);
  CHECK(watch.waiting().empty());
}

TEST_CASE("cycles: unsound readings say nothing about the curve") {
  CycleWatch watch(rule());
  for (SensorReading reading : morning()) {
    reading.marks.add(ReadingMark::kClockAhead);
    watch.push(reading);
  }
  CHECK(watch.waiting().empty());
}
