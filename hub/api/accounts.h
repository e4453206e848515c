// Who may do what in this home: accounts with passwords, sessions, invitation links.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/api/account_store.h"
#include "hub/api/login_guard.h"
#include "hub/api/password.h"
#include "hub/api/session_cookie.h"
#include "hub/api/token.h"
#include "hub/http/message.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/secret.h"

namespace sunhall {

inline constexpr std::size_t kAccountsMax = 200;
inline constexpr std::size_t kLinksMax = 2'000;
inline constexpr std::size_t kKeysMax = 100;
inline constexpr std::size_t kSessionsOfAccountMax = 10;  // the oldest goes
inline constexpr std::size_t kAccountNameCharsMax = 40;
inline constexpr std::chrono::hours kSessionTime{12};
inline constexpr std::chrono::days kLinkTimeMax{366};
inline constexpr double kLinkDaysMin = 0.01;
inline constexpr double kLinkDaysMax = 366;

struct AccountsOptions {
  std::filesystem::path file;  // accounts.db, made if it is not there, for its owner only
  PasswordCost password_cost;
  LoginLimits login_limits;
  std::string own_host{};  // the name by which families reach this home; empty: none
};

/// A token that was just made; it is shown once and kept nowhere.
struct IssuedToken {
  Secret token;
  TokenRow row;
};

/// What a link is to let in.
struct NewLink {
  std::string name;
  Role role = Role::kFamily;
  std::vector<std::string> cameras{};  // empty: all
  std::optional<WallTime> expires{};   // empty: when somebody revokes it
  std::vector<DailySpan> hours{};      // empty: always
};

/// Knows accounts, sessions and links; says who sends a request.
///
/// Threads: any. `identify` and `begin_login` never block and are for the thread that serves; all
///          else blocks on the disk, `log_in`, `add_account` and `set_password` also for the
///          password's cost.
/// Errors:  kBadInput is for the sender to read; others as native/sqlite.h's.
class Accounts {
 public:
  struct Opened {
    std::unique_ptr<Accounts> accounts;
    /// The administrator's first token, when there is no administrator: to be printed once.
    std::optional<Secret> first_token;
  };
  /// Opens or creates; there is no account and no password that nobody chose.
  static Result<Opened> open(const AccountsOptions& options, const Clock& clock);

  /// Says who sends a request: by `Authorization: Bearer`, `?token=` or the session's cookie, else
  /// by where it came from.
  ///
  /// Errors:  kBadInput for a token that is unknown, revoked or expired; a cookie like that counts
  ///          as none, as nobody chose to send it.
  Result<Identity> identify(const Request& request) const;

  /// The ids of all tokens that let somebody in now, in order. Never blocks.
  std::vector<std::int64_t> alive_tokens() const;

  /// Counts an attempt to log in, or says how long to wait with it.
  std::optional<Ticks> begin_login(const std::string& name, std::string_view peer);
  /// Opens a session. A wrong name takes as long as a wrong password, and says the same.
  Result<IssuedToken> log_in(const std::string& name, std::string_view password);
  /// Ends the session that this request shows, if it shows one.
  Result<void> log_out(const Request& request);

  std::vector<Account> accounts() const;
  std::vector<TokenRow> links() const;
  Result<void> add_account(const std::string& name, Role role, std::string_view password);
  /// Ends the account's sessions, too.
  Result<void> set_password(const std::string& name, std::string_view password);
  Result<void> remove_account(const std::string& name);
  /// Makes a link that lets its bearer in as `role`.
  Result<IssuedToken> add_link(const NewLink& link);
  Result<void> remove_link(std::int64_t id);
  std::vector<TokenRow> keys() const;
  /// Makes a key with which a program writes records, as staff; without an end unless one is given.
  Result<IssuedToken> add_key(const std::string& name, std::optional<WallTime> expires);
  Result<void> remove_key(std::int64_t id);

 private:
  Accounts(const AccountsOptions& options, const Clock& clock, AccountStore store,
           std::string decoy_hash);
  Result<void> load() SUNHALL_REQUIRES(store_mutex_);
  std::vector<TokenRow> alive_of(TokenKind kind) const;
  Result<void> remove(TokenKind kind, std::int64_t id);
  Result<void> check_end(const std::optional<WallTime>& expires) const;
  Result<IssuedToken> issue(TokenRow row) SUNHALL_REQUIRES(store_mutex_);
  Result<void> drop_oldest_session(const std::string& name) SUNHALL_REQUIRES(store_mutex_);
  std::optional<TokenRow> find(std::string_view token) const;
  std::optional<Account> find_account(const std::string& name) const;

  // Constant after construction.
  const Clock& clock_;
  const PasswordCost cost_;
  const std::string own_host_;
  const std::string decoy_hash_;  // checked for names that are nobody's

  mutable Mutex mutex_{LockRank::kAccounts};
  std::map<TokenHash, TokenRow> tokens_ SUNHALL_GUARDED_BY(mutex_);
  std::map<std::string, Account> accounts_ SUNHALL_GUARDED_BY(mutex_);
  LoginGuard guard_ SUNHALL_GUARDED_BY(mutex_);

  // Held while the disk works; taken before mutex_, which is never held so long.
  Mutex store_mutex_{LockRank::kAccountStore};
  AccountStore store_ SUNHALL_GUARDED_BY(store_mutex_);
};

}  // namespace sunhall
