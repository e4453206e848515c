#include "hub/sensors/modbus_line.h"

#include <doctest/doctest.h>

#include <memory>

#include "tests/support/alarm.h"
#include "tests/support/modbus_sim.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

ModbusDevice device_on(const ModbusSim& sim, int unit) {
  ModbusDevice device;
  device.id = "box-" + std::to_string(unit);
  if (sim.port() != 0) {
    device.host = "127.0.0.1";
    device.port = sim.port();
  } else {
    device.serial = sim.serial();
  }
  device.unit = unit;
  device.timeout = 300ms;
  return device;
}

ModbusSensor sensor_at(std::size_t place, int address, ModbusTable table = ModbusTable::kHolding,
                       ModbusType type = ModbusType::kInt16) {
  return {.place = place,
          .point = {.device = {}, .table = table, .address = address, .type = type},
          .every = 1s};
}

class LineAtWork {
 public:
  LineAtWork(std::vector<ModbusStation> stations, std::size_t sensor_count) : inbox(sensor_count) {
    line = std::make_unique<ModbusLine>(std::move(stations), 0, inbox, clock, 1);
  }
  bool until(const std::function<bool()>& holds) { return alarm_.wait(holds); }
  /// Waits for `count` values of a sensor.
  std::vector<HeardValue> heard(std::size_t place, std::size_t count) {
    std::vector<HeardValue> of_place;
    until([&] {
      for (const HeardValue& value : inbox.take(1'000, 0ms, {})) {
        if (value.sensor == place) of_place.push_back(value);
      }
      return of_place.size() >= count;
    });
    return of_place;
  }

  SystemClock clock;
  ReadingInbox inbox;
  std::unique_ptr<ModbusLine> line;

 private:
  Alarm alarm_;
};

}  // namespace

TEST_CASE("modbus: registers of both tables are read over TCP") {
  ModbusSim sim(ModbusSim::Kind::kTcp);
  sim.set(3, 0, static_cast<std::uint16_t>(-180));
  sim.set(3, 10, 0xC190);
  sim.set(3, 11, 0);

  LineAtWork work(
      {{.device = device_on(sim, 3),
        .sensors = {sensor_at(0, 0), sensor_at(1, 10, ModbusTable::kInput, ModbusType::kFloat32)}}},
      2);

  std::map<std::size_t, double> values;
  REQUIRE(work.until([&] {
    for (const HeardValue& value : work.inbox.take(100, 0ms, {})) values[value.sensor] = *value.raw;
    return values.size() == 2;
  }));
  CHECK(values[0] == -180);
  CHECK(values[1] == -18);
  CHECK(*work.line->answers(0));
  CHECK_FALSE(work.line->answers(7).has_value());
}

TEST_CASE("modbus: registers are read over a serial line") {
  ModbusSim sim(ModbusSim::Kind::kSerial);
  sim.set(5, 2, 42);

  LineAtWork work({{.device = device_on(sim, 5), .sensors = {sensor_at(0, 2)}}}, 1);

  const auto heard = work.heard(0, 2);
  REQUIRE(heard.size() >= 2);
  CHECK(*heard[1].raw == 42);
}

TEST_CASE("modbus: a dead device costs the others one time-out, not one for each of its sensors") {
  for (const auto kind : {ModbusSim::Kind::kTcp, ModbusSim::Kind::kSerial}) {
    ModbusSim sim(kind);
    sim.set(1, 0, 42);
    LineAtWork work({{.device = device_on(sim, 9),
                      .sensors = {sensor_at(1, 0), sensor_at(2, 1), sensor_at(3, 2)}},
                     {.device = device_on(sim, 1), .sensors = {sensor_at(0, 0)}}},
                    4);

    const auto heard = work.heard(0, 4);

    REQUIRE(heard.size() >= 4);
    for (std::size_t i = 1; i < heard.size(); ++i) {
      // Its interval, the dead one's time-out, and what a busy machine adds.
      CHECK(heard[i].received - heard[i - 1].received < 1s + 300ms + 500ms);
    }
    CHECK(*work.line->answers(0));
    CHECK_FALSE(*work.line->answers(1));
  }
}

TEST_CASE("modbus: a device that comes back is asked again") {
  ModbusSim sim(ModbusSim::Kind::kTcp);
  sim.set(1, 0, 42);
  LineAtWork work({{.device = device_on(sim, 1), .sensors = {sensor_at(0, 0)}}}, 1);
  REQUIRE(!work.heard(0, 1).empty());

  sim.remove(1);
  REQUIRE(work.until([&] { return !*work.line->answers(0); }));
  sim.set(1, 0, 43);

  const auto heard = work.heard(0, 1);
  REQUIRE(!heard.empty());
  CHECK(*heard[0].raw == 43);
  CHECK(*work.line->answers(0));
}

TEST_CASE("modbus: a register that a device does not have is refused, its others are read") {
  ModbusSim sim(ModbusSim::Kind::kTcp);
  sim.set(1, 0, 42);
  LineAtWork work(
      {{.device = device_on(sim, 1), .sensors = {sensor_at(0, 60'000), sensor_at(1, 0)}}}, 2);

  REQUIRE(!work.heard(1, 1).empty());

  CHECK(work.line->refused_count() >= 1);
  CHECK(*work.line->answers(0));
}

TEST_CASE("modbus: a line that does not exist is tried again, and the end comes at once") {
  ModbusDevice device;
  device.id = "box";
  device.serial = "/dev/no-such-line";
  const SystemClock clock;
  Ticks asked{0};
  {
    LineAtWork work({{.device = device, .sensors = {sensor_at(0, 0)}}}, 1);
    CHECK(work.heard(0, 0).empty());
    CHECK_FALSE(*work.line->answers(0));
    asked = clock.now().ticks;
  }
  CHECK(clock.now().ticks - asked < 500ms);
}

TEST_CASE("modbus: devices with the same address share a line") {
  SensorOptions options;
  for (const char* id : {"a", "b", "c"}) {
    ModbusDevice device;
    device.id = id;
    device.host = id[0] == 'c' ? "192.0.2.2" : "192.0.2.1";
    options.modbus.push_back(device);
    SensorSource sensor;
    sensor.id = id;
    sensor.modbus = ModbusPoint{.device = id};
    options.sensors.push_back(sensor);
  }

  const auto lines = modbus_lines(options);

  REQUIRE(lines.size() == 2);
  CHECK(lines[0].size() == 2);
  CHECK(lines[1][0].sensors[0].place == 2);
}
