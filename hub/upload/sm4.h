// The block cipher SM4, as record interfaces use it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "hub/upload/text_coding.h"

namespace sunhall {

enum class Sm4Mode : unsigned char { kCbc, kEcb };

using Sm4Block = std::array<std::uint8_t, 16>;

/// A key and what goes with it; it has no stream operator, like Secret.
struct Sm4Key {
  Sm4Mode mode = Sm4Mode::kCbc;
  Sm4Block key{};
  Sm4Block iv{};  // kCbc only
};

/// Says whether this machine's OpenSSL has SM4 (some distributions leave it out).
///
/// Errors:  kUnsupported, in words for an installer.
Result<void> check_sm4();

/// Encrypts with PKCS#7 padding: the result is 1 to 16 bytes longer.
///
/// Errors:  kUnsupported as check_sm4's.
/// Source:  GB/T 32907-2016; GB/T 17964-2021 for the modes.
Result<ByteVector> sm4_encrypt(const Sm4Key& key, std::span<const std::uint8_t> plain);

/// Errors:  kBadInput when the length or the padding is wrong: another key, or cut off.
Result<ByteVector> sm4_decrypt(const Sm4Key& key, std::span<const std::uint8_t> cipher);

/// 16 bytes that nobody can guess.
Result<Sm4Block> random_block();

}  // namespace sunhall
