#include "hub/api/accounts.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "hub/api/daily_hours.h"
#include "hub/api/local_peer.h"
#include "hub/api/own_page.h"

namespace sunhall {
namespace {

constexpr std::size_t kTokenBytesMax = 128;

bool is_alive(const TokenRow& row, WallTime now) {
  return !row.expires || *row.expires > now;
}

/// Finds one cookie among those of a Cookie header.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return std::nullopt;
}

std::optional<std::string_view> cookie_token(const Request& request) {
  const auto header = request.header("cookie");
  return header ? find_cookie(*header, kSessionCookie) : std::nullopt;
}

/// The token that was chosen to be sent; an Authorization of another kind is an empty one.
std::optional<std::string_view> shown_token(const Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const auto header = request.header("authorization");
  if (!header) return request.query_value("token");
  const bool is_bearer =
      header->size() > kScheme.size() &&
      std::ranges::equal(header->substr(0, kScheme.size()), kScheme,
                         [](char a, char b) { return a == b || (a >= 'A' && a + 32 == b); });
  return is_bearer ? header->substr(kScheme.size()) : std::string_view();
}

TokenUse use_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kSession:
      return TokenUse::kSession;
    case TokenKind::kLink:
      return TokenUse::kLink;
    case TokenKind::kKey:
      return TokenUse::kKey;
  }
  return TokenUse::kNone;
}

Identity identity_of(const TokenRow& row) {
  return {.role = row.role,
          .account = row.name,
          .cameras = row.cameras,
          .hours = row.hours,
          .expires = row.expires,
          .token = row.id,
          .use = use_of(row.kind)};
}

Result<void> check_name(const std::string& name) {
  if (name.empty() || clean_line(name) != name || count_chars(name) > kAccountNameCharsMax)
    return fail(ErrorKind::kBadInput, "a name has 1 to 40 characters in one line");
  return {};
}

}  // namespace

Accounts::Accounts(const AccountsOptions& options, const Clock& clock, AccountStore store,
                   std::string decoy_hash)
    : clock_(clock),
      cost_(options.password_cost),
      own_host_(options.own_host),
      decoy_hash_(std::move(decoy_hash)),
      guard_(options.login_limits),
      store_(std::move(store)) {}

Result<Accounts::Opened> Accounts::open(const AccountsOptions& options, const Clock& clock) {
  auto store = AccountStore::open(options.file);
  if (!store) return tl::unexpected(std::move(store.error()));
  auto decoy = hash_password("nobody's password", options.password_cost);
  if (!decoy) return tl::unexpected(std::move(decoy.error()));

  Opened opened;
  opened.accounts =
      std::unique_ptr<Accounts>(new Accounts(options, clock, std::move(*store), std::move(*decoy)));
  Accounts& made = *opened.accounts;
  const MutexLock disk(made.store_mutex_);
  if (auto loaded = made.load(); !loaded) return tl::unexpected(std::move(loaded.error()));
  bool has_admin = false;
  {
    const MutexLock lock(made.mutex_);
    for (const auto& [name, account] : made.accounts_) has_admin |= account.role == Role::kAdmin;
    for (const auto& [hash, row] : made.tokens_)
      has_admin |= row.role == Role::kAdmin && row.kind == TokenKind::kLink;
  }
  if (has_admin) return opened;
  auto issued = made.issue({.kind = TokenKind::kLink, .name = "first-run", .role = Role::kAdmin});
  if (!issued) return tl::unexpected(std::move(issued.error()));
  opened.first_token = std::move(issued->token);
  return opened;
}

Result<void> Accounts::load() {
  if (auto gone = store_.remove_expired(clock_.now().wall.utc); !gone) return gone;
  auto tokens = store_.tokens();
  if (!tokens) return tl::unexpected(std::move(tokens.error()));
  auto accounts = store_.accounts();
  if (!accounts) return tl::unexpected(std::move(accounts.error()));
  const MutexLock lock(mutex_);
  for (TokenRow& row : *tokens) tokens_.emplace(row.hash, std::move(row));
  for (Account& account : *accounts) accounts_.emplace(account.name, std::move(account));
  return {};
}

std::optional<TokenRow> Accounts::find(std::string_view token) const {
  if (token.empty() || token.size() > kTokenBytesMax) return std::nullopt;
  const TokenHash hash = hash_token(token);
  const WallTime now = clock_.now().wall.utc;
  const MutexLock lock(mutex_);
  const auto it = tokens_.find(hash);
  if (it == tokens_.end() || !is_alive(it->second, now)) return std::nullopt;
  return it->second;
}

std::optional<Account> Accounts::find_account(const std::string& name) const {
  const MutexLock lock(mutex_);
  const auto it = accounts_.find(name);
  if (it == accounts_.end()) return std::nullopt;
  return it->second;
}

