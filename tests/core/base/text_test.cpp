#include "core/base/text.h"

#include <doctest/doctest.h>

using namespace sunhall;

TEST_CASE("text: characters of one to four bytes are read whole") {
  CHECK(decode_char("a")->code == U'a');
  CHECK(decode_char("é")->code == 0xE9);
  CHECK(decode_char("阳")->code == 0x9633);
  CHECK(decode_char("𠮷")->code == 0x20BB7);
  CHECK(decode_char("𠮷")->bytes == 4);
}

TEST_CASE("text: what RFC 3629 forbids is not UTF-8") {
  for (const char* bytes :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE9\x98", "\xC3(", "\xE9(\xB3"}) {
    CHECK_FALSE(decode_char(bytes).has_value());
  }
  CHECK_FALSE(decode_char("").has_value());
}

TEST_CASE("text: the first bad byte is found, and every cut inside a character is one") {
  CHECK_FALSE(find_invalid_utf8("阳光食堂").has_value());
  CHECK(find_invalid_utf8("阳\xFF光") == 3);

  const std::string whole = "阳𠮷";
  for (const std::size_t length : {1U, 2U, 4U, 5U, 6U}) {
    CHECK(find_invalid_utf8(std::string_view(whole).substr(0, length)).has_value());
  }
}

TEST_CASE("text: code points become the same text again") {
  const std::string text = "a é 阳 𠮷";
  CHECK(to_utf8(to_code_points(text)) == text);
  CHECK(to_utf8(to_code_points("阳\xFF")) == "阳�");
  CHECK(count_chars("a阳𠮷\xFF") == 4);
}

TEST_CASE("text: a surrogate cannot be written") {
  std::string text;
  append_char(text, 0xD800);
  append_char(text, 0x110000);
  CHECK(text == "��");
}

TEST_CASE("text: a clean line has single blanks and no breaks") {
  CHECK(clean_line("  a\r\n\tb　　c \n") == "a b c");
  CHECK(clean_line("\n \t").empty());
}

TEST_CASE("text: a clean line hides nothing and turns nothing around") {
  CHECK(clean_line("a\u200Bb\u202Ec\u2066d\uFEFFe\u00ADf") == "abcdef");
  CHECK(clean_line(std::string_view("a\0b\x1B[31m", 8)) == "ab[31m");
}

TEST_CASE("text: a cut text is as long as allowed and says that it was cut") {
  CHECK(truncate_chars("阳光食堂", 4) == "阳光食堂");
  CHECK(truncate_chars("阳光食堂", 3) == "阳光…");
  CHECK(truncate_chars("阳光食堂", 1) == "…");
  CHECK(truncate_chars("阳光食堂", 0).empty());
}

TEST_CASE("text: a slug is fit for addresses and file names") {
  CHECK(is_slug("cooking-2"));
  CHECK(is_slug(std::string(32, 'a')));
  for (const char* bad : {"", "-a", "a-", "A", "a_b", "a/b", "..", "烹饪"})
    CHECK_FALSE(is_slug(bad));
  CHECK_FALSE(is_slug(std::string(33, 'a')));
}
