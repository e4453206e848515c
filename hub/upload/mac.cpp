#include "hub/upload/mac.h"

#include <string>

#include <openssl/evp.h>

namespace sunhall {
namespace {

constexpr std::size_t kHashBytes = 32;

const char* name_of(HashKind kind) {
  return kind == HashKind::kSm3 ? "SM3" : "SHA256";
}

tl::unexpected<Error> missing(HashKind kind) {
  return fail(ErrorKind::kUnsupported,
              "this machine's OpenSSL has no " + std::string(name_of(kind)));
}

}  // namespace

Result<ByteVector> hash_of(HashKind kind, std::span<const std::uint8_t> bytes) {
  ByteVector out(kHashBytes);
  std::size_t count = 0;
  if (EVP_Q_digest(nullptr, name_of(kind), nullptr, bytes.data(), bytes.size(), out.data(),
                   &count) != 1 ||
      count != kHashBytes) {
    return missing(kind);
  }
  return out;
}

Result<ByteVector> hmac_of(HashKind kind, std::string_view key,
                           std::span<const std::uint8_t> bytes) {
  ByteVector out(kHashBytes);
  std::size_t count = 0;
  const auto key_bytes = bytes_of(key);
  if (EVP_Q_mac(nullptr, "HMAC", nullptr, name_of(kind), nullptr, key_bytes.data(),
                key_bytes.size(), bytes.data(), bytes.size(), out.data(), out.size(),
                &count) == nullptr ||
      count != kHashBytes) {
    return missing(kind);
  }
  return out;
}

}  // namespace sunhall
