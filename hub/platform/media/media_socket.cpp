#include "hub/platform/media/media_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace sunhall {
namespace {

constexpr int kPortTries = 64;
// Room for a large keyframe on its way out of a datagram socket.
constexpr int kSendBufferBytes = 1 << 20;

tl::unexpected<Error> failed(const std::string& what) {
  return fail(ErrorKind::kUnavailable, what + ": " + std::generic_category().message(errno));
}

sockaddr* generic(sockaddr_storage& address) {
  return reinterpret_cast<sockaddr*>(&address);
}
const sockaddr* generic(const sockaddr_storage& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

Fd open_socket(int family, int type) {
  return Fd(::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

void set(const Fd& socket, int level, int option, int value) {
  // Only wishes are set here: a kernel that refuses one still sends.
  (void)::setsockopt(socket.get(), level, option, &value, sizeof(value));
}

/// Any address of this machine.
PeerAddress any_address(int family, std::uint16_t port) {
  PeerAddress out;
  out.address.ss_family = static_cast<sa_family_t>(family);
  if (family == AF_INET6) {
    reinterpret_cast<sockaddr_in6*>(&out.address)->sin6_port = htons(port);
    out.bytes = sizeof(sockaddr_in6);
  } else {
    reinterpret_cast<sockaddr_in*>(&out.address)->sin_port = htons(port);
    out.bytes = sizeof(sockaddr_in);
  }
  return out;
}

bool bind_port(const Fd& socket, int family, std::uint16_t port) {
  const PeerAddress any = any_address(family, port);
  return ::bind(socket.get(), generic(any.address), any.bytes) == 0;
}

std::uint16_t port_of(const Fd& socket) {
  sockaddr_storage address{};
  socklen_t bytes = sizeof(address);
  if (::getsockname(socket.get(), generic(address), &bytes) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6
                   ? reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port
                   : reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

/// Binds a port of the kernel's choice, and its neighbour: the even one is for media. A listener
/// keeps that one alone.
Result<MediaPort> bind_even(int family, int type) {
  for (int i = 0; i < kPortTries; ++i) {
    Fd first = open_socket(family, type);
    Fd second = open_socket(family, type);
    if (!first || !second) return failed("open a socket");
    if (!bind_port(first, family, 0)) return failed("bind a media port");
    const std::uint16_t chosen = port_of(first);
    const bool is_even = chosen % 2 == 0;
    // For connections, the kernel gives away odd ones as long as it has any.
    const auto other = static_cast<std::uint16_t>(is_even ? chosen + 1 : chosen - 1);
    if (type == SOCK_STREAM && is_even) return MediaPort{std::move(first), Fd(), chosen};
    if (!bind_port(second, family, other)) continue;
    if (type == SOCK_STREAM) return MediaPort{std::move(second), Fd(), other};
    if (is_even) return MediaPort{std::move(first), std::move(second), chosen};
    return MediaPort{std::move(second), std::move(first), other};
  }
  return fail(ErrorKind::kUnavailable, "no pair of media ports is free");
}

/// Binds a pair of the range; `turn` begins somewhere else for each session, so that what still
/// comes for one that has just ended meets no other one.
Result<MediaPort> bind_in(const PortRange& range, std::uint64_t turn, int family, int type) {
  const int count = range.pair_count();
  for (int i = 0; i < count; ++i) {
    const auto step = (turn + static_cast<std::uint64_t>(i)) % static_cast<std::uint64_t>(count);
    const auto even = static_cast<std::uint16_t>(range.first_even() + 2 * static_cast<int>(step));
    Fd media = open_socket(family, type);
    Fd control = open_socket(family, type);
    if (!media || !control) return failed("open a socket");
    // A connection that has ended keeps its port for a minute (TIME_WAIT): it is ours all the same.
    if (type == SOCK_STREAM) set(media, SOL_SOCKET, SO_REUSEADDR, 1);
    if (!bind_port(control, family, static_cast<std::uint16_t>(even + 1))) continue;
    if (!bind_port(media, family, even)) continue;
    return MediaPort{std::move(media), std::move(control), even};
  }
  return fail(ErrorKind::kExhausted, "all of media_ports " + std::to_string(range.first) + " to " +
                                         std::to_string(range.last) +
                                         " are taken; a wider range lets more cameras out");
}

Result<MediaPort> bind_media(const PortChoice& choice, int family, int type) {
  if (choice.range) return bind_in(*choice.range, choice.turn, family, type);
  return bind_even(family, type);
}

bool is_loopback(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET6) {
    return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6*>(&address)->sin6_addr);
  }
  return ntohl(reinterpret_cast<const sockaddr_in*>(&address)->sin_addr.s_addr) >> 24 == 127;
}

void make_stream_lively(const Fd& socket) {
  set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
}

}  // namespace

Result<PeerAddress> parse_peer(const std::string& host, std::uint16_t port) {
  PeerAddress out;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&out.address);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&out.address);
  bool is_any = false;
  if (::inet_pton(AF_INET, host.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    out.bytes = sizeof(*v4);
    const std::uint32_t address = ntohl(v4->sin_addr.s_addr);
    is_any = address == INADDR_ANY || address == INADDR_BROADCAST || IN_MULTICAST(address);
  } else if (::inet_pton(AF_INET6, host.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    out.bytes = sizeof(*v6);
    is_any = IN6_IS_ADDR_UNSPECIFIED(&v6->sin6_addr) || IN6_IS_ADDR_MULTICAST(&v6->sin6_addr);
  }
  if (out.bytes == 0 || is_any || port == 0) {
    return fail(ErrorKind::kBadInput, "media has nowhere to go: no numeric address and port");
  }
  return out;
}

bool is_same_host(const sockaddr_storage& a, const sockaddr_storage& b) {
  if (a.ss_family != b.ss_family) return false;
  if (is_loopback(a) && is_loopback(b)) return true;
  if (a.ss_family == AF_INET6) {
    return std::memcmp(&reinterpret_cast<const sockaddr_in6*>(&a)->sin6_addr,
                       &reinterpret_cast<const sockaddr_in6*>(&b)->sin6_addr,
                       sizeof(in6_addr)) == 0;
  }
  return reinterpret_cast<const sockaddr_in*>(&a)->sin_addr.s_addr ==
         reinterpret_cast<const sockaddr_in*>(&b)->sin_addr.s_addr;
}

Result<MediaPort> open_udp_port(const PeerAddress& peer, const PortChoice& choice) {
  auto port = bind_media(choice, peer.address.ss_family, SOCK_DGRAM);
  if (!port) return port;
  set(port->media, SOL_SOCKET, SO_SNDBUF, kSendBufferBytes);
  // What arrives is not read: the smallest buffer holds it until the kernel drops the rest.
  set(port->media, SOL_SOCKET, SO_RCVBUF, 0);
  set(port->control, SOL_SOCKET, SO_RCVBUF, 0);
  if (::connect(port->media.get(), generic(peer.address), peer.bytes) != 0) {
    return failed("no way to the media's receiver");
  }
  return port;
}

Result<MediaPort> open_listener(const PeerAddress& peer, const PortChoice& choice) {
  auto port = bind_media(choice, peer.address.ss_family, SOCK_STREAM);
  if (!port) return port;
  if (::listen(port->media.get(), 4) != 0) return failed("listen on a media port");
  return port;
}

Result<Fd> begin_connect(const PeerAddress& peer) {
  Fd socket = open_socket(peer.address.ss_family, SOCK_STREAM);
  if (!socket) return failed("open a socket");
  make_stream_lively(socket);
  const int code = ::connect(socket.get(), generic(peer.address), peer.bytes);
  if (code != 0 && errno != EINPROGRESS) return failed("connect to the media's receiver");
  return socket;
}

Fd accept_from(const Fd& listener, const PeerAddress& peer) {
  while (true) {
    sockaddr_storage from{};
    socklen_t bytes = sizeof(from);
    Fd socket(::accept4(listener.get(), generic(from), &bytes, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket) return socket;
    if (!is_same_host(from, peer.address)) continue;  // video is for whom it was promised
    make_stream_lively(socket);
    return socket;
  }
}

int socket_error(const Fd& socket) {
  int error = 0;
  socklen_t bytes = sizeof(error);
  if (::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &bytes) != 0) return errno;
  return error;
}

}  // namespace sunhall
