// How often somebody may guess a password.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "core/base/time.h"

namespace sunhall {

struct LoginLimits {
  int failures_max = 5;  // in a row for one account; then it is locked, twice as long each time
  Ticks lock_first = std::chrono::seconds(30);
  Ticks lock_max = std::chrono::minutes(15);
  int peer_attempts_max = 10;  // from one network in a minute
  Ticks peer_window = std::chrono::minutes(1);
  Ticks memory = std::chrono::hours(1);  // an account without an attempt for this long is forgotten
  std::size_t entries_max = 10'000;      // of each kind; the oldest goes first
};

/// Counts attempts; pure, and told the time.
///
/// An attempt counts as failed from its beginning: many at the same time are no way round.
class LoginGuard {
 public:
  explicit LoginGuard(const LoginLimits& limits = {}) : limits_(limits) {}

  /// Begins an attempt, or says how long to wait.
  std::optional<Ticks> begin(const std::string& account, const std::string& peer, Ticks now);
  /// Takes back the attempts for this account.
  void succeed(const std::string& account);

 private:
  struct Account {
    int failures = 0;
    Ticks locked_until{0};
    Ticks seen{0};
  };
  struct Peer {
    int attempts = 0;
    Ticks seen{0};  // when the window began
  };

  LoginLimits limits_;
  std::map<std::string, Account> accounts_;
  std::map<std::string, Peer> peers_;
};

}  // namespace sunhall
