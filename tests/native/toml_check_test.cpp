#include "native/toml_check.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

std::string slip(std::string_view text) {
  const auto found = find_toml_slip(text);
  return found ? std::to_string(found->line) + ": " + found->what : "none";
}

}  // namespace

TEST_CASE("toml: Chinese inside quotes and comments is welcome") {
  CHECK(slip("# 养老院\nname = \"示例“养老”院\"  # 名称\nother = '烹饪区'\n") == "none");
  CHECK(slip("\xEF\xBB\xBF[site]\r\nname = \"\\\"阳光\\\"\"\r\n") == "none");
  CHECK(slip("") == "none");
}

TEST_CASE("toml: what a Chinese keyboard wrote outside quotes is named with its remedy") {
  CHECK(slip("[site]\nname = “示例”\n") ==
        "2: “ stands outside quotes; switch the keyboard and write \"");
  CHECK(slip("id ＝ \"a\"\n") == "1: ＝ stands outside quotes; switch the keyboard and write =");
  CHECK(slip("id　= \"a\"\n") ==
        "1: a wide blank stands outside quotes; switch the keyboard and write a plain blank");
  CHECK(slip("名称 = \"a\"\n") ==
        "1: a letter that is not ASCII stands outside quotes; put the text in \"…\"");
}

TEST_CASE("toml: letters that toml++ cannot bear are kept from it") {
  CHECK(slip("clé = 1\n") != "none");
  CHECK(slip("a = \"\\é\"\n") != "none");
  CHECK(slip("a = \"open\né = 1\n").find("2: ") == 0);
}

TEST_CASE("toml: a text over several lines is refused, an empty one is not") {
  CHECK(slip("a = \"\"\"x\ny\"\"\"\n").find("1: a text in three quotes") == 0);
  CHECK(slip("a = '''x'''\n").find("1: a text in three quotes") == 0);
  CHECK(slip("a = \"\"\nb = ''\n") == "none");
}

TEST_CASE("toml: broken UTF-8 is found on its line") {
  CHECK(slip("a = 1\nb = \"\xFF\"\n") == "2: is not UTF-8; save the file as UTF-8");
}
