// Where a redirector sends a registration, for how long, and back.
#include <algorithm>
#include <utility>

#include "hub/platform/registration.h"

namespace sunhall {

void Registration::follow_redirect(const Moment& now, const RegisterAnswer& answer) {
  ++asking_->redirect_count;
  asking_->challenge_count = 0;
  target_ = answer.moved_to;
  target_until_.reset();
  if (answer.expires) {
    target_until_ = now.ticks + std::clamp(*answer.expires, kRedirectMin, kExpiresMax);
  }
  fallback_.reset();
  is_new_call_ = true;
  send_register(now, std::nullopt);
}

// RFC 3261 §21.3.4: a redirect holds for as long as it says; 2022 §9.1.2.3: without a word, until
// the server is of no use any more.
void Registration::leave_old_redirect(const Moment& now) {
  if (leave_by_ || !target_ || !target_until_ || now.ticks < *target_until_) return;
  if (expires_at_) fallback_ = target_;
  target_.reset();
  target_until_.reset();
  keepalive_sent_.reset();
  is_new_call_ = true;
}

/// Whether it stays where it is, because the redirector does not answer.
bool Registration::goes_back(const Moment& now, PlatformLinkState state) {
  const auto fallback = std::exchange(fallback_, std::nullopt);
  if (!fallback || state != PlatformLinkState::kLost) return false;
  target_ = fallback;
  target_until_ = now.ticks + kRedirectAgain;
  is_new_call_ = true;
  register_at_ = now.ticks;
  return true;
}

}  // namespace sunhall
