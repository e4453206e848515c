#include "hub/http/language.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunhall;

TEST_CASE("language: English where it is wanted more than Chinese, Chinese otherwise") {
  for (const char* header : {"en-GB,en;q=0.9", "en", "fr, en;q=0.5", "EN-us, zh-CN;q=0.9",
                             "zh;q=0.3, en;q=0.35", "en, zh"})
    CHECK(preferred_language(header) == Language::kEnglish);
  for (const char* header : {"", "*", "fr", "zh-CN,zh;q=0.9,en;q=0.8", "zh, en", "en;q=0, fr",
                             "en;q=0.8, zh;q=0.85", "enm", "en;q=x"})
    CHECK(preferred_language(header) == Language::kChinese);
}

TEST_CASE("language: a header that is cut off anywhere is read to its end") {
  const std::string whole = "zh-CN ;q=0.875, en-GB;q=0.9";
  for (std::size_t length = 0; length <= whole.size(); ++length)
    (void)preferred_language(whole.substr(0, length));
  CHECK(preferred_language(whole) == Language::kEnglish);
}
