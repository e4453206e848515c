#include "native/sha256.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>

namespace sunhall {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

/// Out of memory is the only way these fail: the service manager starts the program anew.
void must(int done) {
  if (done != 1) std::abort();
}

}  // namespace

void Sha256::Free::operator()(void* context) const noexcept {
  EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context));
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr) std::abort();
  must(EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_.get()), EVP_sha256(), nullptr));
}

void Sha256::add(std::span<const std::uint8_t> bytes) {
  must(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_.get()), bytes.data(), bytes.size()));
}

void Sha256::add(std::string_view text) {
  must(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_.get()), text.data(), text.size()));
}

Digest Sha256::digest() const {
  const Sha256 copy;
  auto* const context = static_cast<EVP_MD_CTX*>(copy.context_.get());
  must(EVP_MD_CTX_copy_ex(context, static_cast<const EVP_MD_CTX*>(context_.get())));
  Digest digest{};
  must(EVP_DigestFinal_ex(context, digest.data(), nullptr));
  return digest;
}

Digest sha256(std::span<const std::uint8_t> bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.digest();
}

Digest sha256(std::string_view text) {
  Sha256 sum;
  sum.add(text);
  return sum.digest();
}

std::string to_hex(const Digest& digest) {
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

Digest to_digest(std::span<const std::uint8_t> bytes) {
  Digest digest{};
  if (bytes.size() == digest.size()) std::ranges::copy(bytes, digest.begin());
  return digest;
}

std::optional<Digest> parse_digest(std::string_view hex) {
  Digest digest{};
  if (hex.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const std::size_t value = kHexDigits.find(hex[i]);
    if (value == std::string_view::npos) return std::nullopt;
    digest[i / 2] = static_cast<std::uint8_t>(std::size_t{digest[i / 2]} << 4U | value);
  }
  return digest;
}

}  // namespace sunhall
