#include "hub/family_address.h"

#include <utility>

#include <spdlog/fmt/fmt.h>

namespace sunhall {
namespace {

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

bool is_everywhere(const std::string& host) {
  return host == "0.0.0.0" || host == "::";
}

// RFC 3986 §3.2.2: an IPv6 address stands in brackets.
std::string web_address(const std::string& host, std::uint16_t port) {
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == 80 ? fmt::format("http://{}/", shown) : fmt::format("http://{}:{}/", shown, port);
}

}  // namespace

FamilyAddress::FamilyAddress(FamilyAddressInput input) : input_(std::move(input)), found_(find()) {}

std::string FamilyAddress::find() const {
  if (!input_.site_url.empty()) return input_.site_url;
  if (is_loopback(input_.host)) return {};
  if (!is_everywhere(input_.host)) return web_address(input_.host, input_.port);
  const std::optional<std::string> lan = input_.lan_address();
  return lan ? web_address(*lan, input_.port) : std::string();
}

std::string FamilyAddress::for_others() const {
  const MutexLock lock(mutex_);
  return found_;
}

std::string FamilyAddress::anyhow() const {
  const std::string others = for_others();
  if (!others.empty()) return others;
  return web_address(is_everywhere(input_.host) ? "127.0.0.1" : input_.host, input_.port);
}

bool FamilyAddress::look() {
  std::string now = find();
  const MutexLock lock(mutex_);
  if (now == found_) return false;
  found_ = std::move(now);
  return true;
}

}  // namespace sunhall
