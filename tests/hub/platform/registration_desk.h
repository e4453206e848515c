// Words for tests of a registration: a clock, answers, what was sent.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "hub/platform/registration.h"

namespace sunhall::test {

using namespace std::chrono_literals;

inline constexpr std::chrono::minutes kChina{480};

/// A registration and the clock it is stepped with.
class Desk {
 public:
  explicit Desk(Registration::Plan plan = {.expires = 3'600s,
                                           .keepalive = 60s,
                                           .keepalive_misses_max = 3,
                                           .seed = 1})
      : registration(plan) {}

  std::vector<RegistrationAction> step(const RegistrationEvent& event = TimePassed{}) {
    return registration.step(now(), event);
  }
  std::vector<RegistrationAction> after(Ticks wait, const RegistrationEvent& event = TimePassed{}) {
    ticks += wait;
    return step(event);
  }
  /// Lets time pass until something is to be sent.
  std::vector<RegistrationAction> until_action() {
    for (int i = 0; i < 1'000; ++i) {
      ticks = std::max(ticks, registration.wake_at());
      auto actions = step();
      if (!actions.empty()) return actions;
    }
    return {};
  }
  Moment now() const {
    return {ticks,
            {WallTime(1'764'000'000'000ms + std::chrono::floor<std::chrono::milliseconds>(ticks)),
             kChina}};
  }
  /// Registers with a password, as most platforms want it.
  void registers() {
    REQUIRE(step().size() == 1);
    REQUIRE(after(50ms, asks_password("n1")).size() == 1);
    CHECK(after(50ms, ok()).empty());
    CHECK(figures().state == PlatformLinkState::kRegistered);
  }
  const RegistrationFigures& figures() const { return registration.figures(); }

  static RegisterAnswer answer(int status) {
    RegisterAnswer answer;
    answer.status = status;
    return answer;
  }
  static RegisterAnswer ok(std::chrono::seconds expires = 3'600s) {
    RegisterAnswer ok = answer(200);
    ok.expires = expires;
    return ok;
  }
  static RegisterAnswer asks_password(const std::string& nonce, bool is_stale = false) {
    RegisterAnswer asks = answer(401);
    asks.challenge = DigestChallenge{.realm = "r",
                                     .nonce = nonce,
                                     .opaque = "",
                                     .algorithm = "",
                                     .qop = "",
                                     .is_stale = is_stale};
    return asks;
  }

  Registration registration;
  Ticks ticks{1s};
};

inline const SendRegister* as_register(const std::vector<RegistrationAction>& actions) {
  for (const RegistrationAction& action : actions) {
    if (const auto* send = std::get_if<SendRegister>(&action)) return send;
  }
  return nullptr;
}

inline bool has_keepalive(const std::vector<RegistrationAction>& actions) {
  return std::any_of(actions.begin(), actions.end(), [](const RegistrationAction& action) {
    return std::holds_alternative<SendKeepalive>(action);
  });
}

}  // namespace sunhall::test
