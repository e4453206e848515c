#include "hub/api/account_store.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

#include "hub/api/daily_hours.h"
#include "native/private_file.h"

namespace sunhall {
namespace {

// Times are milliseconds since 1970 in UTC; roles are the words of hub/http/identity.h; cameras
// are separated by blanks.
constexpr const char* kSchema = R"(
  CREATE TABLE IF NOT EXISTS account(
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    password TEXT NOT NULL,      -- argon2id with salt and cost, as libsodium writes it
    created_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS token(
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,   -- BLAKE2b of the token, 32 bytes
    kind TEXT NOT NULL,          -- session, link or key
    name TEXT NOT NULL,          -- the account's, or whom a link is for
    role TEXT NOT NULL,
    cameras TEXT NOT NULL,       -- ids; empty: all
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER           -- NULL: when somebody revokes it
  ) STRICT;
)";

// What was added to files that exist; `user_version` counts how many of these a file has seen.
constexpr std::array kMigrations = {
    // The only hours in which a token may watch, as `07:00-19:00 22:00-23:30`; empty: always.
    "ALTER TABLE token ADD COLUMN hours TEXT NOT NULL DEFAULT ''",
};

/// A file that was made by a newer program is not touched.
Result<void> migrate(Database& database) {
  auto change = Transaction::begin(database);
  if (!change) return tl::unexpected(std::move(change.error()));
  const auto seen = database.number("PRAGMA user_version");
  if (!seen) return tl::unexpected(seen.error());
  if (*seen < 0 || *seen > std::ssize(kMigrations))
    return fail(ErrorKind::kBadInput, "accounts.db was made by a newer sunhall-hub");
  for (auto i = static_cast<std::size_t>(*seen); i < kMigrations.size(); ++i)
    if (auto done = database.run(kMigrations[i]); !done) return done;
  const std::string mark = "PRAGMA user_version = " + std::to_string(kMigrations.size());
  if (auto marked = database.run(mark); !marked) return marked;
  return change->commit();
}

std::int64_t to_ms(WallTime time) {
  return time.time_since_epoch().count();
}
WallTime from_ms(std::int64_t ms) {
  return WallTime(std::chrono::milliseconds(ms));
}

std::string join(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// Hours that cannot be read must not become "always".
Result<std::vector<DailySpan>> read_hours(std::string_view text) {
  std::vector<DailySpan> hours;
  for (const std::string& word : split(text)) {
    const auto span = parse_daily_span(word);
    if (!span) return fail(ErrorKind::kBadInput, "accounts.db holds hours that cannot be read");
    hours.push_back(*span);
  }
  return hours;
}

std::string_view kind_word(TokenKind kind) {
  if (kind == TokenKind::kKey) return "key";
  return kind == TokenKind::kLink ? "link" : "session";
}

TokenKind read_kind(std::string_view word) {
  if (word == "key") return TokenKind::kKey;
  return word == "link" ? TokenKind::kLink : TokenKind::kSession;
}

Result<TokenRow> read_token(const Statement& row) {
  const auto role = parse_role(row.text_at(4));
  const std::vector<std::uint8_t> hash = row.blob_at(1);
  TokenRow token{.id = row.int_at(0),
                 .hash = {},
                 .kind = read_kind(row.text_at(2)),
                 .name = row.text_at(3),
                 .role = role.value_or(Role::kNobody),
                 .cameras = split(row.text_at(5)),
                 .created = from_ms(row.int_at(6)),
                 .expires = {},
                 .hours = {}};
  auto hours = read_hours(row.text_at(8));
  if (!hours) return tl::unexpected(std::move(hours.error()));
  token.hours = std::move(*hours);
  if (!role || hash.size() != token.hash.size())
    return fail(ErrorKind::kBadInput, "accounts.db holds a token that cannot be read");
  std::ranges::copy(hash, token.hash.begin());
  if (const auto expires = row.maybe_int_at(7)) token.expires = from_ms(*expires);
  return token;
}

}  // namespace

Result<AccountStore> AccountStore::open(const std::filesystem::path& file) {
  if (auto made = make_private_file(file); !made) return tl::unexpected(std::move(made.error()));
  auto database = Database::open(file, DatabaseUse::kReadWrite);
  if (!database) return tl::unexpected(std::move(database.error()));
  if (auto made = database->run(kSchema); !made) return tl::unexpected(std::move(made.error()));
  if (auto done = migrate(*database); !done) return tl::unexpected(std::move(done.error()));
  return AccountStore(std::move(*database));
}

Result<std::vector<Account>> AccountStore::accounts() {
  auto select = database_.prepare("SELECT name, role, created_ms FROM account ORDER BY name");
  if (!select) return tl::unexpected(std::move(select.error()));
  std::vector<Account> rows;
  while (true) {
    const auto more = select->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return rows;
    rows.push_back({.name = select->text_at(0),
                    .role = parse_role(select->text_at(1)).value_or(Role::kNobody),
                    .created = from_ms(select->int_at(2))});
  }
}

Result<std::vector<TokenRow>> AccountStore::tokens() {
  auto select = database_.prepare(
      "SELECT id, hash, kind, name, role, cameras, created_ms, expires_ms, hours FROM token"
      " ORDER BY id");
  if (!select) return tl::unexpected(std::move(select.error()));
  std::vector<TokenRow> rows;
  while (true) {
    const auto more = select->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return rows;
    auto row = read_token(*select);
    if (!row) return tl::unexpected(std::move(row.error()));
    rows.push_back(std::move(*row));
  }
}

Result<std::optional<std::string>> AccountStore::password_of(const std::string& name) {
  auto select = database_.prepare("SELECT password FROM account WHERE name = ?");
  if (!select) return tl::unexpected(std::move(select.error()));
  const auto found = select->bind(name).step();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::optional<std::string>();
  return std::optional(select->text_at(0));
}

Result<void> AccountStore::add_account(const Account& account, const std::string& password_hash) {
  return database_.run_with("INSERT INTO account VALUES(?, ?, ?, ?)", account.name,
                            role_word(account.role), password_hash, to_ms(account.created));
}

Result<void> AccountStore::set_password(const std::string& name, const std::string& password_hash) {
  return database_.run_with("UPDATE account SET password = ? WHERE name = ?", password_hash, name);
}

Result<void> AccountStore::remove_account(const std::string& name) {
  auto change = Transaction::begin(database_);
  if (!change) return tl::unexpected(std::move(change.error()));
  if (auto gone = remove_sessions(name); !gone) return gone;
  auto gone = database_.run_with("DELETE FROM account WHERE name = ?", name);
  if (!gone) return gone;
  return change->commit();
}

Result<void> AccountStore::add_token(TokenRow& row) {
  std::optional<std::int64_t> expires;
  if (row.expires) expires = to_ms(*row.expires);
  auto added = database_.run_with(
      "INSERT INTO token(hash, kind, name, role, cameras, created_ms, expires_ms, hours)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
      std::span<const std::uint8_t>(row.hash), kind_word(row.kind), row.name, role_word(row.role),
      join(row.cameras), to_ms(row.created), expires, write_hours(row.hours, " "));
  if (added) row.id = database_.last_row_id();
  return added;
}

Result<void> AccountStore::remove_token(std::int64_t id) {
  return database_.run_with("DELETE FROM token WHERE id = ?", id);
}

Result<void> AccountStore::remove_sessions(const std::string& name) {
  return database_.run_with("DELETE FROM token WHERE kind = 'session' AND name = ?", name);
}

Result<void> AccountStore::remove_expired(WallTime now) {
  return database_.run_with("DELETE FROM token WHERE expires_ms <= ?", to_ms(now));
}

}  // namespace sunhall
