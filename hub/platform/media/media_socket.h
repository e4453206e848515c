// Sockets that media leaves by: even ports, numeric addresses, nothing that waits.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "native/fd.h"
#include "native/port_range.h"

namespace sunhall {

/// Where a platform wants its media.
struct PeerAddress {
  sockaddr_storage address{};
  socklen_t bytes = 0;
};

/// Reads a numeric address, IPv4 or IPv6.
///
/// Blocks:  never: names are not looked up.
/// Errors:  kBadInput for a name, an address that nobody can be sent to, or port 0.
Result<PeerAddress> parse_peer(const std::string& host, std::uint16_t port);

/// Whether a connection comes from where a platform said; any loopback address is as good as
/// another.
bool is_same_host(const sockaddr_storage& a, const sockaddr_storage& b);

struct MediaPort {
  Fd media;
  Fd control;  // RTCP's, one above: what arrives there is left to the kernel to drop
  std::uint16_t port = 0;
};

/// Which port a session may have.
struct PortChoice {
  std::optional<PortRange> range{};  // empty: any that the kernel has
  std::uint64_t turn = 0;  // where in the range to look first: the newest free is the last
};

/// Binds an even port and the odd one above it, connected to the peer: nobody else is heard, and
/// its refusals are told.
///
/// Errors:  kUnavailable without a way to the peer or a free pair of ports; kExhausted when the
///          range has none.
/// Source:  RFC 3550 §11: RTP has an even port, RTCP the next one.
Result<MediaPort> open_udp_port(const PeerAddress& peer, const PortChoice& choice);

/// Listens on an even port for one connection. Of a range, the odd one above it is held, too: as
/// long as it is, nobody else gets the pair, whether or not anybody still listens.
///
/// Errors:  as open_udp_port.
Result<MediaPort> open_listener(const PeerAddress& peer, const PortChoice& choice);

/// Begins to connect; it is there when the socket is writable and `socket_error` says 0.
Result<Fd> begin_connect(const PeerAddress& peer);

/// Takes a waiting connection if it comes from the peer; others are closed. Empty: none waits.
Fd accept_from(const Fd& listener, const PeerAddress& peer);

/// Takes a socket's pending error: 0 when there is none.
int socket_error(const Fd& socket);

}  // namespace sunhall
