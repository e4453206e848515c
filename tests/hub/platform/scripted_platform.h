// A supervision platform of plain sockets and text: it reads and writes SIP without the hub's code.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/fd.h"

namespace sunhall::test {

inline constexpr const char* kServerId = "42070000002000000001";
inline constexpr const char* kDeviceId = "42070400471180000001";
inline constexpr const char* kChannelId = "42070400471320000001";

/// The value of a header in a text; empty: none.
inline std::string header_of(const std::string& text, const std::string& name) {
  const std::size_t at = text.find("\r\n" + name + ":");
  if (at == std::string::npos || at > text.find("\r\n\r\n")) return {};
  std::size_t begin = at + name.size() + 3;
  while (begin < text.size() && text[begin] == ' ') ++begin;
  return text.substr(begin, text.find("\r\n", begin) - begin);
}

inline std::string body_of(const std::string& text) {
  const std::size_t at = text.find("\r\n\r\n");
  return at == std::string::npos ? std::string() : text.substr(at + 4);
}

inline std::string with_body(const std::string& head, const std::string& body) {
  return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class ScriptedPlatform {
 public:
  enum class Over : unsigned char { kUdp, kTcp };

  explicit ScriptedPlatform(Over over, std::uint16_t port = 0) : over_(over) { listen(port); }

  std::uint16_t port() const { return port_; }

  /// Dies, with what it knew.
  void stop() {
    connection_.reset();
    socket_.reset();
    buffer_.clear();
    peer_.reset();
  }
  void start() { listen(port_); }
  /// Cuts the connection, and goes on listening.
  void cut() {
    connection_.reset();
    buffer_.clear();
  }

  void send(const std::string& text) const {
    if (over_ == Over::kUdp) {
      if (!peer_) return;
      ::sendto(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL,
               reinterpret_cast<const sockaddr*>(&*peer_), sizeof *peer_);
    } else if (connection_) {
      ::send(connection_.get(), text.data(), text.size(), MSG_NOSIGNAL);
    }
  }

  /// The next message that comes, in the time given; empty: none.
  std::string receive(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (true) {
      if (auto whole = take_whole(); !whole.empty()) return whole;
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          end - std::chrono::steady_clock::now());
      if (left.count() <= 0) return {};
      read_more(static_cast<int>(left.count()));
    }
  }

  /// The next message that begins so; keepalives and what was set aside are answered and passed
  /// over.
  std::string expect(const std::string& start,
                     std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          end - std::chrono::steady_clock::now());
      const std::string text = receive(left);
      if (text.empty()) break;
      if (text.starts_with("MESSAGE ") && text.find("<CmdType>Keepalive<") != std::string::npos) {
        if (start == "keepalive") return text;
        answer(text, "200 OK");
        continue;
      }
      if (text.starts_with(start)) return text;
      passed.push_back(text.substr(0, 60));
    }
    std::string all;
    for (const std::string& line : passed) all += line.substr(0, line.find("\r\n")) + "; ";
    FAIL("did not come: " << start << "; came: " << all);
    return {};
  }

  /// Answers a request: what must go back goes back.
  void answer(const std::string& request, const std::string& status, const std::string& more = "",
              const std::string& body = "") {
    std::string to = header_of(request, "To");
    if (to.find(";tag=") == std::string::npos) to += ";tag=platform";
    send(with_body("SIP/2.0 " + status + "\r\nVia: " + seen_via(request) +
                       "\r\nFrom: " + header_of(request, "From") + "\r\nTo: " + to +
                       "\r\nCall-ID: " + header_of(request, "Call-ID") +
                       "\r\nCSeq: " + header_of(request, "CSeq") + "\r\n" + more,
                   body));
  }

  /// Takes a registration, with a password, and returns the REGISTER that carried it.
  std::string registers(const std::string& expires = "3600") {
    answer(expect("REGISTER "), "401 Unauthorized",
           "WWW-Authenticate: Digest "
           "realm=\"4207000000\",qop=\"auth\",nonce=\"n1\",algorithm=MD5\r\n");
    std::string last = expect("REGISTER ");
    answer(last, "200 OK",
           "Expires: " + expires + "\r\nDate: 2026-11-30T09:15:00.250\r\nX-GB-Ver: 3.0\r\n");
    return last;
  }

  /// A request of the platform's own; each is new.
  std::string make(const std::string& method, const std::string& user, const std::string& more = "",
                   const std::string& body = "") {
    const std::string number = std::to_string(++count_);
    return make_in(method, user, "call-" + number, number, "", more, body);
  }

  std::string make_in(const std::string& method, const std::string& user,
                      const std::string& call_id, const std::string& cseq,
                      const std::string& to_tag, const std::string& more = "",
                      const std::string& body = "") {
    const char* name = over_ == Over::kUdp ? "UDP" : "TCP";
    return with_body(method + " sip:" + user + "@4207000000 SIP/2.0\r\nVia: SIP/2.0/" + name +
                         " 127.0.0.1:" + std::to_string(port_) + ";rport;branch=z9hG4bK" +
                         std::to_string(++count_) + "\r\nFrom: <sip:" + kServerId +
                         "@4207000000>;tag=p\r\nTo: <sip:" + user + "@4207000000>" +
                         (to_tag.empty() ? "" : ";tag=" + to_tag) + "\r\nCall-ID: " + call_id +
                         "\r\nCSeq: " + cseq + " " + method + "\r\nContact: <sip:" + kServerId +
                         "@127.0.0.1:" + std::to_string(port_) + ">\r\nMax-Forwards: 70\r\n" + more,
                     body);
  }

  std::string make_query(const std::string& cmd_type, const std::string& device,
                         const std::string& more = "") {
    return make("MESSAGE", kDeviceId, "Content-Type: Application/MANSCDP+xml\r\n",
                "<?xml version=\"1.0\" encoding=\"GB2312\"?>\r\n<Query>\r\n<CmdType>" + cmd_type +
                    "</CmdType>\r\n<SN>17</SN>\r\n<DeviceID>" + device + "</DeviceID>\r\n" + more +
                    "</Query>\r\n");
  }

  /// What the home is seen as in answers; by default as it is.
  std::optional<std::string> rport;
  std::vector<std::string> passed;

 private:
  void listen(std::uint16_t port) {
    const int kind = over_ == Over::kUdp ? SOCK_DGRAM : SOCK_STREAM;
    socket_ = Fd(::socket(AF_INET, kind | SOCK_CLOEXEC, 0));
    const int yes = 1;
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    // A connection inherits it: what is not read is soon felt at the other end.
    const int bytes = 64 << 10;
    if (over_ == Over::kTcp) {
      ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
            0);
    if (over_ == Over::kTcp) ::listen(socket_.get(), 8);
    socklen_t size = sizeof address;
    ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }

  void read_more(int patience_ms) {
    std::array<pollfd, 2> waiting{pollfd{socket_.get(), POLLIN, 0},
                                  pollfd{connection_.get(), POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), patience_ms) <= 0) return;
    std::array<char, 65'536> bytes{};
    if (over_ == Over::kUdp) {
      sockaddr_in from{};
      socklen_t size = sizeof from;
      const auto count = ::recvfrom(socket_.get(), bytes.data(), bytes.size(), 0,
                                    reinterpret_cast<sockaddr*>(&from), &size);
      if (count <= 0) return;
      peer_ = from;
      packets_.emplace_back(bytes.data(), static_cast<std::size_t>(count));
      return;
    }
    if (waiting[0].revents != 0) {
      connection_ = Fd(::accept(socket_.get(), nullptr, nullptr));
      buffer_.clear();
      return;
    }
    const auto count = ::recv(connection_.get(), bytes.data(), bytes.size(), 0);
    if (count <= 0) return cut();
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
  }

  std::string take_whole() {
    if (over_ == Over::kUdp) {
      if (packets_.empty()) return {};
      std::string text = packets_.front();
      packets_.pop_front();
      return text;
    }
    const std::size_t head = buffer_.find("\r\n\r\n");
    if (head == std::string::npos) return {};
    const std::string length = header_of(buffer_, "Content-Length");
    const std::size_t whole = head + 4 + (length.empty() ? 0 : std::stoul(length));
    if (buffer_.size() < whole) return {};
    std::string text = buffer_.substr(0, whole);
    buffer_.erase(0, whole);
    return text;
  }

  std::string seen_via(const std::string& request) const {
    std::string via = header_of(request, "Via");
    const std::size_t at = via.find(";rport");
    if (!rport || at == std::string::npos) return via;
    return via.insert(at + 6, "=" + *rport);
  }

  const Over over_;
  std::uint16_t port_ = 0;
  Fd socket_;
  Fd connection_;
  std::optional<sockaddr_in> peer_;
  std::deque<std::string> packets_;
  std::string buffer_;
  int count_ = 0;
};

}  // namespace sunhall::test
