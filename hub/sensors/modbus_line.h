// The devices on one Modbus line: a thread that asks them in turn, for ever.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "hub/sensors/modbus_port.h"
#include "hub/sensors/reading_inbox.h"
#include "native/backoff.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/worker.h"

namespace sunhall {

inline constexpr Ticks kModbusStuckMargin = std::chrono::seconds(60);

/// A sensor on a line.
struct ModbusSensor {
  std::size_t place = 0;  // in the site file
  ModbusPoint point;
  std::chrono::seconds every{60};
};

/// A device with its sensors.
struct ModbusStation {
  ModbusDevice device;
  std::vector<ModbusSensor> sensors;
};

/// Asks the devices of one line, each sensor at its interval. A device that does not answer costs
/// the others one time-out, and is asked again at growing intervals.
///
/// Threads: one worker, `modbus-N`, from birth to death; the methods are for any thread.
/// Blocks:  only the destructor: up to a time-out.
class ModbusLine {
 public:
  /// `number` names the thread. All devices share an address.
  ModbusLine(std::vector<ModbusStation> stations, int number, ReadingInbox& inbox,
             const Clock& clock, std::uint64_t seed);
  ModbusLine(const ModbusLine&) = delete;
  ModbusLine& operator=(const ModbusLine&) = delete;

  /// Whether the device of a sensor answered last time; empty for a sensor of another line.
  std::optional<bool> answers(std::size_t place) const;
  std::uint64_t refused_count() const { return refused_count_.load(); }
  bool stuck(Ticks now) const;

 private:
  struct Turn {
    std::vector<Ticks> due;  // as the station's sensors
    std::optional<Ticks> failing_since;
    bool is_refusal_told = false;
    Ticks not_before{0};
    Backoff backoff;
  };

  void run(const std::stop_token& stop);
  std::optional<Ticks> next_due() const;
  void ask_due(std::size_t station, Ticks now, const std::stop_token& stop);
  bool ask(std::size_t station, const ModbusSensor& sensor);
  void note_answer(std::size_t station);
  void note_failure(std::size_t station, const Error& error);
  void note_refusal(std::size_t station, const ModbusSensor& sensor, const Error& error);
  void wait_until(Ticks due, const std::stop_token& stop);

  // Constant after construction.
  const std::vector<ModbusStation> stations_;
  ReadingInbox& inbox_;
  const Clock& clock_;
  // Own synchronisation.
  std::atomic<Ticks::rep> deadline_us_{0};
  std::atomic<std::uint64_t> refused_count_{0};
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kHubState};
  CondVar wake_up_;
  std::vector<bool> answers_ SUNHALL_GUARDED_BY(mutex_);  // as stations_
  // Touched only by the worker.
  std::vector<Turn> turns_;  // as stations_
  std::optional<ModbusPort> port_;
  // Last: joined first.
  Worker worker_;
};

/// Sorts a site's Modbus sensors by line and device.
std::vector<std::vector<ModbusStation>> modbus_lines(const SensorOptions& options);

}  // namespace sunhall