Result<Identity> Accounts::identify(const Request& request) const {
  if (const auto token = shown_token(request)) {
    if (const auto row = find(*token)) return identity_of(*row);
    return fail(ErrorKind::kBadInput,
                "邀请或登录已失效 · This token is not valid, or not any more");
  }
  if (!is_from_own_page(request)) {
    return fail(ErrorKind::kUnsupported,
                "此请求来自别的网页，已拒绝 · Another web page sent this: refused");
  }
  if (const auto token = cookie_token(request)) {
    if (const auto row = find(*token)) return identity_of(*row);
  }
  const bool is_in_house = !request.is_relayed && is_local_peer(request.peer) &&
                           is_house_host(request.header("host").value_or(""), own_host_);
  return Identity{
      .role = is_in_house ? Role::kPublic : Role::kNobody, .account = {}, .cameras = {}};
}

std::vector<std::int64_t> Accounts::alive_tokens() const {
  const WallTime now = clock_.now().wall.utc;
  std::vector<std::int64_t> ids;
  {
    const MutexLock lock(mutex_);
    ids.reserve(tokens_.size());
    for (const auto& [hash, row] : tokens_)
      if (is_alive(row, now)) ids.push_back(row.id);
  }
  std::ranges::sort(ids);
  return ids;
}

std::optional<Ticks> Accounts::begin_login(const std::string& name, std::string_view peer) {
  const Ticks now = clock_.now().ticks;
  const MutexLock lock(mutex_);
  return guard_.begin(name.substr(0, kPasswordBytesMax), peer_network(peer), now);
}

Result<IssuedToken> Accounts::log_in(const std::string& name, std::string_view password) {
  const MutexLock disk(store_mutex_);
  auto hash = store_.password_of(name);
  if (!hash) return tl::unexpected(std::move(hash.error()));
  const bool is_right = check_password(hash->value_or(decoy_hash_), password);
  const std::optional<Account> account = find_account(name);
  if (!is_right || !hash->has_value() || !account)
    return fail(ErrorKind::kBadInput, "name or password is wrong");
  {
    const MutexLock lock(mutex_);
    guard_.succeed(name);
  }
  if (auto dropped = drop_oldest_session(name); !dropped)
    return tl::unexpected(std::move(dropped.error()));
  return issue({.kind = TokenKind::kSession,
                .name = name,
                .role = account->role,
                .expires = clock_.now().wall.utc + kSessionTime});
}

Result<void> Accounts::drop_oldest_session(const std::string& name) {
  std::size_t count = 0;
  std::optional<TokenRow> oldest;
  {
    const MutexLock lock(mutex_);
    const WallTime now = clock_.now().wall.utc;
    std::erase_if(tokens_, [&](const auto& entry) { return !is_alive(entry.second, now); });
    for (const auto& [hash, row] : tokens_) {
      if (row.kind != TokenKind::kSession || row.name != name) continue;
      ++count;
      if (!oldest || row.id < oldest->id) oldest = row;
    }
    if (count < kSessionsOfAccountMax) return {};
    tokens_.erase(oldest->hash);
  }
  return store_.remove_token(oldest->id);
}

Result<IssuedToken> Accounts::issue(TokenRow row) {
  auto token = make_token();
  if (!token) return tl::unexpected(std::move(token.error()));
  row.created = clock_.now().wall.utc;
  row.hash = hash_token(token->reveal());
  if (auto gone = store_.remove_expired(row.created); !gone)
    return tl::unexpected(std::move(gone.error()));
  if (auto added = store_.add_token(row); !added) return tl::unexpected(std::move(added.error()));
  const MutexLock lock(mutex_);
  tokens_.emplace(row.hash, row);
  return IssuedToken{std::move(*token), std::move(row)};
}

Result<void> Accounts::log_out(const Request& request) {
  auto token = shown_token(request);
  if (!token) token = cookie_token(request);
  const auto row = token ? find(*token) : std::nullopt;
  if (!row || row->kind != TokenKind::kSession) return {};
  const MutexLock disk(store_mutex_);
  if (auto gone = store_.remove_token(row->id); !gone) return gone;
  const MutexLock lock(mutex_);
  tokens_.erase(row->hash);
  return {};
}

std::vector<Account> Accounts::accounts() const {
  const MutexLock lock(mutex_);
  std::vector<Account> all;
  all.reserve(accounts_.size());
  for (const auto& [name, account] : accounts_) all.push_back(account);
  return all;
}

std::vector<TokenRow> Accounts::links() const {
  return alive_of(TokenKind::kLink);
}

std::vector<TokenRow> Accounts::keys() const {
  return alive_of(TokenKind::kKey);
}

std::vector<TokenRow> Accounts::alive_of(TokenKind kind) const {
  const WallTime now = clock_.now().wall.utc;
  std::vector<TokenRow> all;
  {
    const MutexLock lock(mutex_);
    for (const auto& [hash, row] : tokens_)
      if (row.kind == kind && is_alive(row, now)) all.push_back(row);
  }
  std::ranges::sort(all, {}, &TokenRow::id);
  return all;
}

