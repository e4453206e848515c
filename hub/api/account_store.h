// Accounts and tokens in a database file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/api/token.h"
#include "hub/http/identity.h"
#include "native/sqlite.h"

namespace sunhall {

struct Account {
  std::string name;
  Role role = Role::kStaff;
  WallTime created{};
};

enum class TokenKind : unsigned char {
  kSession,  // of somebody who logged in
  kLink,     // an invitation, or the first administrator's
  kKey,      // of a program that writes records
};

/// A token without the token: the hash is all that is kept of it.
struct TokenRow {
  std::int64_t id = 0;  // given by the database
  TokenHash hash{};
  TokenKind kind = TokenKind::kSession;
  std::string name;  // the account's, or whom a link is for
  Role role = Role::kFamily;
  std::vector<std::string> cameras{};  // the only ones it may see; empty: all
  WallTime created{};
  std::optional<WallTime> expires{};  // empty: when somebody revokes it
  std::vector<DailySpan> hours{};     // the only ones it may watch in; empty: always
};

/// The rows of `accounts.db`.
///
/// Threads: one at a time.
/// Blocks:  on the disk.
/// Errors:  as native/sqlite.h's; a name that is taken is kBadInput.
class AccountStore {
 public:
  static Result<AccountStore> open(const std::filesystem::path& file);

  Result<std::vector<Account>> accounts();
  Result<std::vector<TokenRow>> tokens();
  /// The hash of an account's password; empty when there is no such account.
  Result<std::optional<std::string>> password_of(const std::string& name);

  Result<void> add_account(const Account& account, const std::string& password_hash);
  Result<void> set_password(const std::string& name, const std::string& password_hash);
  /// Its sessions go with it.
  Result<void> remove_account(const std::string& name);
  /// Adds a row and gives it its id.
  Result<void> add_token(TokenRow& row);
  Result<void> remove_token(std::int64_t id);
  Result<void> remove_sessions(const std::string& name);
  Result<void> remove_expired(WallTime now);

 private:
  explicit AccountStore(Database database) : database_(std::move(database)) {}
  Database database_;
};

}  // namespace sunhall
