// A range of ports that a firewall lets through.
#pragma once

#include <cstdint>

namespace sunhall {

/// Both ends belong to it.
struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;

  bool operator==(const PortRange&) const = default;
  bool holds(int port) const { return port >= first && port <= last; }
  /// Its lowest even port: RTP has even ports, RTCP the next one (RFC 3550 §11).
  int first_even() const { return first + first % 2; }
  /// How many even ports stand in it with the odd one above.
  int pair_count() const { return last > first_even() ? (last - first_even() + 1) / 2 : 0; }
};

}  // namespace sunhall
