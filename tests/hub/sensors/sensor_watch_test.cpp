#include "hub/sensors/sensor_watch.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "hub/sensors/sensor_changes.h"
#include "hub/sensors/sensor_fact.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

const WallTime kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + 4h;

SensorSource fridge() {
  SensorSource source;
  source.id = "fridge-1";
  source.name = "1号冷藏柜";
  source.store = StorageKind::kRefrigerator;
  return source;
}

/// A watch and what its sensor says.
class Watched {
 public:
  explicit Watched(SensorSource source = fridge()) : source_(std::move(source)) {}

  SensorReading says(double raw, WallTime at, WallTime received) {
    return watch.take({.sensor = 0, .at = at, .received = received, .raw = raw});
  }
  SensorReading says(double raw, WallTime at) { return says(raw, at, at); }
  SensorReading fails(WallTime at) {
    return watch.take({.sensor = 0, .at = at, .received = at, .raw = {}});
  }

 private:
  SensorSource source_;

 public:
  SensorWatch watch{source_, Limits{}};
};

}  // namespace

TEST_CASE("sensor: one that never spoke is late, and not a pass") {
  const Watched fridge;

  const SensorState state = fridge.watch.state(kNow);

  CHECK(state.is_late);
  CHECK_FALSE(state.value_c);
  CHECK_FALSE(state.measured_at);
}

TEST_CASE("sensor: after three intervals without a reading it is late, not a second before") {
  Watched fridge;
  fridge.says(4.0, kNow);

  CHECK_FALSE(fridge.watch.state(kNow + 180s).is_late);
  CHECK(fridge.watch.state(kNow + 180s + 1ms).is_late);
  CHECK(*fridge.watch.state(kNow + 1h).value_c == 4.0);
}

TEST_CASE(
    "sensor: a clock up to two minutes ahead is trusted, further ahead it is kept and not judged") {
  Watched fridge;
  CHECK(fridge.says(4.0, kNow + 2min, kNow).is_sound());

  const SensorReading ahead = fridge.says(20.0, kNow + 2min + 1ms, kNow);

  CHECK(ahead.marks.has(ReadingMark::kClockAhead));
  CHECK(ahead.at == kNow + 2min + 1ms);
  CHECK(ahead.received == kNow);
  CHECK(*fridge.watch.state(kNow).value_c == 4.0);
  CHECK(*fridge.watch.state(kNow).clock_error == 120s);
  CHECK_FALSE(fridge.watch.state(kNow).out_of_limit_since);
}

TEST_CASE("sensor: what it kept and sends later counts at its own time, and is not now") {
  Watched fridge;

  const SensorReading old = fridge.says(4.0, kNow - 2h, kNow);

  CHECK(old.marks.has(ReadingMark::kBacklog));
  CHECK(old.is_sound());
  CHECK(fridge.watch.state(kNow).is_late);
  CHECK(*fridge.watch.state(kNow).measured_at == kNow - 2h);
  CHECK(*fridge.watch.state(kNow).clock_error == -2h);
}

TEST_CASE("sensor: a clock that is a year behind is wrong, not a backlog") {
  Watched fridge;

  const SensorReading old = fridge.says(4.0, kNow - 365 * 24h, kNow);

  CHECK(old.marks.has(ReadingMark::kClockBehind));
  CHECK_FALSE(fridge.watch.state(kNow).value_c);
  const SensorReading absurd = fridge.says(4.0, WallTime(std::chrono::hours(24 * 365 * 500)), kNow);
  CHECK(absurd.marks.has(ReadingMark::kClockAhead));
  CHECK(absurd.at == kNow);
}

TEST_CASE("sensor: a reading without a time that may have waited at the broker is not judged") {
  Watched fridge;

  const SensorReading reading = fridge.watch.take(
      {.sensor = 0, .at = {}, .received = kNow, .raw = 30.0, .was_kept_elsewhere = true});

  CHECK(reading.marks.has(ReadingMark::kNoTime));
  CHECK(reading.at == kNow);
  CHECK(fridge.watch.state(kNow).is_late);
  CHECK(fridge.watch.take({.sensor = 0, .at = {}, .received = kNow, .raw = 4.0}).is_sound());
}

TEST_CASE("sensor: faults and values that no store has are marked, not judged") {
  Watched watched;
  watched.says(4.0, kNow);

  for (const double value : {-127.0, 85.0, 120.1, -60.1, 6553.5, 1e308}) {
    CAPTURE(value);
    CHECK(watched.says(value, kNow + 1s).marks.has(ReadingMark::kImplausible));
    CHECK(watched.watch.state(kNow).is_faulty);
  }
  CHECK(watched.fails(kNow + 2s).marks.has(ReadingMark::kFault));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(watched.says(nan, kNow + 2s).marks.has(ReadingMark::kFault));
  CHECK(watched.says(nan, kNow + 2s).value_c == 0.0);
  CHECK(*watched.watch.state(kNow).value_c == 4.0);
  CHECK_FALSE(watched.watch.state(kNow).out_of_limit_since);

  watched.says(4.5, kNow + 3s);
  CHECK_FALSE(watched.watch.state(kNow).is_faulty);
}

