// Sinks that remember, and sensors of a small home.
#pragma once

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "hub/sensors/sensor_desk.h"
#include "native/clock.h"

namespace sunhall::test {

inline SensorSource store_sensor(const std::string& id, StorageKind kind) {
  SensorSource source;
  source.id = id;
  source.name = id;
  source.store = kind;
  return source;
}

/// The same, over MQTT, on its own topic of the site "home".
inline SensorSource mqtt_sensor(const std::string& id,
                                StorageKind kind = StorageKind::kRefrigerator) {
  SensorSource source = store_sensor(id, kind);
  source.mqtt = MqttPoint{.topic = "sunhall/home/sensors/" + id, .device = {}, .key = {}};
  return source;
}

/// Keeps in memory what it is given, and fails when it is told to.
class MemorySink final : public ReadingSink, public CycleSink {
 public:
  Result<void> add(std::span<const SensorReading> readings) override {
    const std::lock_guard lock(mutex_);
    ++add_count_;
    if (is_failing) return fail(ErrorKind::kExhausted, "the disk is full");
    all_.insert(all_.end(), readings.begin(), readings.end());
    return {};
  }
  Result<std::vector<SensorReading>> series(const std::string& sensor, WallTime from,
                                            WallTime to) override {
    const std::lock_guard lock(mutex_);
    std::vector<SensorReading> series;
    for (const SensorReading& reading : all_) {
      if (reading.sensor == sensor && reading.at >= from && reading.at < to) {
        series.push_back(reading);
      }
    }
    std::sort(series.begin(), series.end(),
              [](const auto& a, const auto& b) { return a.at < b.at; });
    return series;
  }
  Result<void> put(const SensorSource& sensor, const FoundCycle& cycle) override {
    const std::lock_guard lock(mutex_);
    if (is_failing) return fail(ErrorKind::kExhausted, "the disk is full");
    cycles_.emplace_back(sensor.id, cycle);
    return {};
  }
  Result<void> withdraw(const SensorSource&, WallTime) override { return {}; }

  std::vector<SensorReading> readings() const {
    const std::lock_guard lock(mutex_);
    return all_;
  }
  std::size_t count() const { return readings().size(); }
  std::vector<std::pair<std::string, FoundCycle>> cycles() const {
    const std::lock_guard lock(mutex_);
    return cycles_;
  }
  int add_count() const {
    const std::lock_guard lock(mutex_);
    return add_count_;
  }

  std::atomic<bool> is_failing{false};

 private:
  mutable std::mutex mutex_;
  std::vector<SensorReading> all_;
  std::vector<std::pair<std::string, FoundCycle>> cycles_;
  int add_count_ = 0;
};

/// A desk with a sink in memory.
class DeskAtWork {
 public:
  explicit DeskAtWork(SensorOptions options) : options_(std::move(options)) { open(); }

  void open() {
    auto opened = SensorDesk::open(
        options_, "home",
        {.readings = sink, .cycles = sink, .clock = clock, .changed = [this] { ++changed_count; }});
    desk = std::move(*opened);
  }
  void close() { desk.reset(); }

  SystemClock clock;
  MemorySink sink;
  std::atomic<int> changed_count{0};
  std::unique_ptr<SensorDesk> desk;

 private:
  SensorOptions options_;
};

}  // namespace sunhall::test
