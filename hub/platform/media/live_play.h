// One receiver of a live feed: where it begins, and what becomes of it when it is slow.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "hub/platform/media/live_feed.h"
#include "hub/platform/media/media_desk.h"
#include "hub/platform/media/rtp_sender.h"

namespace sunhall {

/// Who comes later than this after a keyframe is sent it as a still, and moves from the next one
/// on.
inline constexpr MediaTime kGbReplayMax = std::chrono::seconds(2);

/// Sends a feed's packs, none twice and none older than the one before: a receiver that records or
/// checks timestamps never sees them step back.
///
/// Threads: one at a time.
class LivePlay {
 public:
  explicit LivePlay(std::shared_ptr<LiveFeed> feed) : feed_(std::move(feed)) {}

  const LiveFeed* feed() const { return feed_.get(); }

  /// Begins at the newest keyframe that is in memory, else at the next one.
  void begin(RtpSender& sender, Ticks now);
  /// The feed has a new pack. One that is older than what was sent is no video: a camera whose
  /// times have stepped back for long ends the session.
  void take(const TimedPack& pack, RtpSender& sender, Ticks now);

  bool has_no_video(Ticks now) const { return has_begun_ && now - last_pack_ > kGbNoVideoMax; }
  std::uint64_t skipped_count() const { return skipped_count_; }

 private:
  const std::shared_ptr<LiveFeed> feed_;
  bool has_begun_ = false;
  bool needs_keyframe_ = true;
  Ticks last_pack_{0};
  std::optional<MediaTime> last_time_;
  std::uint64_t skipped_count_ = 0;
};

}  // namespace sunhall
