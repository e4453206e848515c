// One value of one sensor, with both clocks.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/time.h"

namespace sunhall {

/// What is to be said about a reading; stored as one integer, so values never change their meaning.
enum class ReadingMark : std::uint32_t {
  kClockAhead = 1U << 0U,   // the sensor's clock was more than two minutes ahead
  kClockBehind = 1U << 1U,  // its time is older than any store of readings: the clock is wrong
  kBacklog = 1U << 2U,      // kept by the sensor and sent later; its own time counts
  kNoTime = 1U << 3U,       // nobody knows when it was measured: `at` is when it came
  kImplausible = 1U << 4U,  // no store or cabinet has this temperature
  kFault = 1U << 5U,        // the sensor itself says that it cannot measure; `value` is 0
  kLostFrom = 1U << 6U,     // no reading: readings were lost from this moment on, `value` many
  kLostTo = 1U << 7U,       // no reading: up to this moment
};

/// A set of marks.
class ReadingMarks {
 public:
  ReadingMarks() = default;
  explicit ReadingMarks(std::uint32_t bits) : bits_(bits) {}
  bool has(ReadingMark mark) const { return (bits_ & static_cast<std::uint32_t>(mark)) != 0; }
  void add(ReadingMark mark) { bits_ |= static_cast<std::uint32_t>(mark); }
  bool empty() const { return bits_ == 0; }
  std::uint32_t bits() const { return bits_; }
  friend bool operator==(const ReadingMarks&, const ReadingMarks&) = default;

 private:
  std::uint32_t bits_ = 0;
};

/// One value of one sensor.
struct SensorReading {
  std::string sensor;
  WallTime at{};        // the sensor's clock; where it sent none, the hub's
  WallTime received{};  // the hub's clock
  double value_c = 0.0;
  ReadingMarks marks;

  /// Whether a rule may be held against it at its own time.
  bool is_sound() const {
    return marks.empty() ||
           marks == ReadingMarks(static_cast<std::uint32_t>(ReadingMark::kBacklog));
  }
  friend bool operator==(const SensorReading&, const SensorReading&) = default;
};

}  // namespace sunhall
