#include "core/stage/gestures.h"

#include <algorithm>
#include <cmath>

namespace sunhall {
namespace {

// Fingers that nearly touch would make a factor of any size out of a pixel.
constexpr float kSpreadMin_css = 16.0F;

}  // namespace

void Gestures::take(const PointerMove& move, std::vector<TouchEvent>& out) {
  switch (move.phase) {
    case PointerPhase::kDown:
      return put_down(move);
    case PointerPhase::kMove:
      return follow(move, out);
    case PointerPhase::kUp:
    case PointerPhase::kCancel:
      return take_off(move, out);
  }
}

void Gestures::clear() {
  fingers_.clear();
  moved_ = false;
  pinched_ = false;
  last_tap_.reset();
}

Gestures::Finger* Gestures::find(std::int64_t id) {
  const auto found = std::ranges::find(fingers_, id, &Finger::id);
  return found == fingers_.end() ? nullptr : &*found;
}

void Gestures::put_down(const PointerMove& move) {
  std::erase_if(fingers_, [&](const Finger& finger) { return finger.id == move.id; });
  if (fingers_.size() >= kFingersMax) return;
  if (fingers_.empty()) moved_ = pinched_ = false;
  fingers_.push_back({.id = move.id,
                      .down_x = move.x,
                      .down_y = move.y,
                      .x = move.x,
                      .y = move.y,
                      .down_at = move.at});
  if (fingers_.size() == kFingersMax) pinched_ = moved_ = true;
}

void Gestures::follow(const PointerMove& move, std::vector<TouchEvent>& out) {
  Finger* finger = find(move.id);
  if (finger == nullptr) return;
  if (fingers_.size() == kFingersMax) {
    pinch(*finger, move, out);
  } else {
    drag(*finger, move, out);
  }
}

void Gestures::drag(Finger& finger, const PointerMove& move, std::vector<TouchEvent>& out) {
  const float way = std::hypot(move.x - finger.down_x, move.y - finger.down_y);
  if (!moved_ && way <= kTouchSlop_css * ratio_) return;
  moved_ = true;
  out.push_back({.kind = TouchKind::kPan,
                 .x = move.x,
                 .y = move.y,
                 .dx = move.x - finger.x,
                 .dy = move.y - finger.y});
  finger.x = move.x;
  finger.y = move.y;
}

void Gestures::pinch(Finger& finger, const PointerMove& move, std::vector<TouchEvent>& out) {
  const Finger& other = &finger == &fingers_[0] ? fingers_[1] : fingers_[0];
  const float least = kSpreadMin_css * ratio_;
  const float before = std::hypot(finger.x - other.x, finger.y - other.y);
  const float after = std::hypot(move.x - other.x, move.y - other.y);
  const float x = (move.x + other.x) / 2;
  const float y = (move.y + other.y) / 2;
  out.push_back({.kind = TouchKind::kPan,
                 .x = x,
                 .y = y,
                 .dx = (move.x - finger.x) / 2,
                 .dy = (move.y - finger.y) / 2});
  out.push_back({.kind = TouchKind::kPinch,
                 .x = x,
                 .y = y,
                 .factor = std::max(after, least) / std::max(before, least)});
  finger.x = move.x;
  finger.y = move.y;
}

void Gestures::take_off(const PointerMove& move, std::vector<TouchEvent>& out) {
  const Finger* found = find(move.id);
  if (found == nullptr) return;
  Finger finger = *found;
  std::erase_if(fingers_, [&](const Finger& other) { return other.id == move.id; });
  // The last one of a pinch ends it; a finger the system took away meant nothing.
  if (!fingers_.empty() || pinched_ || move.phase == PointerPhase::kCancel) return;
  if (!moved_) return tap(finger, move.at, out);
  finger.x = move.x;
  finger.y = move.y;
  swipe(finger, move.at, out);
}

void Gestures::swipe(const Finger& finger, Ticks at, std::vector<TouchEvent>& out) const {
  const float dx = finger.x - finger.down_x;
  const float dy = finger.y - finger.down_y;
  const float longer = std::max(std::abs(dx), std::abs(dy));
  const float shorter = std::min(std::abs(dx), std::abs(dy));
  if (at - finger.down_at > kSwipeMax) return;
  if (longer < kSwipeMin_css * ratio_ || longer < shorter * kSwipeSlant) return;
  const bool sideways = std::abs(dx) > std::abs(dy);
  out.push_back({.kind = TouchKind::kSwipe,
                 .x = finger.x,
                 .y = finger.y,
                 .dx = sideways ? dx : 0.0F,
                 .dy = sideways ? 0.0F : dy});
}

void Gestures::tap(const Finger& finger, Ticks at, std::vector<TouchEvent>& out) {
  if (at - finger.down_at > kTapMax) return;
  const float reach = kDoubleTapReach_css * ratio_;
  const bool again =
      last_tap_ && at - last_tap_->at <= kDoubleTapMax &&
      std::hypot(finger.down_x - last_tap_->x, finger.down_y - last_tap_->y) <= reach;
  out.push_back({.kind = again ? TouchKind::kDoubleTap : TouchKind::kTap,
                 .x = finger.down_x,
                 .y = finger.down_y});
  last_tap_.reset();
  if (!again) last_tap_ = LastTap{finger.down_x, finger.down_y, at};
}

}  // namespace sunhall
