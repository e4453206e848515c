#include "hub/upload/sm4.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunhall;

namespace {

Sm4Block block(std::string_view hex) {
  const auto bytes = parse_hex_text(hex);
  REQUIRE(bytes);
  REQUIRE(bytes->size() == 16);
  Sm4Block out{};
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return out;
}

// GB/T 32907-2016, A.1 and A.2: key and plain text are the same.
constexpr std::string_view kStandard = "0123456789abcdeffedcba9876543210";

Sm4Key ecb() {
  return {.mode = Sm4Mode::kEcb, .key = block(kStandard), .iv = {}};
}
Sm4Key cbc() {
  return {.mode = Sm4Mode::kCbc,
          .key = block(kStandard),
          .iv = block("000102030405060708090a0b0c0d0e0f")};
}

}  // namespace

TEST_CASE("SM4: the first example of GB/T 32907 is encrypted as printed there") {
  const auto cipher = sm4_encrypt(ecb(), block(kStandard));

  REQUIRE(cipher);
  CHECK(to_hex_text(*cipher).substr(0, 32) == "681edf34d206965e86b3e94f536e4246");
}

TEST_CASE("SM4: the second example of GB/T 32907, a million rounds, ends as printed there") {
  Sm4Block text = block(kStandard);
  // Fewer calls give the same: in CBC mode with a zero first block, zeros chain the rounds.
  constexpr std::size_t kRounds = 1'000'000;
  const Sm4Key key{.mode = Sm4Mode::kCbc, .key = block(kStandard), .iv = text};

  const auto cipher = sm4_encrypt(key, ByteVector(kRounds * 16));

  REQUIRE(cipher);
  const std::span last(cipher->data() + (kRounds - 1) * 16, 16);
  CHECK(to_hex_text(last) == "595298c7c6fd271f0402f804c33d3f66");
}

TEST_CASE("SM4: what is encrypted comes back, at every length around a block") {
  for (const Sm4Key& key : {ecb(), cbc()}) {
    for (std::size_t length = 0; length <= 65; ++length) {
      const ByteVector plain(length, 0x5A);

      const auto cipher = sm4_encrypt(key, plain);
      REQUIRE(cipher);
      const auto back = sm4_decrypt(key, *cipher);

      CHECK(cipher->size() == length / 16 * 16 + 16);
      REQUIRE(back);
      CHECK(*back == plain);
    }
  }
}

TEST_CASE("SM4: a cipher text that was cut off anywhere is refused or shorter, never the whole") {
  const std::string plain = R"({"code":0,"message":"成功"})";
  const auto cipher = sm4_encrypt(cbc(), bytes_of(plain));
  REQUIRE(cipher);

  for (std::size_t length = 0; length < cipher->size(); ++length) {
    const auto back = sm4_decrypt(cbc(), std::span(cipher->data(), length));
    CHECK((!back || back->size() < plain.size()));
    if (length % 16 != 0) CHECK_FALSE(back);
  }
}

TEST_CASE("SM4: another key is noticed by its padding") {
  const auto cipher = sm4_encrypt(ecb(), bytes_of("some words"));
  REQUIRE(cipher);
  Sm4Key other = ecb();
  other.key[0] ^= 1;

  const auto back = sm4_decrypt(other, *cipher);

  REQUIRE_FALSE(back);
  CHECK(back.error().kind == ErrorKind::kBadInput);
}

TEST_CASE("SM4: this machine has it, and two random blocks differ") {
  CHECK(check_sm4());
  CHECK(*random_block() != *random_block());
}
