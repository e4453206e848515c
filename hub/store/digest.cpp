#include "hub/store/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>

namespace sunhall {
namespace {

/// Out of memory is the only way these fail: the service manager starts the hub anew.
void must(int done) {
  if (done != 1) std::abort();
}

void add_integer(Sha256& sum, std::uint64_t value) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(value >> (56 - 8 * i));
  }
  sum.add(bytes);
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

Digest Sha256::digest() const {
  const Sha256 copy;
  auto* const context = static_cast<EVP_MD_CTX*>(copy.context_.get());
  must(EVP_MD_CTX_copy_ex(context, static_cast<const EVP_MD_CTX*>(context_.get())));
  Digest digest{};
  must(EVP_DigestFinal_ex(context, digest.data(), nullptr));
  return digest;
}

Digest chain_digest(const ChainLink& link) {
  Sha256 sum;
  sum.add(link.previous);
  sum.add(link.sha256);
  sum.add({reinterpret_cast<const std::uint8_t*>(link.stream.data()), link.stream.size()});
  sum.add(std::array<std::uint8_t, 1>{0});
  add_integer(sum, static_cast<std::uint64_t>(link.start.count()));
  add_integer(sum, static_cast<std::uint64_t>(link.end.count()));
  add_integer(sum, link.bytes);
  return sum.digest();
}

std::string stream_word(const StreamKey& stream) {
  return stream.camera + (stream.kind == StreamKind::kMain ? "/main" : "/sub");
}

std::string to_hex(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

Digest to_digest(std::span<const std::uint8_t> bytes) {
  Digest digest{};
  if (bytes.size() == digest.size()) std::ranges::copy(bytes, digest.begin());
  return digest;
}

}  // namespace sunhall
