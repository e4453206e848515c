// All sensors of a home: what they say is judged, kept and told on.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/sensors/cycle_watch.h"
#include "hub/sensors/reading_inbox.h"
#include "hub/sensors/sensor_sinks.h"
#include "hub/sensors/sensor_state.h"
#include "hub/sensors/sensor_watch.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/site_sensor.h"
#include "native/worker.h"

namespace sunhall {

class ModbusLine;
class MqttLink;

/// A value that somebody brings by another way than MQTT or Modbus.
struct BroughtReading {
  std::optional<WallTime> at;
  double value = 0.0;  // raw: the sensor's scale and unit apply
};

/// What the desk works with; all outlive it.
struct SensorDeskParts {
  ReadingSink& readings;
  CycleSink& cycles;
  const Clock& clock;
  /// Something that people see has changed: at most once a second, on the desk's own thread.
  std::function<void()> changed;
};

/// Listens to all sensors, keeps what they say and knows how each of them is.
///
/// Threads: the methods are for any thread; it owns `sensors`, `mqtt` and one `modbus-N` a line.
/// Blocks:  only the destructor: up to the longest Modbus time-out.
class SensorDesk {
 public:
  /// Opens everything; the last day's readings bring back what was going on.
  ///
  /// Errors:  kUnavailable if what was stored cannot be read. A broker or line that is away is no
  ///          error: it is tried again for ever.
  static Result<std::unique_ptr<SensorDesk>> open(const SensorOptions& options,
                                                  const std::string& site_id,
                                                  const SensorDeskParts& parts);
  ~SensorDesk();
  SensorDesk(const SensorDesk&) = delete;
  SensorDesk& operator=(const SensorDesk&) = delete;

  /// Every sensor of the site file, in its order.
  std::vector<SensorState> states() const;
  SensorFigures figures() const;
  /// Takes readings from the API.
  ///
  /// Errors:  kBadInput for a sensor that the site file does not name; kExhausted while the disk
  ///          cannot follow: nothing of it was taken, try again.
  Result<void> bring(const std::string& sensor, const std::vector<BroughtReading>& readings);
  /// True when a thread is past its deadline: only a restart helps.
  bool stuck(Ticks now) const;

 private:
  SensorDesk(const SensorOptions& options, const std::string& site_id,
             const SensorDeskParts& parts);
  Result<void> recall();
  void start();
  void run(const std::stop_token& stop);
  std::vector<SensorReading> judge(const std::vector<HeardValue>& heard);
  void add_lost_marks(std::vector<SensorReading>& batch, WallTime now);
  bool keep(const std::vector<SensorReading>& batch, const std::stop_token& stop);
  void replay_late_ones(WallTime now);
  void keep_cycles(WallTime now);
  void tell_changes(const Moment& now);
  std::vector<SensorState> states_at(WallTime now) const SUNHALL_REQUIRES(mutex_);

  // Constant after construction.
  const SensorOptions options_;
  const std::string site_id_;
  const SensorDeskParts parts_;
  std::map<std::string, std::size_t> places_;  // id to place in the site file
  // Own synchronisation.
  ReadingInbox inbox_;
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kHubState};
  std::vector<SensorWatch> watches_ SUNHALL_GUARDED_BY(mutex_);
  std::map<std::size_t, CycleWatch> cycles_ SUNHALL_GUARDED_BY(mutex_);
  SensorFigures figures_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  std::vector<SensorState> told_;
  Ticks told_at_{0};
  Ticks replay_due_{0};
  Ticks trouble_told_at_{0};
  // Threads last: the links are joined first, then the worker keeps what they brought.
  std::optional<Worker> worker_;
  std::vector<std::unique_ptr<ModbusLine>> lines_;
  std::unique_ptr<MqttLink> mqtt_;
};

}  // namespace sunhall
