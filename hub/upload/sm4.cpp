#include "hub/upload/sm4.h"

#include <limits>
#include <memory>

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace sunhall {
namespace {

constexpr std::size_t kBlockBytes = 16;

struct FreeCipher {
  void operator()(EVP_CIPHER* cipher) const noexcept { EVP_CIPHER_free(cipher); }
};
struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER, FreeCipher>;
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

enum class Direction : int { kDecrypt = 0, kEncrypt = 1 };

Cipher fetch(Sm4Mode mode) {
  return Cipher(EVP_CIPHER_fetch(nullptr, mode == Sm4Mode::kCbc ? "SM4-CBC" : "SM4-ECB", nullptr));
}

tl::unexpected<Error> no_sm4() {
  return fail(ErrorKind::kUnsupported,
              "this machine's OpenSSL has no SM4: install Debian's libssl3, or a platform without "
              "encryption");
}

Result<ByteVector> crypt(const Sm4Key& key, std::span<const std::uint8_t> in, Direction way) {
  if (in.size() > std::numeric_limits<int>::max() - kBlockBytes)
    return fail(ErrorKind::kExhausted, "too long for SM4");
  const Cipher cipher = fetch(key.mode);
  if (!cipher) return no_sm4();
  const Context context(EVP_CIPHER_CTX_new());
  const std::uint8_t* iv = key.mode == Sm4Mode::kCbc ? key.iv.data() : nullptr;
  ByteVector out(in.size() + kBlockBytes);
  int count = 0;
  int rest = 0;
  const bool begun = context && EVP_CipherInit_ex2(context.get(), cipher.get(), key.key.data(), iv,
                                                   static_cast<int>(way), nullptr) == 1;
  if (!begun) return no_sm4();
  if (EVP_CipherUpdate(context.get(), out.data(), &count, in.data(), static_cast<int>(in.size())) !=
          1 ||
      EVP_CipherFinal_ex(context.get(), out.data() + count, &rest) != 1) {
    return fail(ErrorKind::kBadInput, "cannot be decrypted: another key, or cut off");
  }
  out.resize(static_cast<std::size_t>(count + rest));
  return out;
}

}  // namespace

Result<void> check_sm4() {
  if (!fetch(Sm4Mode::kCbc) || !fetch(Sm4Mode::kEcb)) return no_sm4();
  return {};
}

Result<ByteVector> sm4_encrypt(const Sm4Key& key, std::span<const std::uint8_t> plain) {
  return crypt(key, plain, Direction::kEncrypt);
}

Result<ByteVector> sm4_decrypt(const Sm4Key& key, std::span<const std::uint8_t> cipher) {
  if (cipher.empty() || cipher.size() % kBlockBytes != 0)
    return fail(ErrorKind::kBadInput, "cannot be decrypted: not whole blocks of 16 bytes");
  return crypt(key, cipher, Direction::kDecrypt);
}

Result<Sm4Block> random_block() {
  Sm4Block block{};
  if (RAND_bytes(block.data(), static_cast<int>(block.size())) != 1)
    return fail(ErrorKind::kUnavailable, "the machine gives no random bytes");
  return block;
}

}  // namespace sunhall
