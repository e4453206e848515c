#include "hub/platform/sip/sip_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace sunhall {
namespace {

constexpr int kUserTimeout_ms = 20'000;
// A second of a flood: while other things have their turn nothing is lost.
constexpr int kReceiveBytes = 4 << 20;
constexpr std::size_t kReadBytes = 16u << 10;

std::optional<sockaddr_in> to_address(const SipPeer& peer) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(peer.port);
  if (::inet_pton(AF_INET, peer.host.c_str(), &address.sin_addr) != 1) return std::nullopt;
  return address;
}

SipPeer to_peer(const sockaddr_in& address) {
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
  return {.host = text.data(), .port = ntohs(address.sin_port)};
}

const sockaddr* as_sockaddr(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

std::optional<SipPeer> local_peer(int fd) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return std::nullopt;
  return to_peer(address);
}

tl::unexpected<Error> fail_with_errno(std::string_view what, int number) {
  return fail(ErrorKind::kUnavailable, std::string(what) + ": " + std::strerror(number));
}

void set_option(int fd, int level, int name, int value) {
  ::setsockopt(fd, level, name, &value, sizeof value);
}

bool bind_any(int fd, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  return ::bind(fd, as_sockaddr(address), sizeof address) == 0;
}

bool is_patience(int number) {
  return number == EAGAIN || number == EWOULDBLOCK || number == EINTR;
}

}  // namespace

Result<std::string> own_address(const SipPeer& peer) {
  const auto address = to_address(peer);
  if (!address) return fail(ErrorKind::kUnavailable, "the platform has no IPv4 address");
  const Fd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!fd) return fail_with_errno("no socket", errno);
  // Connecting UDP sends nothing: it only asks the routes.
  if (::connect(fd.get(), as_sockaddr(*address), sizeof *address) != 0) {
    return fail_with_errno("no way to the platform", errno);
  }
  const auto local = local_peer(fd.get());
  if (!local) return fail_with_errno("no address of our own", errno);
  return local->host;
}

Result<SipUdp> SipUdp::open(std::uint16_t port) {
  SipUdp udp;
  udp.fd_ = Fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!udp.fd_) return fail_with_errno("no socket", errno);
  if (!bind_any(udp.fd_.get(), port)) {
    return fail(ErrorKind::kBadInput,
                "local port " + std::to_string(port) + " cannot be bound: " + std::strerror(errno));
  }
  set_option(udp.fd_.get(), SOL_SOCKET, SO_RCVBUF, kReceiveBytes);
  const auto local = local_peer(udp.fd_.get());
  if (!local) return fail_with_errno("no address of our own", errno);
  udp.port_ = local->port;
  return udp;
}

bool SipUdp::send(const SipPeer& peer, std::string_view text) const {
  const auto address = to_address(peer);
  if (!address) return false;
  const auto sent = ::sendto(fd_.get(), text.data(), text.size(), MSG_NOSIGNAL,
                             as_sockaddr(*address), sizeof *address);
  // A full buffer or a network that is away for a moment: it is sent again by its transaction.
  return sent >= 0 || is_patience(errno) || errno == ENETUNREACH || errno == EHOSTUNREACH ||
         errno == ENETDOWN || errno == ENOBUFS || errno == ECONNREFUSED || errno == EPERM;
}

std::optional<SipUdp::Packet> SipUdp::receive() const {
  // Not cleared: at thousands of packets a second that would be most of the work.
  std::array<char, kSipBytesMax> buffer;
  sockaddr_in address{};
  socklen_t size = sizeof address;
  const auto count = ::recvfrom(fd_.get(), buffer.data(), buffer.size(), 0,
                                reinterpret_cast<sockaddr*>(&address), &size);
  if (count < 0) return std::nullopt;
  return Packet{.peer = to_peer(address),
                .text = std::string(buffer.data(), static_cast<std::size_t>(count))};
}

Result<SipTcp> SipTcp::open(const SipPeer& peer, std::uint16_t local_port) {
  const auto address = to_address(peer);
  if (!address) return fail(ErrorKind::kUnavailable, "the platform has no IPv4 address");
  SipTcp tcp;
  for (const std::uint16_t port : {local_port, std::uint16_t{0}}) {
    tcp.fd_ = Fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!tcp.fd_) return fail_with_errno("no socket", errno);
    const int fd = tcp.fd_.get();
    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, kUserTimeout_ms);
    set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    if (port != 0 && !bind_any(fd, port)) continue;
    if (::connect(fd, as_sockaddr(*address), sizeof *address) == 0 || errno == EINPROGRESS) {
      // The system has chosen who we are already: the first message says so before it is open.
      tcp.local_ = local_peer(fd).value_or(SipPeer{});
      return tcp;
    }
    // The last connection between the same two ports may not be quite over.
    if (port == 0 || errno != EADDRNOTAVAIL) {
      return fail_with_errno("the platform cannot be reached", errno);
    }
  }
  return fail_with_errno("the platform cannot be reached", errno);
}

short SipTcp::wanted_events() const {
  if (!is_open_) return POLLOUT;
  return static_cast<short>(out_.empty() ? POLLIN : POLLIN | POLLOUT);
}

Result<void> SipTcp::finish_connect() {
  int trouble = 0;
  socklen_t size = sizeof trouble;
  if (::getsockopt(fd_.get(), SOL_SOCKET, SO_ERROR, &trouble, &size) != 0) trouble = errno;
  if (trouble != 0) return fail_with_errno("the platform cannot be reached", trouble);
  is_open_ = true;
  return {};
}

Result<std::vector<std::string>> SipTcp::go_on(short events) {
  if (!is_open_) {
    if ((events & (POLLOUT | POLLERR | POLLHUP)) == 0) return std::vector<std::string>();
    if (auto finished = finish_connect(); !finished) return tl::unexpected(finished.error());
  }
  if ((events & POLLOUT) != 0) {
    if (auto flushed = flush(); !flushed) return tl::unexpected(flushed.error());
  }
  if ((events & (POLLIN | POLLERR | POLLHUP)) == 0) return std::vector<std::string>();
  return read_some();
}

Result<std::vector<std::string>> SipTcp::read_some() {
  std::array<char, kReadBytes> buffer{};
  const auto count = ::recv(fd_.get(), buffer.data(), buffer.size(), 0);
  if (count == 0) return fail(ErrorKind::kUnavailable, "the platform closed the connection");
  if (count < 0 && is_patience(errno)) return std::vector<std::string>();
  if (count < 0) return fail_with_errno("the connection broke", errno);
  auto messages = framer_.push({buffer.data(), static_cast<std::size_t>(count)});
  if (!messages) return messages;
  // One answer is enough, however many were asked for.
  if (framer_.take_pings() > 0) {
    if (auto sent = send("\r\n"); !sent) return tl::unexpected(sent.error());
  }
  return messages;
}

Result<void> SipTcp::send(std::string_view text) {
  if (out_.size() + text.size() > kSipOutBytesMax) {
    return fail(ErrorKind::kExhausted, "the platform does not read what it is sent");
  }
  out_.append(text);
  return is_open_ ? flush() : Result<void>();
}

Result<void> SipTcp::flush() {
  while (!out_.empty()) {
    const auto sent = ::send(fd_.get(), out_.data(), out_.size(), MSG_NOSIGNAL);
    if (sent < 0 && is_patience(errno)) return {};
    if (sent < 0) return fail_with_errno("the connection broke", errno);
    out_.erase(0, static_cast<std::size_t>(sent));
  }
  return {};
}

}  // namespace sunhall
