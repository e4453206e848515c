#include "hub/api/token.h"

#include <sodium.h>

#include <string>

namespace sunhall {

Result<Secret> make_token() {
  if (::sodium_init() < 0) return fail(ErrorKind::kInternal, "libsodium does not start");
  std::array<std::uint8_t, 32> bits{};
  ::randombytes_buf(bits.data(), bits.size());
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(bits.size(), kVariant), '\0');
  ::sodium_bin2base64(text.data(), text.size(), bits.data(), bits.size(), kVariant);
  text.resize(text.size() - 1);  // libsodium counts a NUL
  ::sodium_memzero(bits.data(), bits.size());
  return Secret(std::move(text));
}

TokenHash hash_token(std::string_view token) {
  TokenHash hash{};
  ::crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr,
                       0);
  return hash;
}

}  // namespace sunhall
