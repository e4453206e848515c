#include "hub/platform/name_lookup.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <utility>

namespace sunhall {
namespace {

struct AddressFree {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};

std::optional<std::string> look_up(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo* raw = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &raw) != 0 || raw == nullptr) {
    return std::nullopt;
  }
  const std::unique_ptr<addrinfo, AddressFree> list(raw);
  const auto* address = reinterpret_cast<const sockaddr_in*>(list->ai_addr);
  std::array<char, INET_ADDRSTRLEN> text{};
  if (::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) == nullptr) {
    return std::nullopt;
  }
  return text.data();
}

}  // namespace

NameLookup::NameLookup(std::function<void()> news)
    : news_(std::move(news)),
      worker_("names", [this](const std::stop_token& stop) { run(stop); }) {}

std::optional<std::string> NameLookup::find(const std::string& host, Ticks now) {
  in_addr numeric{};
  if (::inet_pton(AF_INET, host.c_str(), &numeric) == 1) return host;
  MutexLock lock(mutex_);
  if (!known_.contains(host) && !make_room()) return std::nullopt;
  Known& known = known_[host];
  const Ticks pause = known.address ? kNameKept : kNameRetry;
  if (!known.is_asked && (!known.asked_at || now >= *known.asked_at + pause)) {
    known.is_asked = true;
    known.asked_at = now;
    queue_.push_back(host);
    asked_.notify_all();
  }
  return known.address;
}

bool NameLookup::make_room() {
  if (known_.size() < kNamesMax) return true;
  // What is being looked up comes back to its place.
  auto oldest = known_.end();
  for (auto at = known_.begin(); at != known_.end(); ++at) {
    if (at->second.is_asked) continue;
    if (oldest == known_.end() || at->second.asked_at < oldest->second.asked_at) oldest = at;
  }
  if (oldest == known_.end()) return false;
  known_.erase(oldest);
  return true;
}

void NameLookup::run(const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] {
    MutexLock lock(mutex_);
    asked_.notify_all();
  });
  while (true) {
    std::string host;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stop.stop_requested()) {
        asked_.wait_for(mutex_, std::chrono::seconds(10));
      }
      if (stop.stop_requested()) return;
      host = std::move(queue_.front());
      queue_.pop_front();
    }
    auto address = look_up(host);
    {
      MutexLock lock(mutex_);
      Known& known = known_[host];
      known.is_asked = false;
      // An address that served is better than none while the resolver is away.
      if (address) known.address = std::move(address);
    }
    news_();
  }
}

}  // namespace sunhall
