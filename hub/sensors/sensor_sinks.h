// Where sensors' readings and recognised cycles are kept: a seam before hub/records.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/records/cycle_finder.h"
#include "hub/sensors/sensor_reading.h"
#include "native/site_sensor.h"

namespace sunhall {

/// Keeps readings.
///
/// Threads: one caller, the desk's worker.
/// Blocks:  on the disk, until they are safe.
class ReadingSink {
 public:
  virtual ~ReadingSink() = default;
  /// Keeps a batch of at most kReadingBatchMax, as a whole or not at all; one that is there already
  /// is not doubled.
  ///
  /// Errors:  kBadInput for what can never be kept; others may be better the next time.
  virtual Result<void> add(std::span<const SensorReading> readings) = 0;
  /// The readings of one sensor with `at` in [from, to), oldest first.
  virtual Result<std::vector<SensorReading>> series(const std::string& sensor, WallTime from,
                                                    WallTime to) = 0;
};

/// Keeps what was recognised as records.
///
/// Threads, Blocks, Errors: as ReadingSink.
class CycleSink {
 public:
  virtual ~CycleSink() = default;
  /// Keeps a cycle's newest state; saying the same again changes nothing.
  virtual Result<void> put(const SensorSource& sensor, const FoundCycle& cycle) = 0;
  /// Takes back a cycle that the whole curve does not show.
  virtual Result<void> withdraw(const SensorSource& sensor, WallTime started_at) = 0;
};

}  // namespace sunhall
