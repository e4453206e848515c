#include "hub/sample_account.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sunhall {
namespace {

// To be typed on a phone; the account is guarded against guessing.
constexpr std::size_t kPasswordChars = 10;

}  // namespace

Result<Secret> add_sample_account(Accounts& accounts) {
  auto token = make_token();
  if (!token) return tl::unexpected(std::move(token.error()));
  const std::string password = token->reveal().substr(0, kPasswordChars);
  const std::string name(kSampleAccount);
  const std::vector<Account> all = accounts.accounts();
  const bool is_there = std::ranges::find(all, name, &Account::name) != all.end();
  auto made = is_there ? accounts.set_password(name, password)
                       : accounts.add_account(name, Role::kManager, password);
  if (!made) return tl::unexpected(std::move(made.error()));
  return Secret(password);
}

}  // namespace sunhall
