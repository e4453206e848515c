#include "core/stage/pin_pad.h"

#include <algorithm>

namespace sunhall {

void PinPad::open() {
  digits_.clear();
  selected_ = 0;
  wrong_ = false;
}

PinPad::Outcome PinPad::press(Key key, Ticks now) {
  if (key == Key::kBack) {
    if (digits_.empty()) return Outcome::kCancelled;
    digits_.pop_back();
    return Outcome::kGoesOn;
  }
  if (locked_s(now) > 0) return Outcome::kGoesOn;
  if (key >= Key::kDigit0 && key <= Key::kDigit9) {
    return enter(static_cast<char>('0' + static_cast<int>(key) - static_cast<int>(Key::kDigit0)),
                 now);
  }
  constexpr std::size_t kDigits = 10;
  if (key == Key::kLeft) selected_ = (selected_ + kDigits - 1) % kDigits;
  if (key == Key::kRight) selected_ = (selected_ + 1) % kDigits;
  if (key == Key::kOk) return enter(static_cast<char>('0' + static_cast<int>(selected_)), now);
  return Outcome::kGoesOn;
}

int PinPad::locked_s(Ticks now) const {
  if (now >= locked_until_) return 0;
  return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(locked_until_ - now).count());
}

PinPad::Outcome PinPad::enter(char digit, Ticks now) {
  digits_ += digit;
  wrong_ = false;
  if (digits_.size() < pin_.size()) return Outcome::kGoesOn;
  const bool right = digits_ == pin_;
  digits_.clear();
  if (right) {
    tries_ = 0;
    return Outcome::kRight;
  }
  wrong_ = true;
  if (++tries_ >= kPinTriesMax) {
    tries_ = 0;
    locked_until_ = now + kPinLock;
  }
  return Outcome::kGoesOn;
}

}  // namespace sunhall
