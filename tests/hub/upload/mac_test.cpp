#include "hub/upload/mac.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunhall;

namespace {

std::string hash_hex(HashKind kind, std::string_view text) {
  const auto hash = hash_of(kind, bytes_of(text));
  REQUIRE(hash);
  return to_hex_text(*hash);
}
std::string hmac_hex(HashKind kind, std::string_view key, std::string_view text) {
  const auto mac = hmac_of(kind, key, bytes_of(text));
  REQUIRE(mac);
  return to_hex_text(*mac);
}

}  // namespace

TEST_CASE("SM3: the two examples of GB/T 32905 come out as printed there") {
  std::string long_text;
  for (int i = 0; i < 16; ++i) long_text += "abcd";

  CHECK(hash_hex(HashKind::kSm3, "abc") ==
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  CHECK(hash_hex(HashKind::kSm3, long_text) ==
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST_CASE("HMAC-SHA256: the second example of RFC 4231 comes out as printed there") {
  CHECK(hmac_hex(HashKind::kSha256, "Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("HMAC-SM3: is HMAC over SM3 by the words of RFC 2104") {
  const std::string key = "secret";
  const std::string text = "POST\n/records\n1795507200000";
  std::string inner(64, '\x36');
  std::string outer(64, '\x5c');
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ key[i]);
    outer[i] = static_cast<char>(outer[i] ^ key[i]);
  }

  const auto first = hash_of(HashKind::kSm3, bytes_of(inner + text));
  REQUIRE(first);
  const std::string by_hand = hash_hex(HashKind::kSm3, outer + text_of(*first));

  CHECK(hmac_hex(HashKind::kSm3, key, text) == by_hand);
}
