// A client that says exactly what it is told, whole requests or not.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "native/fd.h"

namespace sunhall::test {

/// An answer as it came over the wire.
struct RawAnswer {
  int status = 0;
  std::string head;  // with its status line
  std::string body;

  bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
  std::string value(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
};

class RawClient {
 public:
  /// `receive_bytes`: how little the kernel may take in advance; 0: as usual.
  explicit RawClient(std::uint16_t port, int receive_bytes = 0)
      : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_bytes > 0)
      ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_connected_ =
        ::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }

  bool is_connected() const { return is_connected_; }
  bool say(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void say_no_more() { ::shutdown(fd_.get(), SHUT_WR); }
  void hang_up() { fd_.reset(); }

  /// Reads once; empty at the end, after an error, or when nothing came in time.
  std::string hear(int timeout_ms = 10'000) {
    pollfd waiting{fd_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, timeout_ms) != 1) return {};
    std::string bytes(64 * 1024, '\0');
    const ssize_t count = ::recv(fd_.get(), bytes.data(), bytes.size(), 0);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
  }
  std::string hear_until_end() {
    std::string heard = std::exchange(early_, {});
    for (std::string more = hear(); !more.empty(); more = hear()) heard += more;
    return heard;
  }
  /// Reads until `word` has come, which stays in the text that is given back.
  std::string hear_until(std::string_view word) {
    while (early_.find(word) == std::string::npos) {
      const std::string more = hear();
      if (more.empty()) return std::exchange(early_, {});
      early_ += more;
    }
    const std::size_t end = early_.find(word) + word.size();
    std::string heard = early_.substr(0, end);
    early_.erase(0, end);
    return heard;
  }
  /// Reads one answer; what follows stays for the next call. `is_bare`: of a HEAD request.
  RawAnswer answer(bool is_bare = false) {
    RawAnswer answer;
    answer.head = hear_until("\r\n\r\n");
    if (answer.head.size() > 12) answer.status = std::atoi(answer.head.c_str() + 9);
    const std::string length = answer.value("Content-Length");
    if (is_bare || length.empty()) return answer;
    const auto bytes = static_cast<std::size_t>(std::atoll(length.c_str()));
    while (early_.size() < bytes) {
      const std::string more = hear();
      if (more.empty()) break;
      early_ += more;
    }
    answer.body = early_.substr(0, bytes);
    early_.erase(0, bytes);
    return answer;
  }
  RawAnswer ask(std::string_view request) {
    say(request);
    return answer(request.starts_with("HEAD"));
  }
  RawAnswer get(const std::string& target, const std::string& headers = {}) {
    return ask("GET " + target + " HTTP/1.1\r\nHost: hub\r\n" + headers + "\r\n");
  }
  /// Whether the other side has ended the connection, cleanly or not.
  bool is_cut() {
    while (true) {
      pollfd waiting{fd_.get(), POLLIN, 0};
      if (::poll(&waiting, 1, 10'000) != 1) return false;
      char byte = 0;
      if (::recv(fd_.get(), &byte, 1, 0) <= 0) return true;
    }
  }

 private:
  Fd fd_;
  bool is_connected_ = false;
  std::string early_;  // heard and not yet asked for
};

}  // namespace sunhall::test
