// The chain that ties a stream's files together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hub/media/part.h"
#include "native/sha256.h"

namespace sunhall {

/// What a link of a stream's chain vouches for.
struct ChainLink {
  Digest previous{};        // of the stream's sealed file before; zeros for the first
  Digest sha256{};          // of the file
  std::string_view stream;  // as `stream_word` writes it
  MediaTime start{0};
  MediaTime end{0};
  std::uint64_t bytes = 0;
};

/// SHA-256 over previous, sha256, the stream's word and a zero byte, then start, end and bytes as
/// 64-bit big-endian integers.
Digest chain_digest(const ChainLink& link);

/// Writes `cooking/main`.
std::string stream_word(const StreamKey& stream);

}  // namespace sunhall
