#include "hub/api/password.h"

#include <sodium.h>

#include <array>

namespace sunhall {

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
  if (password.size() < kPasswordBytesMin || password.size() > kPasswordBytesMax)
    return fail(ErrorKind::kBadInput, "a password has 8 to 128 bytes");
  if (::sodium_init() < 0) return fail(ErrorKind::kInternal, "libsodium does not start");
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (::crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), cost.passes,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(ErrorKind::kExhausted, "no memory for hashing a password");
  return std::string(hash.data());
}

bool check_password(const std::string& hash, std::string_view password) {
  if (password.size() > kPasswordBytesMax || ::sodium_init() < 0) return false;
  return ::crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace sunhall
