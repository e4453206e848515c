#include "hub/platform/sip/sip_token.h"

#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace sunhall {

std::string sip_token() {
  std::array<unsigned char, 8> bytes{};
  // Without randomness there is no safe way on: OpenSSL's own generator does not fail once it runs.
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) std::abort();
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string token;
  for (const unsigned char byte : bytes) {
    token += kHex[byte >> 4];
    token += kHex[byte & 15];
  }
  return token;
}

}  // namespace sunhall
