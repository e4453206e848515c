// Asking for a PIN with digits, or with six keys only.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/time.h"
#include "core/stage/key.h"

namespace sunhall {

/// Wrong tries before the pad locks itself.
inline constexpr int kPinTriesMax = 5;
/// How long it stays locked.
inline constexpr Ticks kPinLock = std::chrono::seconds(60);

/// Takes keys until they make the PIN.
///
/// A remote with six keys chooses a digit with ← → and enters it with OK; digits enter themselves.
class PinPad {
 public:
  enum class Outcome : unsigned char { kGoesOn, kRight, kCancelled };

  explicit PinPad(std::string pin) : pin_(std::move(pin)) {}

  /// Begins a new entry; a lock goes on.
  void open();

  Outcome press(Key key, Ticks now);

  std::size_t entered() const { return digits_.size(); }
  std::size_t length() const { return pin_.size(); }
  std::size_t selected() const { return selected_; }
  bool wrong() const { return wrong_; }
  /// Whole seconds until the pad takes keys again; 0 when it does.
  int locked_s(Ticks now) const;

 private:
  Outcome enter(char digit, Ticks now);

  const std::string pin_;
  std::string digits_;
  std::size_t selected_ = 0;
  int tries_ = 0;
  bool wrong_ = false;
  Ticks locked_until_{0};
};

}  // namespace sunhall
