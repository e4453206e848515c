#include "core/stage/rotation.h"

#include <algorithm>

namespace sunhall {

void Rotation::step(Ticks now, std::span<const FeedView> feeds, Demand wanted) {
  if (feeds.empty()) return;
  if (current_ >= feeds.size()) current_ = 0;
  if (leaving_ && now - fade_began_ >= kFade) leaving_.reset();
  if (turn_ends_ < Ticks::zero()) turn_ends_ = now + dwell_;
  if (held_ && !hurried_) return;

  if (!next_ && now >= turn_ends_ - kPreRoll) {
    const std::size_t candidate = pick(+1, current_, feeds);
    if (candidate != current_) next_ = candidate;
  }
  if (hurried_ && next_ && worth_showing(feeds[*next_])) return switch_to(*next_, now);
  if (hurried_ && next_ && feeds[*next_].state == FeedState::kLost) return give_up_next(now, feeds);
  if (now < turn_ends_) return;
  if (!next_) {
    turn_ends_ = now + dwell_;  // nobody else: this one has another turn
    return;
  }
  const FeedView& feed = feeds[*next_];
  const bool late = now >= turn_ends_ + kMainGrace;
  const bool sharp = feed.shows_main || wanted != Demand::kBig;
  if (worth_showing(feed) && (sharp || late)) {
    switch_to(*next_, now);
  } else if (late) {
    give_up_next(now, feeds);
  }
}

void Rotation::go(int direction, Ticks now, std::span<const FeedView> feeds) {
  if (feeds.empty()) return;
  const std::size_t from = hurried_ && next_ ? *next_ : current_;
  const std::size_t target = pick(direction, from, feeds);
  next_.reset();
  hurried_ = target != current_;
  if (!hurried_) return;
  if (worth_showing(feeds[target])) return switch_to(target, now);  // a key is answered at once
  next_ = target;
  direction_ = direction;
  turn_ends_ = now + kPreRoll;
}

void Rotation::jump(std::size_t camera, Ticks now) {
  current_ = camera;
  leaving_.reset();
  begin_turn(now);
}

void Rotation::begin_turn(Ticks now) {
  next_.reset();
  hurried_ = false;
  turn_ends_ = now + dwell_;
}

void Rotation::toggle_hold(Ticks now) {
  held_ = !held_;
  begin_turn(now);
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
  begin_turn(now);
}

// The next one brought no picture in its time: the one after it gets the same chance.
void Rotation::give_up_next(Ticks now, std::span<const FeedView> feeds) {
  const std::size_t other = pick(hurried_ ? direction_ : +1, *next_, feeds);
  next_.reset();
  turn_ends_ = now + kPreRoll;
  if (other == current_) {
    hurried_ = false;
  } else {
    next_ = other;
  }
}

}  // namespace sunhall
