// A platform's end of a session: RTP over UDP or TCP taken apart by the RFCs, for tests.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "native/fd.h"
#include "tests/support/ffprobe.h"
#include "tests/support/temp_folder.h"

namespace sunhall::test {

inline constexpr std::chrono::seconds kPatience{20};

struct RtpPacket {
  bool has_marker = false;
  int payload_type = 0;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  std::string payload;
};

inline RtpPacket read_rtp(const std::string& bytes) {
  REQUIRE(bytes.size() > 12);
  const auto at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]));
  };
  REQUIRE(at(0) == 0x80);
  return {.has_marker = (at(1) & 0x80) != 0,
          .payload_type = static_cast<int>(at(1) & 0x7F),
          .sequence = static_cast<std::uint16_t>(at(2) << 8 | at(3)),
          .timestamp = at(4) << 24 | at(5) << 16 | at(6) << 8 | at(7),
          .ssrc = at(8) << 24 | at(9) << 16 | at(10) << 8 | at(11),
          .payload = bytes.substr(12)};
}

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// Collects what arrives; its own thread is the test's.
class GbReceiver {
 public:
  enum class Kind : unsigned char { kUdp, kTcpListen, kTcpConnect };

  explicit GbReceiver(Kind kind, int room = 8 << 20) : kind_(kind) {
    socket_ =
        Fd(::socket(AF_INET, (kind == Kind::kUdp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0));
    REQUIRE(socket_);
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (kind == Kind::kTcpConnect) return;
    const sockaddr_in any = loopback(0);
    REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&any), sizeof any) == 0);
    if (kind == Kind::kTcpListen) REQUIRE(::listen(socket_.get(), 4) == 0);
  }

  std::uint16_t port() const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    REQUIRE(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    return ntohs(address.sin_port);
  }

  void connect(std::uint16_t port) {
    const sockaddr_in address = loopback(port);
    REQUIRE(::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
            0);
    stream_ = std::move(socket_);
  }

  /// Says something to the sender: to its port by UDP, else on the connection.
  void say(const std::string& bytes, std::uint16_t port = 0) const {
    const sockaddr_in address = loopback(port);
    const ssize_t sent = kind_ == Kind::kUdp
                             ? ::sendto(socket_.get(), bytes.data(), bytes.size(), 0,
                                        reinterpret_cast<const sockaddr*>(&address), sizeof address)
                             : ::send(stream_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    REQUIRE(sent == static_cast<ssize_t>(bytes.size()));
  }

  /// Takes a connection; false when none comes in time.
  bool accept(std::chrono::milliseconds patience = kPatience) {
    if (!wait(socket_, patience)) return false;
    stream_ = Fd(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    return static_cast<bool>(stream_);
  }
  void close_stream() { stream_.reset(); }
  /// Whether the other end has closed.
  bool is_closed(std::chrono::milliseconds patience = kPatience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
      if (!take_some(std::chrono::milliseconds(50)) && has_ended_) return true;
    }
    return false;
  }

  /// Takes packets until so many pictures (packets with a marker) are complete in all.
  bool wait_for_pictures(int count, std::chrono::milliseconds patience = kPatience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (picture_count_ < count) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          until - std::chrono::steady_clock::now());
      if (left.count() <= 0 || !take_some(left)) return false;
    }
    return true;
  }
  /// True when nothing comes for so long.
  bool is_silent_for(std::chrono::milliseconds time) { return !take_some(time); }
  /// Takes what is on its way.
  void drain() {
    while (take_some(std::chrono::milliseconds(150))) {
    }
  }

  int picture_count() const { return picture_count_; }
  const std::vector<RtpPacket>& packets() const { return packets_; }

  /// The timestamp of every picture, in order.
  std::vector<std::uint32_t> timestamps() const {
    std::vector<std::uint32_t> out;
    for (const RtpPacket& packet : packets_) {
      if (packet.has_marker) out.push_back(packet.timestamp);
    }
    return out;
  }

  /// Of RTP, with the packets' headers.
  std::size_t byte_count() const {
    std::size_t count = 0;
    for (const RtpPacket& packet : packets_) count += 12 + packet.payload.size();
    return count;
  }
  std::string program() const {
    std::string out;
    for (const RtpPacket& packet : packets_) out += packet.payload;
    return out;
  }
  /// What FFmpeg makes of all that came.
  Decoding decoded(const TempFolder& folder) const {
    folder.write("received.ps", program());
    return decode(folder / "received.ps");
  }
  void forget() {
    packets_.clear();
    picture_count_ = 0;
  }

 private:
  static bool wait(const Fd& socket, std::chrono::milliseconds patience) {
    pollfd waiting{socket.get(), POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(patience.count())) == 1;
  }

  bool take_some(std::chrono::milliseconds patience) {
    const Fd& from = kind_ == Kind::kUdp ? socket_ : stream_;
    if (!from || !wait(from, patience)) return false;
    std::string bytes(1 << 16, '\0');
    const ssize_t got = ::recv(from.get(), bytes.data(), bytes.size(), 0);
    has_ended_ = got <= 0;
    if (has_ended_) return false;
    bytes.resize(static_cast<std::size_t>(got));
    if (kind_ == Kind::kUdp) {
      add(bytes);
      return true;
    }
    rest_ += bytes;
    while (rest_.size() >= 2) {
      const std::size_t size = static_cast<std::size_t>(static_cast<unsigned char>(rest_[0])) << 8 |
                               static_cast<unsigned char>(rest_[1]);
      if (rest_.size() < 2 + size) break;
      add(rest_.substr(2, size));
      rest_.erase(0, 2 + size);
    }
    return true;
  }

  void add(const std::string& bytes) {
    packets_.push_back(read_rtp(bytes));
    const RtpPacket& packet = packets_.back();
    CHECK(packet.payload.size() <= 1'400);
    if (packets_.size() > 1) {
      const RtpPacket& before = packets_[packets_.size() - 2];
      CHECK(packet.sequence == static_cast<std::uint16_t>(before.sequence + 1));
      CHECK(packet.ssrc == before.ssrc);
      if (!before.has_marker) CHECK(packet.timestamp == before.timestamp);
    }
    if (packet.has_marker) ++picture_count_;
  }

  const Kind kind_;
  Fd socket_;
  Fd stream_;
  std::string rest_;
  bool has_ended_ = false;
  std::vector<RtpPacket> packets_;
  int picture_count_ = 0;
};

}  // namespace sunhall::test
