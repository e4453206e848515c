#include "core/stage/key_repeat.h"

namespace sunhall {

bool repeats_when_held(Key key) {
  switch (key) {
    case Key::kUp:
    case Key::kDown:
    case Key::kLeft:
    case Key::kRight:
    case Key::kChannelUp:
    case Key::kChannelDown:
      return true;
    default:
      return false;
  }
}

void KeyRepeat::push(const KeyInput& input) {
  Held& held = held_[static_cast<std::size_t>(input.key)];
  switch (input.move) {
    case KeyMove::kDown:
      press(input, held);
      break;
    case KeyMove::kHeld:
      hold(input, held);
      break;
    case KeyMove::kUp:
      if (!held.down) break;
      send_long_if_due(input.key, held, input.at);
      held.down = false;
      held.last_up = input.at;
      break;
  }
}

void KeyRepeat::press(const KeyInput& input, Held& held) {
  // The window system debounces its keyboards, and a script is never torn: their quick presses
  // are meant. Two sources that report one key at the same time report one press.
  const bool may_bounce = input.source == KeySource::kEvdev || input.source == KeySource::kCec ||
                          input.source != held.source;
  const bool soon_after_up = held.last_up && input.at - *held.last_up < kBounce;
  if (held.down) {
    // A second down without an up: the same press reported twice, or an up that got lost.
    if (may_bounce && input.at - held.since < kBounce) return;
  } else if (may_bounce && soon_after_up) {
    held.down = true;  // goes on as the press before: `since` and `long_sent` stay
    return;
  }
  held = Held{.down = true,
              .since = input.at,
              .last_up = std::nullopt,
              .last_repeat = input.at,
              .source = input.source};
  queue(input.key, KeyAction::kPress);
}

void KeyRepeat::hold(const KeyInput& input, Held& held) {
  if (!held.down) return;  // was held before we listened: not meant for us
  send_long_if_due(input.key, held, input.at);
  if (!repeats_when_held(input.key) || input.at - held.last_repeat < kRepeatGap) return;
  held.last_repeat = input.at;
  queue(input.key, KeyAction::kRepeat);
}

void KeyRepeat::send_long_if_due(Key key, Held& held, Ticks now) {
  if (!held.down || held.long_sent || repeats_when_held(key)) return;
  if (now - held.since < kLongPress) return;
  held.long_sent = true;
  queue(key, KeyAction::kLong);
}

std::optional<KeyEvent> KeyRepeat::take(Ticks now) {
  for (std::size_t i = 0; i < held_.size(); ++i) {
    send_long_if_due(static_cast<Key>(i), held_[i], now);
  }
  if (queue_.empty()) return std::nullopt;
  const KeyEvent event = queue_.front();
  queue_.pop_front();
  return event;
}

std::optional<Ticks> KeyRepeat::next_due() const {
  std::optional<Ticks> due;
  for (std::size_t i = 0; i < held_.size(); ++i) {
    const Held& held = held_[i];
    if (!held.down || held.long_sent || repeats_when_held(static_cast<Key>(i))) continue;
    if (!due || held.since + kLongPress < *due) due = held.since + kLongPress;
  }
  return due;
}

void KeyRepeat::release_all() {
  for (Held& held : held_) held.down = false;
}

void KeyRepeat::queue(Key key, KeyAction action) {
  if (queue_.size() >= kQueuedKeyCountMax) {
    ++dropped_count_;
    return;
  }
  queue_.push_back({key, action});
}

}  // namespace sunhall
