// What the stage is told about one camera's feed.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/stage/feed_state.h"

namespace sunhall {

struct FeedView {
  FeedState state = FeedState::kIdle;
  bool has_picture = false;              // a picture of this feed can be drawn
  bool shows_main = false;               // and it came from the main stream
  float aspect = 16.0F / 9.0F;           // of that picture
  std::optional<WallTime> picture_time;  // wall-clock of that picture
  std::optional<WallTime> lost_since;    // when the newest picture came, or when it was asked for
  std::string reason;                    // why there is none, in one plain sentence; may be empty
};

/// True when the picture may stand for the kitchen of now (late perhaps, and then marked).
inline bool worth_showing(const FeedView& feed) {
  return feed.has_picture && (feed.state == FeedState::kLive || feed.state == FeedState::kDelayed);
}

}  // namespace sunhall
