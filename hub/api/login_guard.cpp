#include "hub/api/login_guard.h"

#include <algorithm>

namespace sunhall {
namespace {

template <class Entry>
void make_room(std::map<std::string, Entry>& entries, std::size_t entries_max) {
  if (entries.size() < entries_max) return;
  const auto oldest =
      std::ranges::min_element(entries, {}, [](const auto& entry) { return entry.second.seen; });
  if (oldest != entries.end()) entries.erase(oldest);
}

}  // namespace

std::optional<Ticks> LoginGuard::begin(const std::string& account, const std::string& peer,
                                       Ticks now) {
  make_room(peers_, limits_.entries_max);
  Peer& from = peers_.try_emplace(peer, Peer{.attempts = 0, .seen = now}).first->second;
  if (now - from.seen >= limits_.peer_window) from = {.attempts = 0, .seen = now};
  if (from.attempts >= limits_.peer_attempts_max) return from.seen + limits_.peer_window - now;
  ++from.attempts;

  if (!accounts_.contains(account)) make_room(accounts_, limits_.entries_max);
  Account& about = accounts_[account];
  if (now - about.seen >= limits_.memory) about = {};
  if (now < about.locked_until) return about.locked_until - now;
  about.seen = now;
  ++about.failures;
  if (about.failures % limits_.failures_max == 0) {
    Ticks lock = limits_.lock_first;
    for (int round = 1; round < about.failures / limits_.failures_max && lock < limits_.lock_max;
         ++round)
      lock *= 2;
    about.locked_until = now + std::min(lock, limits_.lock_max);
  }
  return std::nullopt;
}

void LoginGuard::succeed(const std::string& account) {
  accounts_.erase(account);
}

}  // namespace sunhall
