// Passwords as they are kept: argon2id, slow on purpose.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sunhall {

inline constexpr std::size_t kPasswordBytesMin = 8;
inline constexpr std::size_t kPasswordBytesMax = 128;

/// What one guess costs: about 60 ms and 32 MiB on a small machine.
///
/// Source:  OWASP Password Storage Cheat Sheet asks for at least 19 MiB and 2 passes.
struct PasswordCost {
  unsigned passes = 3;
  std::size_t memory_bytes = 32u << 20;
};

/// Makes what is kept of a password; salt and cost stand in it.
///
/// Blocks:  for the cost.
/// Errors:  kBadInput for a length outside the limits, kExhausted without memory.
Result<std::string> hash_password(std::string_view password, const PasswordCost& cost);

/// Whether this is the password; takes as long for a wrong one as for the right one.
///
/// Blocks:  for the cost that the hash was made with.
bool check_password(const std::string& hash, std::string_view password);

}  // namespace sunhall
