#include "hub/platform/registration.h"

#include <algorithm>
#include <array>
#include <utility>

#include "hub/platform/platform_date.h"

namespace sunhall {
namespace {

using std::chrono::seconds;

constexpr std::array kWaits{seconds(1), seconds(2), seconds(4), seconds(8), seconds(14)};
constexpr double kJitter = 0.25;
constexpr int kChallengesMax = 3;
constexpr int kRaisesMax = 2;
/// So soon after a registration the first keepalive shows that it holds.
constexpr Ticks kFirstKeepalive = seconds(2);
/// A NAT that changes its mind all the time does not make us register all the time.
constexpr Ticks kAddressChangeMin = seconds(20);
constexpr double kRefreshPart = 0.6;
/// A little early, so that with the usual 60 s a platform that forgot us learns of us within 60 s.
constexpr double kKeepalivePart = 0.95;
constexpr double kKeepaliveSpread = 0.1;

// The last wait, stretched, and the time an answer may take stay under kProbeMax.
static_assert(Ticks(kWaits.back()) * 5 / 4 + kRegisterAnswerMax < kProbeMax);

std::string refusal_words(int status) {
  switch (status) {
    case 401:
    case 407:
    case 403:
    case 406:
      return "the platform refuses our password or number (" + std::to_string(status) + ")";
    case 404:
      return "the platform does not know our number (404)";
    default:
      return "the platform answers " + std::to_string(status);
  }
}

/// RFC 3261 §21: whoever answers so does not know us; a 408 or 503 says nothing of that.
bool is_forgotten(int status) {
  return status == 401 || status == 403 || status == 404 || status == 481;
}

bool is_refusal(int status) {
  return status == 401 || status == 403 || status == 404 || status == 406 || status == 407;
}

}  // namespace

std::string_view platform_link_state_word(PlatformLinkState state) {
  switch (state) {
    case PlatformLinkState::kConnecting:
      return "connecting";
    case PlatformLinkState::kRegistered:
      return "registered";
    case PlatformLinkState::kRefused:
      return "refused";
    case PlatformLinkState::kLost:
      return "lost";
  }
  return "lost";
}

std::vector<RegistrationAction> Registration::step(const Moment& now,
                                                   const RegistrationEvent& event) {
  std::visit([&](const auto& what) { take(now, what); }, event);
  do_what_is_due(now);
  return std::exchange(actions_, {});
}

Ticks Registration::wake_at() const {
  if (is_over_) return Ticks::max();
  Ticks at = leave_by_.value_or(Ticks::max());
  if (asking_) at = std::min(at, asking_->since + kRegisterAnswerMax);
  if (leave_by_) return at;
  if (!asking_) at = std::min(at, register_at_);
  if (expires_at_) {
    at = std::min(at, *expires_at_);
    if (keepalive_sent_) {
      at = std::min(at, *keepalive_sent_ + kKeepaliveAnswerMax);
    } else if (!fallback_) {
      at = std::min(at, keepalive_at_);
    }
  }
  return at;
}

void Registration::do_what_is_due(const Moment& now) {
  const Ticks ticks = now.ticks;
  if (is_over_) return;
  if (leave_by_) {
    is_over_ = !asking_ || ticks >= *leave_by_;
    return;
  }
  if (asking_ && ticks >= asking_->since + kRegisterAnswerMax) take(now, RegisterSilence{});
  if (keepalive_sent_ && ticks >= *keepalive_sent_ + kKeepaliveAnswerMax) miss_keepalive(now);
  if (expires_at_ && ticks >= *expires_at_) lose(now, "the registration expired");
  if (!asking_ && ticks >= register_at_) begin_register(now);
  // While a redirector is asked there is nobody to keep alive for.
  if (expires_at_ && !keepalive_sent_ && !fallback_ && ticks >= keepalive_at_) {
    keepalive_sent_ = ticks;
    keepalive_at_ = ticks + keepalive_wait();
    actions_.emplace_back(SendKeepalive{});
  }
}

void Registration::begin_register(const Moment& now) {
  leave_old_redirect(now);
  asking_ = Asking{.since = now.ticks, .nonce = {}};
  send_register(now, std::nullopt);
}

void Registration::send_register(const Moment& now, std::optional<DigestChallenge> challenge) {
  asking_->since = now.ticks;
  asking_->nonce = challenge ? challenge->nonce : std::string();
  actions_.emplace_back(
      SendRegister{.to = target_,
                   .expires = leave_by_ ? seconds(0) : expires_,
                   .challenge = std::move(challenge),
                   .is_new_call = std::exchange(is_new_call_, false),
                   .is_new_connection = std::exchange(is_new_connection_, false)});
}

void Registration::take(const Moment&, const TimePassed&) {}

void Registration::take(const Moment& now, const RegisterAnswer& answer) {
  if (!asking_ || answer.status < 200) return;
  if (answer.status < 300) return take_success(now, answer);
  if (answer.status < 400 && answer.moved_to && asking_->redirect_count < kRedirectsMax) {
    return follow_redirect(now, answer);
  }
  if ((answer.status == 401 || answer.status == 407) && answer.challenge) {
    return take_challenge(now, answer);
  }
  // RFC 3261 §10.3 step 6: the registrar names the shortest time it takes.
  if (answer.status == 423 && answer.min_expires && *answer.min_expires > expires_ &&
      *answer.min_expires <= kExpiresMax && asking_->raise_count < kRaisesMax) {
    ++asking_->raise_count;
    expires_ = *answer.min_expires;
    return send_register(now, std::nullopt);
  }
  if (is_refusal(answer.status)) {
    return fail_register(now, PlatformLinkState::kRefused,
                         answer.trouble.empty() ? refusal_words(answer.status) : answer.trouble,
                         kRefusedWait + jitter(seconds(10)) - seconds(10));
  }
  const Ticks asked_for = answer.retry_after
                              ? std::clamp<Ticks>(*answer.retry_after, seconds(1), kRefusedWait)
                              : Ticks(0);
  fail_register(now, PlatformLinkState::kLost, refusal_words(answer.status),
                std::max(asked_for, after_failure()));
}

void Registration::take_challenge(const Moment& now, const RegisterAnswer& answer) {
  Asking& asking = *asking_;
  ++asking.challenge_count;
  // RFC 7616 §3.3: the password was right when the nonce is only stale. Some platforms ask again
  // with a new nonce and do not say stale: once is believed.
  const bool is_again = !asking.nonce.empty() && !answer.challenge->is_stale &&
                        (answer.challenge->nonce == asking.nonce || asking.challenge_count > 2);
  if (is_again || asking.challenge_count > kChallengesMax) {
    return fail_register(now, PlatformLinkState::kRefused, refusal_words(answer.status),
                         kRefusedWait + jitter(seconds(10)) - seconds(10));
  }
  send_register(now, answer.challenge);
}

void Registration::take_success(const Moment& now, const RegisterAnswer& answer) {
  const Ticks round_trip = now.ticks - asking_->since;
  asking_.reset();
  if (leave_by_) return;
  registered_at_ = now.ticks;
  fallback_.reset();
  // 0 in an answer to somebody who came is a slip: nobody is registered for no time.
  const bool is_told = answer.expires && answer.expires->count() > 0;
  const seconds granted = std::clamp(is_told ? *answer.expires : expires_, kExpiresMin,
                                     std::max(expires_, kExpiresMin));
  const bool was_registered = expires_at_.has_value();
  expires_at_ = now.ticks + granted;
  register_at_ = now.ticks + std::chrono::duration_cast<Ticks>(granted * kRefreshPart);
  if (target_until_) register_at_ = std::min(register_at_, *target_until_);
  if (!was_registered) {
    keepalive_at_ = now.ticks + kFirstKeepalive;
    figures_.registered_since = now.wall.utc;
  }
  if (const auto date = read_platform_date(answer.date, now.wall.offset)) {
    // The answer was written about half a round trip ago.
    const auto half = std::chrono::duration_cast<std::chrono::milliseconds>(round_trip / 2);
    figures_.clock_drift = *date - (now.wall.utc - half);
  }
  figures_.registered_until = now.wall.utc + granted;
  figures_.version = answer.version;
  figures_.state = PlatformLinkState::kRegistered;
  figures_.trouble.clear();
  figures_.missed_keepalives = 0;
  ++figures_.register_count;
}

void Registration::take(const Moment& now, const RegisterSilence&) {
  if (!asking_) return;
  is_new_connection_ = true;
  fail_register(now, PlatformLinkState::kLost, "the platform does not answer", after_failure());
}

void Registration::fail_register(const Moment& now, PlatformLinkState state, std::string trouble,
                                 Ticks wait) {
  asking_.reset();
  if (leave_by_) return;
  if (goes_back(now, state)) return;
  // A server that we were sent to is of no use any more: back to the one that sent us.
  if (target_) {
    target_.reset();
    target_until_.reset();
    is_new_call_ = true;
    wait = std::min(wait, after_failure());
  }
  register_at_ = now.ticks + wait;
  const bool is_silence = state == PlatformLinkState::kLost;
  if (expires_at_ && is_silence) return;  // still registered: the keepalives tell
  if (expires_at_) {
    lose(now, trouble);
    register_at_ = now.ticks + wait;
  }
  is_new_call_ = true;
  figures_.state = state;
  figures_.trouble = std::move(trouble);
}

void Registration::take(const Moment& now, const KeepaliveAnswer& answer) {
  if (!keepalive_sent_ || answer.status < 200) return;
  if (answer.status >= 300 && !is_forgotten(answer.status)) return miss_keepalive(now);
  keepalive_sent_.reset();
  if (!expires_at_) return;
  if (answer.status < 300) {
    figures_.missed_keepalives = 0;
    failure_count_ = 0;
    return;
  }
  lose(now, "the platform does not know us any more (" + std::to_string(answer.status) + ")");
}

void Registration::take(const Moment& now, const KeepaliveSilence&) {
  if (keepalive_sent_) miss_keepalive(now);
}

void Registration::miss_keepalive(const Moment& now) {
  keepalive_sent_.reset();
  if (!expires_at_) return;
  ++figures_.missed_keepalives;
  if (figures_.missed_keepalives >= plan_.keepalive_misses_max) {
    return lose(now, "the platform does not answer keepalives");
  }
  // It may have been started anew and not know us, or its connection be dead without a word:
  // registering again at once, over a new one, is harmless.
  if (asking_ || failure_count_ != 0) return;
  register_at_ = now.ticks;
  is_new_connection_ = true;
}

void Registration::take(const Moment& now, const ConnectionBroke&) {
  if (asking_) take(now, RegisterSilence{});
  if (expires_at_ && !leave_by_) lose(now, "the connection to the platform broke");
}

void Registration::lose(const Moment& now, std::string trouble) {
  expires_at_.reset();
  keepalive_sent_.reset();
  target_.reset();
  target_until_.reset();
  fallback_.reset();
  is_new_call_ = true;
  ++figures_.lost_count;
  figures_.state = PlatformLinkState::kLost;
  figures_.trouble = std::move(trouble);
  figures_.missed_keepalives = 0;
  figures_.registered_since.reset();
  figures_.registered_until.reset();
  // The first time at once: whoever forgot us is there.
  const bool is_first = failure_count_ == 0;
  const Ticks wait = after_failure();
  if (!asking_) register_at_ = now.ticks + (is_first ? Ticks(0) : wait);
}

void Registration::take(const Moment& now, const AddressChanged&) {
  if (!expires_at_ || asking_ || now.ticks < registered_at_ + kAddressChangeMin) return;
  register_at_ = now.ticks;
}

void Registration::take(const Moment& now, const StatusChanged&) {
  keepalive_at_ = std::min(keepalive_at_, now.ticks + kFirstKeepalive);
}

void Registration::take(const Moment& now, const LeavePlatform&) {
  if (leave_by_) return;
  leave_by_ = now.ticks + kLeaveMax;
  const bool was_registered = expires_at_.has_value();
  asking_.reset();
  keepalive_sent_.reset();
  if (was_registered) begin_register(now);
}

Ticks Registration::after_failure() {
  const auto at =
      std::min<std::size_t>(static_cast<std::size_t>(failure_count_), kWaits.size() - 1);
  ++failure_count_;
  return jitter(kWaits[at]);
}

Ticks Registration::keepalive_wait() {
  std::uniform_real_distribution<double> part(kKeepalivePart - kKeepaliveSpread, kKeepalivePart);
  return std::chrono::duration_cast<Ticks>(Ticks(plan_.keepalive) * part(random_));
}

Ticks Registration::jitter(Ticks wait) {
  std::uniform_real_distribution<double> spread(1.0 - kJitter, 1.0 + kJitter);
  return std::chrono::duration_cast<Ticks>(wait * spread(random_));
}

}  // namespace sunhall
