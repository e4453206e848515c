// Digests and keyed digests, as record interfaces sign with.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/result.h"
#include "hub/upload/text_coding.h"

namespace sunhall {

enum class HashKind : unsigned char { kSha256, kSm3 };

/// 32 bytes.
///
/// Errors:  kUnsupported when this machine's OpenSSL lacks it.
/// Source:  FIPS 180-4; GB/T 32905-2016.
Result<ByteVector> hash_of(HashKind kind, std::span<const std::uint8_t> bytes);

/// 32 bytes: HMAC over the hash.
///
/// Errors:  kUnsupported when this machine's OpenSSL lacks it.
/// Source:  RFC 2104; GB/T 15852.2-2012 for SM3.
Result<ByteVector> hmac_of(HashKind kind, std::string_view key,
                           std::span<const std::uint8_t> bytes);

}  // namespace sunhall
