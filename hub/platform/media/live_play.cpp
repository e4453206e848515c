#include "hub/platform/media/live_play.h"

namespace sunhall {

void LivePlay::begin(RtpSender& sender, Ticks now) {
  has_begun_ = true;
  last_pack_ = now;
  const auto& packs = feed_->since_keyframe();
  if (packs.empty()) return;
  const MediaTime age = packs.back().pack->time - packs.front().pack->time;
  if (age <= kGbReplayMax) {
    for (const TimedPack& pack : packs) take(pack, sender, now);
    return;
  }
  take(packs.front(), sender, now);
  needs_keyframe_ = true;
}

void LivePlay::take(const TimedPack& pack, RtpSender& sender, Ticks now) {
  if (!has_begun_) return;
  if (last_time_ && pack.pack->time <= *last_time_) {
    ++skipped_count_;
    needs_keyframe_ = true;
    return;
  }
  last_pack_ = now;
  if (needs_keyframe_ && !pack.pack->is_key) {
    ++skipped_count_;
    return;
  }
  needs_keyframe_ = false;
  if (sender.put(pack, now)) {
    last_time_ = pack.pack->time;
    return;
  }
  // Too slow: what waits is old by now, and what follows cannot be decoded without it.
  skipped_count_ += sender.drop_waiting() + 1;
  needs_keyframe_ = true;
}

}  // namespace sunhall
