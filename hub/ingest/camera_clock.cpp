#include "hub/ingest/camera_clock.h"

namespace sunhall {

namespace {

using std::chrono::milliseconds;

bool is_wrap(milliseconds difference) {
  return std::chrono::abs(std::chrono::abs(difference) - kRtpWrap) < kRtpWrapSlack;
}

}  // namespace

milliseconds CameraClock::add(Ticks arrived, milliseconds error) {
  // No clock is set wrong by just that much.
  if (is_wrap(error)) error += error < milliseconds(0) ? kRtpWrap : -kRtpWrap;
  if (believed_ && is_wrap(error - *believed_)) {
    if (!odd_since_) odd_since_ = arrived;
    if (arrived - *odd_since_ < kRtpWrapBelievedAfter) return *believed_;
  }
  odd_since_.reset();
  believed_ = error;
  return error;
}

}  // namespace sunhall
