// How much one client may ask for, and how long it may take.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace sunhall {

inline constexpr std::size_t kBodyBytesMax = 1u << 20;
inline constexpr std::size_t kBodiesAtOnceMax = 256;         // coming in, of all connections
inline constexpr std::size_t kLargeBodyBytesMax = 4u << 20;  // of the paths that take such
inline constexpr std::size_t kLargeBodiesAtOnceMax = 16;     // beyond kBodyBytesMax, coming in
inline constexpr std::size_t kHeaderBytesMax = 16u << 10;
inline constexpr std::size_t kTargetBytesMax = 4u << 10;

struct HttpLimits {
  std::size_t connections = 10'000;
  std::size_t connections_per_peer = 1'000;  // one address; a trusted proxy has no limit of its own
  std::chrono::milliseconds request_time{10'000};  // from the first byte of a request to its last
  std::chrono::milliseconds idle_time{60'000};     // between requests
  std::chrono::milliseconds write_time{20'000};  // a reader that takes nothing for this long is cut
  std::vector<std::string> large_body_paths{};   // up to kLargeBodyBytesMax: photos, tables
};

}  // namespace sunhall
