// All sensors of a home: what they say is judged, kept and told on.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/limits.h"
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

/// How far back stored readings bring a sensor's state back.
inline constexpr std::chrono::hours kRecallSpan{36};
/// A cycle that began this long ago is seen whole in kRecallSpan.
inline constexpr std::chrono::hours kRecallCycles{24};

/// More readings of one sensor in an hour are lost, and said to be: a sensor that runs wild must
/// not fill the disk. 500 a second.
inline constexpr std::uint64_t kReadingsAnHourMax = 1'800'000;

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
  Limits limits{};
};

/// Listens to all sensors, keeps what they say and knows how each of them is.
///
/// Threads: the methods are for any thread; it owns `sensors`, `mqtt` and one `modbus-N` a line.
/// Blocks:  only the destructor: up to the longest Modbus time-out.
class SensorDesk {
 public:
  /// Opens everything; stored readings bring back what was going on.
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
  /// Takes readings from the API; within a second they are on the disk.
  ///
  /// Errors:  kBadInput for a sensor that the site file does not name; kExhausted while the disk
  ///          cannot follow: nothing of it was taken, try again.
  Result<void> bring(const std::string& sensor, const std::vector<BroughtReading>& readings);
  /// True when a thread is past its deadline: only a restart helps.
  bool stuck(Ticks now) const;

 private:
  struct HourCount {
    WallTime hour{};
    std::uint64_t count = 0;
  };

  SensorDesk(const SensorOptions& options, const SensorDeskParts& parts);
  Result<void> recall();
  Result<void> recall_one(std::size_t place, WallTime now);
  void start(const std::string& site_id);
  void run(const std::stop_token& stop);
  std::vector<SensorReading> judge(const std::vector<HeardValue>& heard);
  bool takes_more(const HeardValue& value);
  void add_lost(std::vector<SensorReading>& batch);
  void keep(const std::vector<SensorReading>& batch, const std::stop_token& stop);
  void follow_cycles(const std::vector<SensorReading>& batch);
  void replay_late_ones();
  void keep_cycles();
  void keep_cycles_of(std::size_t place);
  void note_trouble(const std::string& what);
  void tell_changes();
  bool is_connected(std::size_t place, const SensorState& state, bool has_broker) const;
  void pause(std::chrono::milliseconds length, const std::stop_token& stop);

  // Constant after construction.
  const SensorOptions options_;
  const SensorDeskParts parts_;
  std::map<std::string, std::size_t, std::less<>> places_;  // id to place in the site file
  // Own synchronisation.
  ReadingInbox inbox_;
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kHubState};
  CondVar stopped_;
  std::vector<SensorWatch> watches_ SUNHALL_GUARDED_BY(mutex_);
  std::vector<std::optional<WallTime>> cycle_since_ SUNHALL_GUARDED_BY(mutex_);
  SensorFigures figures_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  std::map<std::size_t, CycleWatch> cycles_;
  std::vector<HourCount> counts_;  // as the sensors
  std::vector<SensorState> told_;
  Ticks told_at_{0};
  Ticks replay_due_{0};
  std::optional<Ticks> trouble_told_;
  std::optional<Ticks> lost_told_;
  std::uint64_t lost_untold_ = 0;
  // Threads last: the links are joined first, then the worker keeps what they brought.
  std::optional<Worker> worker_;
  std::vector<std::unique_ptr<ModbusLine>> lines_;
  std::unique_ptr<MqttLink> mqtt_;
};

}  // namespace sunhall
