// A stream in figures, from its packets alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "core/base/time.h"

namespace sunhall {

/// The figures are of at most this much time.
inline constexpr Ticks kMeterWindow = std::chrono::seconds(10);
/// Younger figures are not told: the first packets come in a burst.
inline constexpr Ticks kMeterMin = std::chrono::seconds(1);

/// Measures frame rate, bit rate and keyframe interval.
///
/// Units:   times are the camera's own, in decode order; their zero means nothing.
class StreamMeter {
 public:
  void add(Ticks time, std::size_t bytes, bool is_key);
  void reset() { *this = StreamMeter(); }

  std::optional<double> frames_per_s() const;
  std::optional<std::uint64_t> bits_per_s() const;
  /// The newest distance of two keyframes.
  std::optional<Ticks> keyframe_interval() const { return keyframe_interval_; }
  std::optional<Ticks> last_keyframe() const { return last_keyframe_; }

 private:
  struct Sample {
    Ticks time{0};
    std::size_t bytes = 0;
  };

  std::optional<Ticks> span() const;

  std::deque<Sample> samples_;
  std::uint64_t bytes_ = 0;  // of the samples
  std::optional<Ticks> last_keyframe_;
  std::optional<Ticks> keyframe_interval_;
};

}  // namespace sunhall
