#include "kiosk/unix_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sunhall {

namespace {

constexpr int kBacklog = 16;

Result<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    return fail(ErrorKind::kBadInput, path + ": a socket's path has 1 to " +
                                          std::to_string(sizeof address.sun_path - 1) +
                                          " bytes; choose a shorter one");
  }
  std::copy(path.begin(), path.end(), address.sun_path);
  return address;
}

tl::unexpected<Error> away(const std::string& path, int error_number) {
  return fail(ErrorKind::kUnavailable, path + ": " + std::strerror(error_number));
}

Fd open_socket() {
  return Fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

// 0, or why it did not work.
int try_connect(const Fd& fd, const sockaddr_un& address) {
  if (!fd) return errno;
  const auto* any = reinterpret_cast<const sockaddr*>(&address);
  return ::connect(fd.get(), any, sizeof address) == 0 ? 0 : errno;
}

// A kiosk that was killed leaves its socket behind; anything else at the path is not ours to
// remove.
Result<void> remove_stale(const std::string& path, const sockaddr_un& address) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode)) {
    return fail(ErrorKind::kBadInput, path + ": is not a socket; choose another --control");
  }
  // Only a refusal proves that nobody serves it: a busy kiosk answers EAGAIN.
  if (try_connect(open_socket(), address) != ECONNREFUSED) {
    return fail(ErrorKind::kUnavailable, path + ": another kiosk is listening there");
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return away(path, errno);
  return {};
}

}  // namespace

Result<Fd> connect_unix(const std::string& path) {
  const Result<sockaddr_un> address = address_of(path);
  if (!address) return tl::unexpected<Error>(address.error());
  Fd fd = open_socket();
  if (const int error_number = try_connect(fd, *address)) return away(path, error_number);
  return fd;
}

Result<Fd> listen_unix(const std::string& path) {
  const Result<sockaddr_un> address = address_of(path);
  if (!address) return tl::unexpected<Error>(address.error());
  if (Result<void> removed = remove_stale(path, *address); !removed) {
    return tl::unexpected<Error>(removed.error());
  }
  Fd fd = open_socket();
  if (!fd) return away(path, errno);
  // Linux takes the mode of the file from the socket: no moment at which others may connect.
  if (::fchmod(fd.get(), S_IRUSR | S_IWUSR) != 0) return away(path, errno);
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0 ||
      ::listen(fd.get(), kBacklog) != 0) {
    return away(path, errno);
  }
  return fd;
}

}  // namespace sunhall
