#include "hub/platform/media/live_play.h"

namespace sunhall {

void LivePlay::begin(RtpSender& sender, Ticks now) {
  has_begun_ = true;
  needs_keyframe_ = true;
  last_pack_ = now;
  last_begin_ = now;
  for (const TimedPack& pack : feed_->since_keyframe()) take(pack, sender, now);
}

void LivePlay::take(const TimedPack& pack, RtpSender& sender, Ticks now) {
  if (!has_begun_) return;
  last_pack_ = now;
  if (needs_keyframe_ && !pack.pack->is_key) {
    ++skipped_count_;
    return;
  }
  needs_keyframe_ = false;
  if (sender.put(pack, now)) return;
  // Too slow: what waits is old by now, and what follows cannot be decoded without it.
  skipped_count_ += sender.drop_waiting() + 1;
  needs_keyframe_ = true;
}

void LivePlay::begin_anew(RtpSender& sender, Ticks now) {
  if (!has_begun_ || now - last_begin_ < kGbKeyframeEvery) return;
  if (feed_->since_keyframe().empty()) return;
  sender.drop_waiting();
  begin(sender, now);
}

}  // namespace sunhall