Result<void> Accounts::add_account(const std::string& name, Role role, std::string_view password) {
  if (auto checked = check_name(name); !checked) return checked;
  if (role < Role::kFamily)
    return fail(ErrorKind::kBadInput, "an account is family, staff, inspector, manager or admin");
  if (find_account(name)) return fail(ErrorKind::kBadInput, "there is an account of this name");
  if (accounts().size() >= kAccountsMax)
    return fail(ErrorKind::kExhausted, "there are 200 accounts, remove one first");
  auto hash = hash_password(password, cost_);
  if (!hash) return tl::unexpected(std::move(hash.error()));

  const MutexLock disk(store_mutex_);
  const Account account{.name = name, .role = role, .created = clock_.now().wall.utc};
  if (auto added = store_.add_account(account, *hash); !added) return added;
  const MutexLock lock(mutex_);
  accounts_.emplace(name, account);
  return {};
}

Result<void> Accounts::set_password(const std::string& name, std::string_view password) {
  if (!find_account(name)) return fail(ErrorKind::kUnsupported, "there is no account of this name");
  auto hash = hash_password(password, cost_);
  if (!hash) return tl::unexpected(std::move(hash.error()));
  const MutexLock disk(store_mutex_);
  if (auto set = store_.set_password(name, *hash); !set) return set;
  if (auto gone = store_.remove_sessions(name); !gone) return gone;
  const MutexLock lock(mutex_);
  std::erase_if(tokens_, [&](const auto& entry) {
    return entry.second.kind == TokenKind::kSession && entry.second.name == name;
  });
  return {};
}

Result<void> Accounts::remove_account(const std::string& name) {
  if (!find_account(name)) return fail(ErrorKind::kUnsupported, "there is no account of this name");
  const MutexLock disk(store_mutex_);
  if (auto gone = store_.remove_account(name); !gone) return gone;
  const MutexLock lock(mutex_);
  accounts_.erase(name);
  std::erase_if(tokens_, [&](const auto& entry) {
    return entry.second.kind == TokenKind::kSession && entry.second.name == name;
  });
  return {};
}

Result<IssuedToken> Accounts::add_link(const NewLink& link) {
  if (auto checked = check_name(link.name); !checked)
    return tl::unexpected(std::move(checked.error()));
  if (!std::ranges::all_of(link.cameras, is_slug))
    return fail(ErrorKind::kBadInput, "a camera's id is a name of a–z, 0–9 and -");
  if (link.hours.size() > kHoursMax)
    return fail(ErrorKind::kBadInput, "a link has at most 8 spans of hours");
  if (auto checked = check_end(link.expires); !checked)
    return tl::unexpected(std::move(checked.error()));
  if (links().size() >= kLinksMax)
    return fail(ErrorKind::kExhausted, "there are 2000 links, revoke some first");
  const MutexLock disk(store_mutex_);
  return issue({.kind = TokenKind::kLink,
                .name = link.name,
                .role = link.role,
                .cameras = link.cameras,
                .expires = link.expires,
                .hours = link.hours});
}

Result<void> Accounts::check_end(const std::optional<WallTime>& expires) const {
  const WallTime now = clock_.now().wall.utc;
  if (expires && (*expires <= now || *expires > now + kLinkTimeMax))
    return fail(ErrorKind::kBadInput, "a link or key ends in the future, within a year");
  return {};
}

Result<IssuedToken> Accounts::add_key(const std::string& name, std::optional<WallTime> expires) {
  if (auto checked = check_name(name); !checked) return tl::unexpected(std::move(checked.error()));
  if (auto checked = check_end(expires); !checked)
    return tl::unexpected(std::move(checked.error()));
  if (keys().size() >= kKeysMax)
    return fail(ErrorKind::kExhausted, "there are 100 keys, revoke some first");
  const MutexLock disk(store_mutex_);
  return issue({.kind = TokenKind::kKey, .name = name, .role = Role::kStaff, .expires = expires});
}

Result<void> Accounts::remove_link(std::int64_t id) {
  return remove(TokenKind::kLink, id);
}

Result<void> Accounts::remove_key(std::int64_t id) {
  return remove(TokenKind::kKey, id);
}

Result<void> Accounts::remove(TokenKind kind, std::int64_t id) {
  const std::vector<TokenRow> all = alive_of(kind);
  const auto it = std::ranges::find(all, id, &TokenRow::id);
  if (it == all.end()) return fail(ErrorKind::kUnsupported, "there is no such link or key");
  const MutexLock disk(store_mutex_);
  if (auto gone = store_.remove_token(id); !gone) return gone;
  const MutexLock lock(mutex_);
  tokens_.erase(it->hash);
  return {};
}

}  // namespace sunhall
