#include "hub/api/local_peer.h"

#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <optional>

namespace sunhall {
namespace {

using V4 = std::array<std::uint8_t, 4>;
using V6 = std::array<std::uint8_t, 16>;

template <class Address>
std::optional<Address> parse(int family, std::string_view text) {
  Address address{};
  const std::string copy(text.substr(0, text.find('%')));  // without a zone
  if (::inet_pton(family, copy.c_str(), address.data()) != 1) return std::nullopt;
  return address;
}

}  // namespace

bool is_local_peer(std::string_view address) {
  if (const auto v4 = parse<V4>(AF_INET, address)) {
    const auto& a = *v4;
    return a[0] == 127 || a[0] == 10 || (a[0] == 172 && a[1] >= 16 && a[1] <= 31) ||
           (a[0] == 192 && a[1] == 168) || (a[0] == 169 && a[1] == 254);
  }
  const auto v6 = parse<V6>(AF_INET6, address);
  if (!v6) return false;
  V6 loopback{};
  loopback[15] = 1;
  const auto& a = *v6;
  return a == loopback || (a[0] == 0xFE && (a[1] & 0xC0) == 0x80) || (a[0] & 0xFE) == 0xFC;
}

std::string peer_network(std::string_view address) {
  auto v6 = parse<V6>(AF_INET6, address);
  if (!v6) return std::string(address);
  for (std::size_t i = 8; i < v6->size(); ++i) (*v6)[i] = 0;
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET6, v6->data(), text.data(), text.size());
  return text.data();
}

}  // namespace sunhall
