#include "hub/platform/media/past_timeline.h"

#include <algorithm>

namespace sunhall {
namespace {

using Seconds = std::chrono::duration<double>;

}  // namespace

void PastTimeline::resume(double speed, Ticks now) {
  speed_ = speed;
  anchor(now);
}

void PastTimeline::anchor(Ticks now) {
  anchor_ticks_ = now;
  anchor_ = next_;
}

/// A span of the recording as it leaves.
MediaTime PastTimeline::played(MediaTime span) const {
  const MediaTime bounded = std::clamp(span, MediaTime(0), kGbPictureMax);
  if (times_ == Times::kTrue) return bounded;
  return std::chrono::round<MediaTime>(Seconds(bounded) / speed_);
}

Ticks PastTimeline::due() const {
  if (!anchor_ticks_) return Ticks(0);
  const double factor = times_ == Times::kTrue ? speed_ : 1.0;
  return *anchor_ticks_ + std::chrono::floor<Ticks>(Seconds(next_ - anchor_) / factor);
}

Ticks PastTimeline::sending_time(const AccessUnit& picture) const {
  const MediaTime bounded = std::clamp(picture.duration, MediaTime(0), kGbPictureMax);
  return std::chrono::floor<Ticks>(Seconds(bounded) / speed_);
}

void PastTimeline::stamp(AccessUnit& picture, MediaTime lead, Ticks now) {
  if (!anchor_ticks_ || now - due() > kGbLateMax) anchor(now);
  const MediaTime order = picture.pts - picture.dts + lead;
  pass(picture);
  picture.dts = next_ - played(picture.duration);
  picture.pts = picture.dts + played(order);
}

void PastTimeline::pass(const AccessUnit& picture) {
  next_ += played(picture.duration);
}

}  // namespace sunhall
