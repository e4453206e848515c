#include "native/lan_address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

#include "native/fd.h"

namespace sunhall {
namespace {

// RFC 1918.
bool is_private(const in_addr& address) {
  const std::uint32_t a = ntohl(address.s_addr);
  return (a >> 24) == 10 || (a >> 20) == (172u << 4 | 1u) || (a >> 16) == (192u << 8 | 168u);
}

std::string write(const in_addr& address) {
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, &address, text.data(), text.size());
  return text.data();
}

in_addr address_of(const sockaddr* any) {
  sockaddr_in address{};
  std::memcpy(&address, any, sizeof address);
  return address.sin_addr;
}

/// A datagram socket that is told where to send to knows where it would send from.
std::optional<std::string> address_on_the_way_out() {
  const Fd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!fd) return std::nullopt;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(9);
  ::inet_pton(AF_INET, "192.0.2.1", &to.sin_addr);  // RFC 5737: nobody's
  sockaddr_in from{};
  socklen_t size = sizeof from;
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0 ||
      ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&from), &size) != 0 ||
      !is_private(from.sin_addr))
    return std::nullopt;
  return write(from.sin_addr);
}

struct FreeInterfaces {
  void operator()(ifaddrs* list) const noexcept { ::freeifaddrs(list); }
};

}  // namespace

std::optional<std::string> lan_address() {
  if (auto address = address_on_the_way_out()) return address;
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return std::nullopt;
  const std::unique_ptr<ifaddrs, FreeInterfaces> list(first);
  for (const ifaddrs* at = first; at != nullptr; at = at->ifa_next) {
    if (at->ifa_addr == nullptr || at->ifa_addr->sa_family != AF_INET) continue;
    if ((at->ifa_flags & IFF_UP) == 0 || (at->ifa_flags & IFF_LOOPBACK) != 0) continue;
    const in_addr address = address_of(at->ifa_addr);
    if (is_private(address)) return write(address);
  }
  return std::nullopt;
}

}  // namespace sunhall
