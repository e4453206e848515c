#include "hub/onvif/discovery.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <random>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "native/clock.h"
#include "native/fd.h"

namespace sunhall {

namespace {

constexpr std::size_t kDatagramBytesMax = 64 << 10;
constexpr std::size_t kDevicesMax = 256;

std::string random_uuid() {
  std::random_device random;
  const auto word = [&] { return random() & 0xffffU; };
  // RFC 4122 §4.4: version 4, variant 10.
  return fmt::format("{:04x}{:04x}-{:04x}-{:04x}-{:04x}-{:04x}{:04x}{:04x}", word(), word(), word(),
                     0x4000U | (word() & 0x0fffU), 0x8000U | (word() & 0x3fffU), word(), word(),
                     word());
}

// The addresses of our interfaces that can speak to a group.
std::vector<in_addr> own_addresses() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(first, &::freeifaddrs);
  std::vector<in_addr> out;
  for (const ifaddrs* at = first; at != nullptr; at = at->ifa_next) {
    const bool is_usable = (at->ifa_flags & IFF_UP) != 0 && at->ifa_addr != nullptr &&
                           at->ifa_addr->sa_family == AF_INET;
    if (!is_usable) continue;
    sockaddr_in address{};
    std::memcpy(&address, at->ifa_addr, sizeof address);
    out.push_back(address.sin_addr);
  }
  return out;
}

bool send_from(int socket, const in_addr& own, const sockaddr_in& group, std::string_view text) {
  ::setsockopt(socket, IPPROTO_IP, IP_MULTICAST_IF, &own, sizeof own);
  sockaddr generic{};
  std::memcpy(&generic, &group, sizeof group);
  return ::sendto(socket, text.data(), text.size(), MSG_NOSIGNAL, &generic, sizeof group) ==
         static_cast<ssize_t>(text.size());
}

void add_new(std::vector<OnvifMatch> found, std::vector<OnvifMatch>& out) {
  for (OnvifMatch& match : found) {
    const bool is_known = std::ranges::any_of(out, [&](const OnvifMatch& known) {
      return match.id.empty() ? known.addresses == match.addresses : known.id == match.id;
    });
    if (!is_known && out.size() < kDevicesMax) out.push_back(std::move(match));
  }
}

// Takes answers until the time is over.
std::vector<OnvifMatch> gather(int socket, std::chrono::milliseconds time) {
  const SystemClock clock;
  const Ticks end = clock.now().ticks + time;
  std::string datagram(kDatagramBytesMax, '\0');
  std::vector<OnvifMatch> out;
  for (;;) {
    const Ticks left = end - clock.now().ticks;
    if (left <= Ticks(0)) return out;
    pollfd waiting{socket, POLLIN, 0};
    const auto left_ms = std::chrono::ceil<std::chrono::milliseconds>(left);
    if (::poll(&waiting, 1, static_cast<int>(left_ms.count())) <= 0) continue;
    const ssize_t count = ::recv(socket, datagram.data(), datagram.size(), MSG_DONTWAIT);
    if (count <= 0) continue;
    auto found = read_probe_matches({datagram.data(), static_cast<std::size_t>(count)});
    if (found) {
      add_new(std::move(*found), out);
    } else {
      spdlog::debug("discover: an answer is left out: {}", found.error().what);
    }
  }
}

}  // namespace

Result<std::vector<OnvifMatch>> search_cameras(const SearchOptions& options) {
  const Fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in group{};
  group.sin_family = AF_INET;
  group.sin_port = htons(options.port);
  if (!socket || ::inet_pton(AF_INET, options.group.c_str(), &group.sin_addr) != 1) {
    return fail(ErrorKind::kUnavailable, "the network cannot be asked");
  }
  const std::string probe = write_probe(random_uuid());
  bool was_sent = false;
  for (const in_addr& own : own_addresses()) {
    was_sent = send_from(socket.get(), own, group, probe) || was_sent;
  }
  if (!was_sent) {
    return fail(ErrorKind::kUnavailable,
                std::string("the network cannot be asked: ") + std::strerror(errno));
  }
  return gather(socket.get(), options.time);
}

}  // namespace sunhall
