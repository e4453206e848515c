#include "hub/sensors/sensor_desk.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/hub/sensors/sensor_house.h"
#include "tests/support/alarm.h"
#include "tests/support/mqtt_broker.h"
#include "tests/support/source_path.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

SensorOptions small_home() {
  SensorOptions options;
  options.sensors = {store_sensor("fridge-1", StorageKind::kRefrigerator),
                     store_sensor("freezer-1", StorageKind::kFreezer)};
  SensorSource cabinet = store_sensor("cabinet-1", StorageKind::kRefrigerator);
  cabinet.store.reset();
  cabinet.cabinet = Cabinet{.method = DisinfectionMethod::kInfrared, .what = "碗、盘"};
  options.sensors.push_back(cabinet);
  return options;
}

/// A whole cycle that ended a while ago, a point a minute.
std::vector<BroughtReading> cycle_until(WallTime end) {
  std::vector<BroughtReading> readings;
  for (int minute = 0; minute < 90; ++minute) {
    double value = 25;
    if (minute >= 10 && minute < 20) value = 25 + (minute - 10) * 10;
    if (minute >= 20 && minute < 40) value = 125;
    if (minute >= 40) value = std::max(25.0, 125 - (minute - 40) * 5.0);
    readings.push_back({.at = end - std::chrono::minutes(90 - minute), .value = value});
  }
  return readings;
}

}  // namespace

TEST_CASE("sensor desk: a brought reading is on the disk and in the state within a second") {
  DeskAtWork work(small_home());
  Alarm alarm;

  REQUIRE(work.desk->bring("fridge-1", {{.at = {}, .value = 4.2}}));

  REQUIRE(alarm.wait([&] { return work.sink.count() == 1; }, 1s));
  CHECK(work.sink.readings()[0].sensor == "fridge-1");
  const auto states = work.desk->states();
  REQUIRE(states.size() == 3);
  CHECK(*states[0].value_c == 4.2);
  CHECK_FALSE(states[0].is_late);
  CHECK(states[0].is_connected);
  CHECK(states[1].is_late);
  CHECK_FALSE(states[1].value_c);
  CHECK(work.desk->bring("nobody", {}).error().kind == ErrorKind::kBadInput);
  CHECK(work.desk->figures().reading_count == 1);
}

