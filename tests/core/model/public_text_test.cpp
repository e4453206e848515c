#include "core/model/public_text.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

std::string shown(std::string_view text) {
  return make_public(text).text;
}

}  // namespace

TEST_CASE("public text: a mobile number is blanked in every guise") {
  for (const char* number :
       {"13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "138—1234—5678",
        "+86 13812345678", "0086-138-1234-5678", "013812345678", "(138)12345678", "138.1234.5678",
        "1 3 8 1 2 3 4 5 6 7 8", "一三八一二三四五六七八", "幺三八幺二三四五六七八", "①③⑧①②③④⑤⑥⑦⑧",
        "138\u200B1234\u200B5678", "138　1234　5678", "19912345678", "138 １２３４ 五六七八",
        "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖"}) {
    CAPTURE(std::string(number));
    const PublicText text = make_public("电话" + std::string(number) + "联系");
    CHECK(text.blanked_count == 1);
    const std::string rest = text.text;
    CHECK((rest == "电话***联系" || rest == "电话+***联系" || rest == "电话(***联系"));
  }
}

TEST_CASE("public text: an identity number is blanked in every guise") {
  // Made-up numbers in the form of the standard's example.
  for (const char* number :
       {"11010519491231002X", "11010519491231002x", "110105 19491231 002X", "110105-19491231-002Ｘ",
        "１１０１０５１９４９１２３１００２Ｘ", "420704 1990 0228 1234", "110105491231002"}) {
    CAPTURE(std::string(number));
    CHECK(shown("证件" + std::string(number) + "。") == "证件***。");
  }
}

TEST_CASE("public text: an identity number glued to other digits is found by its check digit") {
  CHECK(shown("9911010519491231002X") == "99***");
}

TEST_CASE("public text: numbers that identify goods stay") {
  for (const char* text : {"JY14207040012345", "批次20261124001", "2026-11-24 13:45", "SL-1124-3",
                           "12315", "2026.11.15-2027.05.14", "025-3-1380", "13812345678901",
                           "420704199013451234", "25 kg/袋"}) {
    CAPTURE(std::string(text));
    CHECK(shown(text) == text);
    CHECK(make_public(text).blanked_count == 0);
  }
}

TEST_CASE("public text: two numbers side by side are both blanked") {
  CHECK(shown("13812345678 13987654321") == "*** ***");
  CHECK(shown("13812345678/11010519491231002X") == "***/***");
}

TEST_CASE("public text: a body temperature is blanked, a store's is not") {
  CHECK(shown("王师傅体温38.2℃") == "王师傅***℃");
  CHECK(shown("体温：３８．２") == "***．２");
  CHECK(shown("Body Temp 38.2") == "***");
  CHECK(shown("冷藏柜 9.1 ℃") == "冷藏柜 9.1 ℃");
}

TEST_CASE("public text: an embedded picture is blanked whole") {
  CHECK(shown("看 data:image/jpeg;base64,/9j/4AAQ 好") == "看 *** 好");
  CHECK(shown("data: 12 kg") == "data: 12 kg");
}

TEST_CASE("public text: symptoms are blanked in texts about the staff only") {
  CHECK(make_public_about_staff("切配（腹泻）").text == "切配（***）");
  CHECK(make_public_about_staff("cook, Fever").text == "cook, ***");
  CHECK(make_public("近期请防腹泻").text == "近期请防腹泻");
}

TEST_CASE("public text: a text is cleaned on the way") {
  CHECK(shown(" 红烧肉\n\u202E少油 ") == "红烧肉 少油");
}
