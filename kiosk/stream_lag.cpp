#include "kiosk/stream_lag.h"

#include <algorithm>

namespace sunhall {

namespace {

// A camera's clock may be this much slower than ours without its pictures being late.
constexpr Ticks::rep kDriftMax_ppm = 500;
// A timestamp that goes back, or runs ahead of time, by more than this is a new clock.
constexpr Ticks kClockStep = std::chrono::seconds(1);

}  // namespace

Ticks StreamLag::measure(Ticks arrived, Ticks timestamp) {
  const Ticks offset = arrived - timestamp;
  const bool stepped_back = timestamp < last_timestamp_ - kClockStep;
  if (!baseline_ || stepped_back) {
    baseline_ = offset;
  } else {
    const Ticks drift = (arrived - last_arrived_) * kDriftMax_ppm / 1'000'000;
    baseline_ = std::min(offset, *baseline_ + drift);
  }
  last_arrived_ = arrived;
  last_timestamp_ = timestamp;
  return offset - *baseline_;
}

}  // namespace sunhall
