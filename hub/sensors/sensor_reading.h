// One value of one sensor, with both clocks.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/time.h"

namespace sunhall {

/// What is to be said about a reading; stored as one integer, so no bit ever changes its meaning.
enum class ReadingMark : std::uint32_t {
  kClockAhead = 1,    // the sensor's clock was more than two minutes ahead
  kClockBehind = 2,   // its time is longer ago than any sensor stores: the clock is wrong
  kBacklog = 4,       // kept by the sensor and sent later; its own time counts
  kNoTime = 8,        // it may have waited somewhere: `at` is when it came, not when it was
  kImplausible = 16,  // no store or cabinet has this temperature
  kFault = 32,        // the sensor itself says that it cannot measure; the value is 0
  kLostFrom = 64,     // no reading: from here on readings were lost; the value says how many
  kLostTo = 128,      // no reading: up to here
};

/// No rule may be held against a reading with one of these.
inline constexpr std::uint32_t kUnsoundMarks = 1 | 2 | 8 | 16 | 32 | 64 | 128;

/// A set of marks.
class ReadingMarks {
 public:
  ReadingMarks() = default;
  explicit ReadingMarks(std::uint32_t bits) : bits_(bits) {}
  bool has(ReadingMark mark) const { return (bits_ & static_cast<std::uint32_t>(mark)) != 0; }
  void add(ReadingMark mark) { bits_ |= static_cast<std::uint32_t>(mark); }
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
  bool is_sound() const { return (marks.bits() & kUnsoundMarks) == 0; }

  friend bool operator==(const SensorReading&, const SensorReading&) = default;
};

}  // namespace sunhall
