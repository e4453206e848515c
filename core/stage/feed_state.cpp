#include "core/stage/feed_state.h"

namespace sunhall {

std::string_view feed_state_word(FeedState state) {
  switch (state) {
    case FeedState::kIdle:
      return "idle";
    case FeedState::kOpening:
      return "opening";
    case FeedState::kLive:
      return "live";
    case FeedState::kDelayed:
      return "delayed";
    case FeedState::kLost:
      return "lost";
    case FeedState::kStill:
      return "still";
  }
  return "idle";
}

FeedState judge_feed(const FeedFacts& facts, Ticks now) {
  if (!facts.wanted_since) return FeedState::kIdle;
  const bool is_recent = facts.newest_picture && now - *facts.newest_picture <= kLostAfter;
  if (!is_recent) {
    // A picture from before this watch says nothing about it: the feed is still opening.
    const bool had_picture = facts.newest_picture && *facts.newest_picture >= *facts.wanted_since;
    const bool had_time = now - *facts.wanted_since > kLostAfter;
    return had_picture || had_time ? FeedState::kLost : FeedState::kOpening;
  }
  if (now - *facts.newest_picture > kDelayedAfter) return FeedState::kDelayed;
  const Ticks changed = facts.newest_change.value_or(*facts.newest_picture);
  return now - changed > kStillAfter ? FeedState::kStill : FeedState::kLive;
}

}  // namespace sunhall
