// Tokens: who shows one is let in, so only their hashes are kept.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/result.h"
#include "native/secret.h"

namespace sunhall {

using TokenHash = std::array<std::uint8_t, 32>;

/// Makes a token of 256 random bits, 43 characters that need no encoding in a URL.
Result<Secret> make_token();

/// What is kept of a token (BLAKE2b): nobody gets back to the token from it.
///
/// A token has 256 random bits: unlike a password it needs no salt and no slow hash.
TokenHash hash_token(std::string_view token);

}  // namespace sunhall
