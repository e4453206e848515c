// SHA-256, of what is there at once and of what grows.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sunhall {

using Digest = std::array<std::uint8_t, 32>;

/// A SHA-256 that is fed piece by piece.
class Sha256 {
 public:
  Sha256();
  void add(std::span<const std::uint8_t> bytes);
  void add(std::string_view text);
  /// Of all that was added so far; more may follow.
  Digest digest() const;

 private:
  struct Free {
    void operator()(void* context) const noexcept;
  };
  std::unique_ptr<void, Free> context_;
};

Digest sha256(std::span<const std::uint8_t> bytes);
Digest sha256(std::string_view text);

/// Writes 64 lower-case hexadecimal digits.
std::string to_hex(const Digest& digest);

/// Takes a blob of a database; zeros unless it has 32 bytes.
Digest to_digest(std::span<const std::uint8_t> bytes);

/// Reads 64 lower-case hexadecimal digits.
std::optional<Digest> parse_digest(std::string_view hex);

}  // namespace sunhall