TEST_CASE("sensor: 85 °C is what a hot store or a cabinet may have") {
  SensorSource hot = fridge();
  hot.store = StorageKind::kHotHolding;
  CHECK(Watched(hot).says(85.0, kNow).is_sound());
  SensorSource cabinet = fridge();
  cabinet.store.reset();
  cabinet.cabinet = Cabinet{.method = DisinfectionMethod::kInfrared, .what = "碗"};
  CHECK(Watched(cabinet).says(85.0, kNow).is_sound());
  CHECK_FALSE(Watched(cabinet).says(-127.0, kNow).is_sound());
}

TEST_CASE("sensor: scale, offset and unit make °C of what was sent") {
  SensorSource source = fridge();
  source.scale = 0.1;
  source.offset = -0.5;
  CHECK(Watched(source).says(47, kNow).value_c == doctest::Approx(4.2));
  source.scale = 1;
  source.offset = 0;
  source.unit = TemperatureUnit::kFahrenheit;
  CHECK(Watched(source).says(39.2, kNow).value_c == doctest::Approx(4.0));
  source.scale = 10'000;
  CHECK(Watched(source).says(1e308, kNow).marks.has(ReadingMark::kFault));
}

TEST_CASE("sensor: out of the limit since the first reading outside, until one is inside") {
  Watched fridge;
  fridge.says(8.0, kNow);
  CHECK_FALSE(fridge.watch.state(kNow).out_of_limit_since);
  fridge.says(8.1, kNow + 1min);
  fridge.says(9.0, kNow + 2min);
  CHECK(*fridge.watch.state(kNow).out_of_limit_since == kNow + 1min);
  fridge.says(7.9, kNow + 3min);
  CHECK_FALSE(fridge.watch.state(kNow).out_of_limit_since);
  fridge.says(-0.1, kNow + 4min);
  CHECK(*fridge.watch.state(kNow).out_of_limit_since == kNow + 4min);
}

TEST_CASE("sensor: an older reading after a newer one wants a replay, which sees both in order") {
  Watched fridge;
  fridge.says(9.0, kNow - 10min);
  const SensorReading newest = fridge.says(9.0, kNow);
  CHECK_FALSE(fridge.watch.wants_replay());

  const SensorReading between = fridge.says(5.0, kNow - 5min, kNow);
  CHECK(fridge.watch.wants_replay());
  CHECK(*fridge.watch.state(kNow).out_of_limit_since == kNow - 10min);
  fridge.watch.replay(std::vector{between, newest});

  CHECK_FALSE(fridge.watch.wants_replay());
  CHECK(*fridge.watch.state(kNow).out_of_limit_since == kNow);
}

TEST_CASE("sensor: the same value to the last digit for six hours is told") {
  Watched fridge;
  for (int minute = 0; minute < 6 * 60; ++minute) {
    fridge.says(4.2, kNow + std::chrono::minutes(minute));
    CHECK_FALSE(fridge.watch.state(kNow).unchanged_since);
  }
  fridge.says(4.2, kNow + 6h);
  CHECK(*fridge.watch.state(kNow).unchanged_since == kNow);
  fridge.says(4.3, kNow + 6h + 1min);
  CHECK_FALSE(fridge.watch.state(kNow).unchanged_since);
}

TEST_CASE("sensor changes: late, limits and faults are telling, a tenth of a degree is not") {
  Watched fridge;
  fridge.says(4.0, kNow);
  const std::vector before{fridge.watch.state(kNow)};
  CHECK(sensor_change(before, before) == SensorChange::kNone);
  CHECK(sensor_change({}, before) == SensorChange::kTelling);
  CHECK(sensor_change(before, {fridge.watch.state(kNow + 1h)}) == SensorChange::kTelling);

  fridge.says(4.4, kNow + 1s);
  CHECK(sensor_change(before, {fridge.watch.state(kNow)}) == SensorChange::kSlight);
  fridge.says(4.6, kNow + 2s);
  CHECK(sensor_change(before, {fridge.watch.state(kNow)}) == SensorChange::kTelling);
}

TEST_CASE("sensor fact: what is going on now says nothing about yesterday") {
  Watched fridge;
  for (int minute = 0; minute <= 20; ++minute)
    fridge.says(9.0, kNow + std::chrono::minutes(minute));
  const SensorState state = fridge.watch.state(kNow + 20min);
  const Date today = std::chrono::year(2026) / 11 / 24;

  const SensorFact fact = sensor_fact(state, today, 480min);
  CHECK(*fact.value == 9.0);
  CHECK(fact.measured_at->offset == 480min);
  CHECK(fact.out_of_limit_since->utc == kNow);
  REQUIRE(fact.excursions.size() == 1);
  CHECK(fact.excursions[0].is_breach);

  const SensorFact past = sensor_fact(state, std::chrono::year(2026) / 11 / 23, 480min);
  CHECK_FALSE(past.value);
  CHECK_FALSE(past.out_of_limit_since);
  CHECK(past.excursions.empty());
}