TEST_CASE("sensor desk: many readings are a few batches and fewer changes") {
  DeskAtWork work(small_home());
  Alarm alarm;
  REQUIRE(alarm.wait([&] { return work.changed_count == 1; }));  // as they are at the beginning

  for (int i = 0; i < 3'000; ++i) {
    REQUIRE(work.desk->bring("fridge-1", {{.at = {}, .value = 4.0 + (i % 2) * 0.1}}));
  }
  REQUIRE(alarm.wait([&] { return work.sink.count() == 3'000; }));

  CHECK(work.sink.add_count() < 100);
  CHECK(work.changed_count <= 3);
}

TEST_CASE("sensor desk: what is late or out of its limit is told within two seconds") {
  DeskAtWork work(small_home());
  Alarm alarm;
  REQUIRE(alarm.wait([&] { return work.changed_count == 1; }));

  REQUIRE(work.desk->bring("fridge-1", {{.at = {}, .value = 9.0}}));

  CHECK(alarm.wait([&] { return work.changed_count == 2; }, 2s));
  CHECK(work.desk->states()[0].out_of_limit_since);
}

TEST_CASE("sensor desk: while the disk is full readings wait, then what has no room is refused") {
  DeskAtWork work(small_home());
  Alarm alarm;
  work.sink.is_failing = true;
  REQUIRE(work.desk->bring("fridge-1", {{.at = {}, .value = 4.0}}));
  REQUIRE(alarm.wait([&] { return work.sink.add_count() >= 1; }));
  const std::vector<BroughtReading> many(1'000, {.at = {}, .value = 4.0});
  std::size_t taken = 1;
  Result<void> brought;
  while ((brought = work.desk->bring("fridge-1", many))) taken += many.size();
  CHECK(brought.error().kind == ErrorKind::kExhausted);
  CHECK(taken <= kInboxMax + 1);

  work.sink.is_failing = false;

  CHECK(alarm.wait([&] { return work.sink.count() == taken; }));
  CHECK(work.desk->figures().lost_count == 0);
}

TEST_CASE("sensor desk: a cabinet's curve becomes a cycle, once, whoever asks again") {
  DeskAtWork work(small_home());
  Alarm alarm;
  const WallTime now = work.clock.now().wall.utc;
  REQUIRE(work.desk->bring("cabinet-1", cycle_until(now)));

  REQUIRE(alarm.wait([&] { return !work.sink.cycles().empty(); }));
  const auto cycles = work.sink.cycles();
  REQUIRE(cycles.size() == 1);  // begun and ended in one batch
  CHECK(cycles[0].first == "cabinet-1");
  CHECK(*cycles[0].second.temperature_c == 125);

  work.close();
  work.open();
  REQUIRE(alarm.wait([&] { return work.sink.cycles().size() == 2; }));
  CHECK(work.sink.cycles()[1] == cycles[0]);
}

TEST_CASE("sensor desk: stored readings bring the state back") {
  DeskAtWork work(small_home());
  Alarm alarm;
  const WallTime now = work.clock.now().wall.utc;
  REQUIRE(work.desk->bring(
      "freezer-1", {{.at = now - 20min, .value = -9.0}, {.at = now - 1min, .value = -8.0}}));
  REQUIRE(alarm.wait([&] { return work.sink.count() == 2; }));

  work.close();
  work.open();

  const SensorState state = work.desk->states()[1];
  CHECK(*state.value_c == -8.0);
  CHECK(*state.out_of_limit_since == now - 20min);
  CHECK(state.excursions.at(0).is_breach);
}

TEST_CASE("sensor desk: what came before the end is kept") {
  DeskAtWork work(small_home());
  for (int i = 0; i < 500; ++i) {
    REQUIRE(work.desk->bring("fridge-1", {{.at = {}, .value = 4.0 + i}}));
  }
  work.close();
  CHECK(work.sink.count() == 500);
}

TEST_CASE(
    "sensor desk: a simulated day has three cycles that pass, and stores inside their limits") {
  const MqttBroker broker("allow_anonymous true\nmax_queued_messages 100000\n");
  SensorOptions options = small_home();
  options.mqtt = broker.options();
  for (SensorSource& sensor : options.sensors) {
    sensor.mqtt = MqttPoint{.topic = "sunhall/home/sensors/" + sensor.id, .device = {}, .key = {}};
  }
  DeskAtWork work(options);
  Alarm alarm;
  REQUIRE(alarm.wait([&] { return work.desk->figures().is_broker_connected; }));

  // 26 hours: three cycles at the least are seen from their beginning to their end.
  const std::string simulate = source_path("tools/sensor_sim/sensor_sim") +
                               " --site home --since 26 --speed 0 --seconds 1 --sensors "
                               "fridge-1,freezer-1,cabinet-1 --broker "
                               "127.0.0.1:" +
                               std::to_string(broker.port()) + " > /dev/null";
  REQUIRE(std::system(simulate.c_str()) == 0);

  REQUIRE(alarm.wait([&] { return work.sink.count() >= 2 * 26 * 60 + 26 * 120; }));
  const auto cycles = [&] {
    auto all = work.sink.cycles();
    std::erase_if(all, [](const auto& cycle) { return !cycle.second.ended_at; });
    return all;
  };
  CHECK(alarm.wait([&] { return cycles().size() >= 3; }));
  CHECK(cycles().size() <= 4);
  for (const auto& [sensor, cycle] : cycles()) CHECK(cycle.temperature_c.value_or(0) >= 120);
  const auto states = work.desk->states();
  for (const std::size_t store : {0U, 1U}) {
    CHECK_FALSE(states[store].is_late);
    for (const Excursion& excursion : states[store].excursions) CHECK_FALSE(excursion.is_breach);
  }
}

TEST_CASE("sensor desk: five seconds of 10,000 messages a second: nothing is lost unsaid") {
  constexpr int kMessages = 50'000;
  const MqttBroker broker("allow_anonymous true\nmax_queued_messages 100000\n");
  SensorOptions options;
  options.mqtt = broker.options();
  for (int i = 0; i < 10; ++i) {
    options.sensors.push_back(mqtt_sensor("fridge-" + std::to_string(i)));
  }
  DeskAtWork work(options);
  Alarm alarm;
  REQUIRE(alarm.wait([&] { return work.desk->figures().is_broker_connected; }));
  MqttPublisher publisher(broker.options());
  std::size_t most_waiting = 0;
  for (int i = 0; i < kMessages; ++i) {
    publisher.send("sunhall/home/sensors/fridge-" + std::to_string(i % 10),
                   "{\"value\":" + std::to_string(i % 100) + ".5}");
    if (i % 100 == 0) most_waiting = std::max(most_waiting, work.desk->figures().waiting_count);
  }
  publisher.finish();

  CHECK(alarm.wait([&] { return work.desk->figures().message_count == kMessages; }));
  CHECK(alarm.wait([&] { return work.sink.count() >= kMessages; }));
  const SensorFigures figures = work.desk->figures();
  CHECK(figures.refused_count == 0);
  CHECK(figures.lost_count == 0);
  CHECK(figures.broker_dropped_count == 0);
  CHECK(most_waiting <= kInboxMax);
}
