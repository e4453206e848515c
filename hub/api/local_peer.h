// Whether an address belongs to the home's own network.
#pragma once

#include <string>
#include <string_view>

namespace sunhall {

/// Loopback, private and link-local addresses.
///
/// Source:  RFC 1122 §3.2.1.3 (127/8), RFC 1918, RFC 3927 (169.254/16), RFC 4291 (::1, fe80::/10),
///          RFC 4193 (fc00::/7).
bool is_local_peer(std::string_view address);

/// Who counts as one guesser: an IPv4 address, or an IPv6 network of 64 bits, as one household has
/// more addresses than there are guesses.
std::string peer_network(std::string_view address);

}  // namespace sunhall
