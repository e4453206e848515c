#include "core/stage/rotation.h"

#include <algorithm>

namespace sunhall {

void Rotation::step(Ticks now, std::span<const FeedView> feeds) {
  if (feeds.empty()) return;
  if (current_ >= feeds.size()) current_ = 0;
  if (leaving_ && now - fade_began_ >= kFade) leaving_.reset();
  if (turn_ends_ < Ticks::zero()) turn_ends_ = now + dwell_;
  if (held_ && !hurried_) return;

  if (!next_ && now >= turn_ends_ - kPreRoll) {
    const std::size_t candidate = pick(+1, current_, feeds);
    if (candidate != current_) next_ = candidate;
  }
  if (now < turn_ends_) return;
  if (!next_) {
    turn_ends_ = now + dwell_;  // nobody else: this one has another turn
    return;
  }
  const FeedView& feed = feeds[*next_];
  const bool late = now >= turn_ends_ + kMainGrace;
  if (worth_showing(feed) && (feed.shows_main || late)) {
    switch_to(*next_, now);
  } else if (late) {
    const std::size_t other = pick(+1, *next_, feeds);  // this one brought no picture in its time
    next_.reset();
    if (other != current_) next_ = other;
    turn_ends_ = now + kPreRoll;
    hurried_ = false;
  }
}

void Rotation::go(int direction, Ticks now, std::span<const FeedView> feeds) {
  if (feeds.empty()) return;
  next_ = pick(direction, current_, feeds);
  if (*next_ == current_) {
    next_.reset();
    return;
  }
  turn_ends_ = now;
  hurried_ = true;
  if (worth_showing(feeds[*next_])) switch_to(*next_, now);  // a key is answered at once
}

void Rotation::jump(std::size_t camera, Ticks now) {
  current_ = camera;
  leaving_.reset();
  next_.reset();
  hurried_ = false;
  turn_ends_ = now + dwell_;
}

void Rotation::toggle_hold(Ticks now) {
  held_ = !held_;
  next_.reset();
  turn_ends_ = now + dwell_;
}

float Rotation::fade(Ticks now) const {
  if (!leaving_) return 1.0F;
  const float passed = static_cast<float>((now - fade_began_).count());
  return std::clamp(passed / static_cast<float>(kFade.count()), 0.0F, 1.0F);
}

// The nearest camera after `from` with a picture; a small tile's picture says that it works.
// A camera that nobody has decoded yet gets its chance; one that is known to be away does not.
std::size_t Rotation::pick(int direction, std::size_t from, std::span<const FeedView> feeds) const {
  const std::size_t count = feeds.size();
  for (std::size_t k = 1; k < count; ++k) {
    const std::size_t at = (direction > 0 ? from + k : from + count - k) % count;
    if (at == current_) return current_;
    if (feeds[at].state == FeedState::kIdle || worth_showing(feeds[at])) return at;
  }
  return current_;
}

void Rotation::switch_to(std::size_t camera, Ticks now) {
  leaving_ = current_;
  fade_began_ = now;
  current_ = camera;
  next_.reset();
  hurried_ = false;
  turn_ends_ = now + dwell_;
}

}  // namespace sunhall
