#include "hub/upload/text_coding.h"

#include <doctest/doctest.h>

using namespace sunhall;

TEST_CASE("base64: the examples of RFC 4648 go there and back") {
  const std::pair<std::string_view, std::string_view> examples[] = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};

  for (const auto& [plain, coded] : examples) {
    CHECK(to_base64(bytes_of(plain)) == coded);
    const auto back = parse_base64(coded);
    REQUIRE(back);
    CHECK(text_of(*back) == plain);
  }
}

TEST_CASE("base64: every cut inside a group is refused") {
  const std::string coded = "Zm9vYmFyZm8=";
  for (std::size_t length = 0; length <= coded.size(); ++length) {
    CHECK(parse_base64(coded.substr(0, length)).has_value() == (length % 4 == 0));
  }
  CHECK_FALSE(parse_base64("Zg==Zg=="));
  CHECK_FALSE(parse_base64("===="));
  CHECK_FALSE(parse_base64("Zm9-"));
  CHECK(parse_base64("Zm9v\r\nYmFy"));
}

TEST_CASE("hex: either case is read, halves and other letters are not") {
  CHECK(to_hex_text(ByteVector{0x00, 0xAB, 0xFF}) == "00abff");
  CHECK(parse_hex_text("00ABff") == ByteVector{0x00, 0xAB, 0xFF});
  CHECK_FALSE(parse_hex_text("0"));
  CHECK_FALSE(parse_hex_text("0g"));
}

TEST_CASE("URL: a value cannot leave its place in an address") {
  CHECK(to_url_part("a/../b?c=d&e#f g") == "a%2F..%2Fb%3Fc%3Dd%26e%23f%20g");
  CHECK(to_url_part("晨") == "%E6%99%A8");
}
