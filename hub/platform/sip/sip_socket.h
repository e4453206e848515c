// The sockets of one link: UDP, or the one TCP connection that is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/platform/sip/sip_framer.h"
#include "hub/platform/sip/sip_message.h"
#include "native/fd.h"

namespace sunhall {

/// Bytes that a platform does not take from a TCP connection: more, and it is given up.
inline constexpr std::size_t kSipOutBytesMax = 256u << 10;

/// Our own address on the way to a peer.
///
/// Errors:  kUnavailable when there is no way, or `peer.host` is no IPv4 address.
Result<std::string> own_address(const SipPeer& peer);

/// A UDP port.
///
/// Threads: one. Blocks: never.
class SipUdp {
 public:
  /// `port` 0: any. Errors: kBadInput when it cannot be bound.
  static Result<SipUdp> open(std::uint16_t port);

  /// False when the system has no way to the peer now.
  bool send(const SipPeer& peer, std::string_view text) const;

  struct Packet {
    SipPeer peer;
    std::string text;
  };
  /// The next packet that waits; empty: none does.
  std::optional<Packet> receive() const;

  int fd() const { return fd_.get(); }
  std::uint16_t port() const { return port_; }

 private:
  Fd fd_;
  std::uint16_t port_ = 0;
};

/// A TCP connection that we open, once: a new one is a new object.
///
/// Threads: one. Blocks: never.
/// Errors:  after any error the object is only good to be thrown away.
class SipTcp {
 public:
  /// Begins to connect; `local_port` 0, or one that is taken: any.
  static Result<SipTcp> open(const SipPeer& peer, std::uint16_t local_port);

  /// Goes on after poll() said `events`; returns the messages that came.
  Result<std::vector<std::string>> go_on(short events);
  /// Takes a message, also while the connection is not open yet.
  Result<void> send(std::string_view text);

  bool is_open() const { return is_open_; }
  short wanted_events() const;
  int fd() const { return fd_.get(); }
  /// Who we are in this connection.
  const SipPeer& local() const { return local_; }

 private:
  Result<void> finish_connect();
  Result<void> flush();
  Result<std::vector<std::string>> read_some();

  Fd fd_;
  SipPeer local_;
  bool is_open_ = false;
  std::string out_;
  SipFramer framer_;
};

}  // namespace sunhall
