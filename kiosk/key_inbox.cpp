#include "kiosk/key_inbox.h"

namespace sunhall {

void KeyInbox::put(const KeyInput& input) {
  {
    MutexLock lock(mutex_);
    if (inputs_.size() >= kInputCountMax) {
      ++dropped_count_;
      return;
    }
    inputs_.push_back(input);
  }
  if (wake_) wake_();
}

std::optional<KeyInput> KeyInbox::take() {
  MutexLock lock(mutex_);
  if (inputs_.empty()) return std::nullopt;
  const KeyInput input = inputs_.front();
  inputs_.pop_front();
  return input;
}

std::uint64_t KeyInbox::dropped_count() const {
  MutexLock lock(mutex_);
  return dropped_count_;
}

}  // namespace sunhall
