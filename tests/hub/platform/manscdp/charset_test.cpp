#include "hub/platform/manscdp/charset.h"

#include <doctest/doctest.h>
#include <iconv.h>

#include <array>
#include <string>

#include "core/base/text.h"
#include "tests/support/bent.h"

using namespace sunhall;

namespace {

constexpr std::array kBoth{GbCharset::kGb2312, GbCharset::kGb18030};

// What the C library's own table of GB2312 says of a character; empty: it has none.
std::string by_library(iconv_t table, const std::string& utf8) {
  std::array<char, 8> out{};
  char* from = const_cast<char*>(utf8.data());
  char* to = out.data();
  std::size_t from_left = utf8.size();
  std::size_t to_left = out.size();
  const bool is_known = ::iconv(table, &from, &from_left, &to, &to_left) == 0;
  ::iconv(table, nullptr, nullptr, nullptr, nullptr);
  return is_known ? std::string(out.data(), out.size() - to_left) : std::string();
}

}  // namespace

TEST_CASE("charset: Chinese is written as the standard's bytes and read back") {
  CHECK(to_gb("烹饪区", GbCharset::kGb2312) == "\xC5\xEB\xE2\xBF\xC7\xF8");
  CHECK(from_gb("\xC5\xEB\xE2\xBF\xC7\xF8") == "烹饪区");
  for (const GbCharset charset : kBoth) {
    CHECK(from_gb(to_gb("食品贮存 Kamera 1 — 一号冷藏柜·℃", charset)) ==
          "食品贮存 Kamera 1 — 一号冷藏柜·℃");
  }
}

TEST_CASE("charset: GB18030 keeps every character, of the emoji plane too") {
  CHECK(from_gb(to_gb("𠮷野家 喆 😀", GbCharset::kGb18030)) == "𠮷野家 喆 😀");
}

TEST_CASE("charset: what GB2312 lacks becomes what people write instead, or a question mark") {
  CHECK(from_gb(to_gb("喆堃麵馆", GbCharset::kGb2312)) == "哲坤面馆");
  CHECK(from_gb(to_gb("A–B", GbCharset::kGb2312)) == "A-B");
  CHECK(from_gb(to_gb("龘😀", GbCharset::kGb2312)) == "？？");
  CHECK(to_gb("镕", GbCharset::kGb2312) == to_gb("？", GbCharset::kGb2312));
}

TEST_CASE("charset: exactly the characters of GB2312 go to a GB2312 peer") {
  const iconv_t table = ::iconv_open("GB2312", "UTF-8");
  REQUIRE(table != iconv_t(-1));
  int wrong_count = 0;
  for (char32_t code = 0x80; code < 0x10000; ++code) {
    if (code >= 0xD800 && code < 0xE000) continue;
    // The table has its own mind about dash and dot; China's software is of ours.
    if (code == U'·' || code == U'・' || code == U'—' || code == U'―') continue;
    std::string utf8;
    append_char(utf8, code);
    const std::string library = by_library(table, utf8);
    const std::string ours = to_gb(utf8, GbCharset::kGb2312);
    const bool is_kept = from_gb(ours) == utf8;
    if (is_kept != !library.empty() && utf8 != "？") ++wrong_count;
    if (is_kept && ours != library) ++wrong_count;
  }
  ::iconv_close(table);
  CHECK(wrong_count == 0);
}

TEST_CASE("charset: bad bytes become a sign and never take what follows with them") {
  CHECK(from_gb("\xC5<a>") == "\xEF\xBF\xBD<a>");
  CHECK(from_gb("\xFF\xFF") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(from_gb("x\xC5") == "x\xEF\xBF\xBD");
  CHECK(from_gb(to_gb("a\xC5\x3Cz", GbCharset::kGb18030)) == "a\xEF\xBF\xBD<z");
  CHECK(from_gb(to_gb("a\xC5z", GbCharset::kGb2312)) == "a？z");
}

TEST_CASE("charset: the declaration decides where the bytes agree with it") {
  const std::string utf8 = "<?xml version=\"1.0\" encoding=\"utf-8\"?><a>模</a>";
  const std::string gb = "<?xml version=\"1.0\" encoding=\"GB2312\"?><a>\xC4\xA3</a>";

  CHECK(xml_to_utf8(utf8) == utf8);
  // 模 in GB2312 happens to be UTF-8 for another letter: the declaration wins.
  CHECK(xml_to_utf8(gb) == "<?xml version=\"1.0\" encoding=\"GB2312\"?><a>模</a>");
}

TEST_CASE(
    "charset: a body that says GB2312 and is UTF-8 is read as UTF-8, and the other way round") {
  const std::string liar = "<?xml version=\"1.0\" encoding=\"GB2312\"?><a>烹饪区</a>";
  const std::string other =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xC5\xEB\xE2\xBF\xC7\xF8</a>";
  const std::string silent = "<a>\xC5\xEB\xE2\xBF\xC7\xF8</a>";

  CHECK(xml_to_utf8(liar) == liar);
  CHECK(xml_to_utf8(other) == "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>烹饪区</a>");
  CHECK(xml_to_utf8(silent) == "<a>烹饪区</a>");
  CHECK(xml_to_utf8("\xEF\xBB\xBF<a>烹</a>") == "<a>烹</a>");
}

TEST_CASE("charset: whatever the bytes, what comes out is UTF-8") {
  const std::string gb =
      to_gb("<?xml version=\"1.0\" encoding=\"GB2312\"?><a>烹饪区𠮷</a>", GbCharset::kGb18030);
  for (std::uint32_t seed = 0; seed < 2'000; ++seed) {
    const std::string bent = bend(gb, seed);
    CHECK_FALSE(find_invalid_utf8(xml_to_utf8(bent)));
    CHECK_FALSE(find_invalid_utf8(from_gb(bent)));
    for (const GbCharset charset : kBoth)
      CHECK_FALSE(find_invalid_utf8(from_gb(to_gb(bent, charset))));
  }
}
