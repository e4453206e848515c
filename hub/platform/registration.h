// Keeps a device registered with a platform: what to send when, and what an answer means.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "core/base/time.h"
#include "hub/platform/link_state.h"
#include "hub/platform/sip/digest.h"

namespace sunhall {

/// A request without an answer for so long is a failure; the network may still bring one later.
inline constexpr Ticks kRegisterAnswerMax = std::chrono::seconds(8);
inline constexpr Ticks kKeepaliveAnswerMax = std::chrono::seconds(8);
/// A silent platform is asked at most so far apart, answer included: GB/T 28181 suggests 60 s, but
/// a platform that is back sees us again within that.
inline constexpr Ticks kProbeMax = std::chrono::seconds(30);
/// A platform that says no is asked so far apart: an account may be locked by too many tries.
inline constexpr Ticks kRefusedWait = std::chrono::seconds(50);
inline constexpr int kRedirectsMax = 3;
/// A redirect that is told to hold for less holds for this.
inline constexpr std::chrono::seconds kRedirectMin{60};
/// So long after a redirector was silent it is asked again; until then its last word holds.
inline constexpr std::chrono::minutes kRedirectAgain{10};
/// How long an unregistration may take.
inline constexpr Ticks kLeaveMax = std::chrono::seconds(2);
/// A registration that is granted for less is refreshed as if it were this: three seconds apart.
inline constexpr std::chrono::seconds kExpiresMin{5};
inline constexpr std::chrono::seconds kExpiresMax{604'800};

/// Where a redirector sends us; `host` may be a name.
struct RegistrarAddress {
  std::string host;
  std::uint16_t port = 5060;
  std::string server_id{};  // 20 digits; empty: not told

  friend bool operator==(const RegistrarAddress&, const RegistrarAddress&) = default;
};

/// A platform's answer to REGISTER, as far as it matters.
struct RegisterAnswer {
  int status = 0;
  std::optional<RegistrarAddress> moved_to{};  // of 302
  /// Contact's, else Expires: how long the registration holds, of 302 the redirect.
  std::optional<std::chrono::seconds> expires{};
  std::optional<std::chrono::seconds> min_expires{};  // of 423
  std::optional<std::chrono::seconds> retry_after{};
  std::optional<DigestChallenge> challenge{};  // of 401 and 407
  std::string date;                            // as it came
  std::string version;                         // of X-GB-Ver
  std::string trouble{};  // why the challenge cannot be answered; empty: it can
};
struct RegisterSilence {};  // it could not be sent, or was not answered
struct KeepaliveAnswer {
  int status = 0;
};
struct KeepaliveSilence {};
struct ConnectionBroke {};
struct AddressChanged {};  // the platform sees us under another address than it was told
struct StatusChanged {};   // the next keepalive says something else: soon
struct LeavePlatform {};
struct TimePassed {};

using RegistrationEvent =
    std::variant<TimePassed, RegisterAnswer, RegisterSilence, KeepaliveAnswer, KeepaliveSilence,
                 ConnectionBroke, AddressChanged, StatusChanged, LeavePlatform>;

struct SendRegister {
  std::optional<RegistrarAddress> to{};  // empty: the platform's own address
  std::chrono::seconds expires{0};       // 0: unregister
  std::optional<DigestChallenge> challenge{};
  bool is_new_call = false;        // with a new Call-ID, CSeq from 1
  bool is_new_connection = false;  // what was open does not answer any more
};
struct SendKeepalive {};

using RegistrationAction = std::variant<SendRegister, SendKeepalive>;

struct RegistrationFigures {
  PlatformLinkState state = PlatformLinkState::kConnecting;
  std::string trouble;
  std::optional<WallTime> registered_since;
  std::optional<WallTime> registered_until;
  std::string version;
  std::optional<std::chrono::milliseconds> clock_drift;
  int missed_keepalives = 0;
  std::uint64_t register_count = 0;
  std::uint64_t lost_count = 0;
};

/// Decides what keeps the registration; the same seed gives the same jitter.
///
/// Pure: the caller sends what `step` returns, and steps again at `wake_at` or at an event. An
/// answer that comes late, when nothing waits for it, changes nothing.
///
/// Source:  GB/T 28181-2022 §9.1 (registration), §9.6 (keepalive); RFC 3261 §10.
class Registration {
 public:
  struct Plan {
    std::chrono::seconds expires{86'400};
    std::chrono::seconds keepalive{60};
    int keepalive_misses_max = 3;
    std::uint64_t seed = 0;
  };

  explicit Registration(const Plan& plan)
      : plan_(plan), expires_(plan.expires), random_(plan.seed) {}

  std::vector<RegistrationAction> step(const Moment& now, const RegistrationEvent& event);
  Ticks wake_at() const;
  const RegistrationFigures& figures() const { return figures_; }
  /// After LeavePlatform: the platform has let us go, or it took too long.
  bool is_over() const { return is_over_; }

 private:
  struct Asking {
    Ticks since{0};
    int challenge_count = 0;
    int redirect_count = 0;
    int raise_count = 0;
    std::string nonce;  // that was answered; empty: none
  };

  void take(const Moment& now, const TimePassed& event);
  void take(const Moment& now, const RegisterAnswer& answer);
  void take(const Moment& now, const RegisterSilence& event);
  void take(const Moment& now, const KeepaliveAnswer& answer);
  void take(const Moment& now, const KeepaliveSilence& event);
  void take(const Moment& now, const ConnectionBroke& event);
  void take(const Moment& now, const AddressChanged& event);
  void take(const Moment& now, const StatusChanged& event);
  void take(const Moment& now, const LeavePlatform& event);
  void take_challenge(const Moment& now, const RegisterAnswer& answer);
  void take_success(const Moment& now, const RegisterAnswer& answer);
  void do_what_is_due(const Moment& now);
  void begin_register(const Moment& now);
  void leave_old_redirect(const Moment& now);
  void follow_redirect(const Moment& now, const RegisterAnswer& answer);
  bool goes_back(const Moment& now, PlatformLinkState state);
  void send_register(const Moment& now, std::optional<DigestChallenge> challenge);
  void fail_register(const Moment& now, PlatformLinkState state, std::string trouble, Ticks wait);
  void miss_keepalive(const Moment& now);
  void lose(const Moment& now, std::string trouble);
  Ticks after_failure();
  Ticks keepalive_wait();
  Ticks jitter(Ticks wait);

  const Plan plan_;
  std::chrono::seconds expires_;  // that we ask for
  std::mt19937_64 random_;
  RegistrationFigures figures_;
  std::vector<RegistrationAction> actions_;
  std::optional<Asking> asking_;
  std::optional<RegistrarAddress> target_;
  std::optional<Ticks> target_until_;         // empty: as long as it lives
  std::optional<RegistrarAddress> fallback_;  // where we still are, while the redirector is asked
  std::optional<Ticks> expires_at_;           // set exactly while registered
  std::optional<Ticks> keepalive_sent_;
  std::optional<Ticks> leave_by_;
  Ticks registered_at_{0};
  Ticks register_at_{0};
  Ticks keepalive_at_{0};
  int failure_count_ = 0;
  bool is_new_call_ = true;
  bool is_new_connection_ = false;
  bool is_over_ = false;
};

}  // namespace sunhall
