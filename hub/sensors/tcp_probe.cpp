#include "hub/sensors/tcp_probe.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace sunhall {

namespace {

using AddressList = std::unique_ptr<addrinfo, void (*)(addrinfo*)>;

std::string place_of(const TcpTarget& target) {
  return target.host + ":" + std::to_string(target.port);
}

/// Waits for a connection under way; 0 is success, else an errno.
int wait_connected(int socket, std::chrono::milliseconds deadline, const WakeFd& wake) {
  std::array<pollfd, 2> files{pollfd{socket, POLLOUT, 0}, pollfd{wake.get(), POLLIN, 0}};
  const int ready = ::poll(files.data(), files.size(), static_cast<int>(deadline.count()));
  if (ready <= 0) return ETIMEDOUT;
  if (files[1].revents != 0) return ECANCELED;
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

int try_address(const addrinfo& address, std::chrono::milliseconds deadline, const WakeFd& wake) {
  const Fd socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return errno;
  if (::connect(socket.get(), address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  return wait_connected(socket.get(), deadline, wake);
}

}  // namespace

Result<void> probe_tcp(const TcpTarget& target, std::chrono::milliseconds deadline,
                       const WakeFd& wake) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(target.port);
  if (::getaddrinfo(target.host.c_str(), port.c_str(), &hints, &found) != 0 || found == nullptr) {
    return fail(ErrorKind::kUnavailable, "has a name that cannot be found: " + target.host);
  }
  const AddressList list(found, ::freeaddrinfo);
  int error = ETIMEDOUT;
  for (const addrinfo* address = list.get(); address != nullptr; address = address->ai_next) {
    error = try_address(*address, deadline, wake);
    if (error == 0) return {};
    if (error == ECANCELED) break;
  }
  if (error == ECONNREFUSED) {
    return fail(ErrorKind::kUnavailable, "is not running at " + place_of(target));
  }
  return fail(ErrorKind::kUnavailable,
              "does not answer at " + place_of(target) + ": " + std::strerror(error));
}

}  // namespace sunhall
