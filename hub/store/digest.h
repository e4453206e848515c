// SHA-256, of files while they grow and of the chain that ties a stream's files together.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "hub/media/part.h"

namespace sunhall {

using Digest = std::array<std::uint8_t, 32>;

/// A SHA-256 that is fed piece by piece.
class Sha256 {
 public:
  Sha256();
  void add(std::span<const std::uint8_t> bytes);
  /// Of all that was added so far; more may follow.
  Digest digest() const;

 private:
  struct Free {
    void operator()(void* context) const noexcept;
  };
  std::unique_ptr<void, Free> context_;
};

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

/// Writes 64 lower-case hexadecimal digits.
std::string to_hex(const Digest& digest);

/// Takes a blob of the index; zeros unless it has 32 bytes.
Digest to_digest(std::span<const std::uint8_t> bytes);

}  // namespace sunhall
