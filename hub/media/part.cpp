#include "hub/media/part.h"

namespace sunhall {

std::string_view run_reason_word(RunReason reason) {
  switch (reason) {
    case RunReason::kHubStarted:
      return "hub_started";
    case RunReason::kCameraBack:
      return "camera_back";
    case RunReason::kCodecChanged:
      return "codec_changed";
    case RunReason::kClockStepped:
      return "clock_stepped";
    case RunReason::kTimestampsJumped:
      return "timestamps_jumped";
  }
  return "";
}

}  // namespace sunhall
