#include "core/stage/strings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

using namespace sunhall;

namespace {

constexpr std::array kAll = {
#define SUNHALL_TEST_ID(id, zh, en) std::pair<Say, std::string_view>{Say::id, #id},
    SUNHALL_STRINGS(SUNHALL_TEST_ID)
#undef SUNHALL_TEST_ID
};

// The slots `{0}`, `{1}`, … of a pattern; a brace that is no slot counts as '?'.
std::multiset<char> slots(std::string_view pattern) {
  std::multiset<char> found;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '}') found.insert('?');
    if (pattern[i] != '{') continue;
    const bool whole = i + 2 < pattern.size() && pattern[i + 2] == '}';
    found.insert(whole ? pattern[i + 1] : '?');
    if (whole) i += 2;
  }
  return found;
}

LocalTime local_of(std::string_view rfc3339) {
  return to_local(parse_rfc3339(rfc3339).value());
}

}  // namespace

TEST_CASE("strings: every string has words in both languages, with the same slots") {
  for (const auto& [id, name] : kAll) {
    CAPTURE(name);
    const std::string_view chinese = say(id, Language::kChinese);
    const std::string_view english = say(id, Language::kEnglish);
    CHECK_FALSE(chinese.empty());
    CHECK_FALSE(english.empty());
    CHECK(slots(chinese) == slots(english));
    CHECK(slots(chinese).count('?') == 0);
  }
}

TEST_CASE("strings: English is said in English, Chinese in Chinese, but for the other one's name") {
  for (const auto& [id, name] : kAll) {
    CAPTURE(name);
    const auto has_hanzi = [](std::string_view text) {
      return std::ranges::any_of(text, [](char byte) {  // U+4000 to U+9FFF begin with these
        const auto value = static_cast<unsigned char>(byte);
        return value >= 0xE4 && value <= 0xE9;
      });
    };
    if (id == Say::kLanguage) continue;
    CHECK_FALSE(has_hanzi(say(id, Language::kEnglish)));
    const bool only_signs = say(id, Language::kChinese).size() <= 4;  // a slot, a comma, A−
    CHECK((has_hanzi(say(id, Language::kChinese)) || only_signs));
  }
}

TEST_CASE("strings: states that differ in meaning differ in words") {
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    const std::set<std::string_view> states = {
        say(Say::kLive, language), say(Say::kOpening, language), say(Say::kDelayed, language),
        say(Say::kLost, language), say(Say::kStill, language)};
    CHECK(states.size() == 5);
    const std::set<std::string_view> verdicts = {
        say(Say::kPass, language),        say(Say::kFail, language),
        say(Say::kCannotJudge, language), say(Say::kNotRecorded, language),
        say(Say::kOffPost, language),     say(Say::kRunning, language)};
    CHECK(verdicts.size() == 6);
  }
}

TEST_CASE("strings: slots are filled, in any number; a value that is not given leaves nothing") {
  CHECK(say(Say::kWhyTimeShort, Language::kChinese, {"9", "10", "分钟"}) == "9分钟，不足 10分钟");
  CHECK(say(Say::kAsOf, Language::kEnglish, {"11:05"}) == "As of 11:05");
  CHECK(say(Say::kAsOf, Language::kEnglish, {}) == "As of ");
}

TEST_CASE("strings: a value with braces is not filled again") {
  CHECK(say(Say::kAsOf, Language::kEnglish, {"{0}"}) == "As of {0}");
}

TEST_CASE("strings: a day is said as people say it") {
  CHECK(say_day(local_of("2026-11-24T10:00:00+08:00"), Language::kChinese) == "11月24日 星期二");
  CHECK(say_day(local_of("2026-11-24T10:00:00+08:00"), Language::kEnglish) == "Tue 24 Nov");
  CHECK(say_day(local_of("2026-01-04T00:00:00+08:00"), Language::kChinese) == "1月4日 星期日");
  CHECK(say_day(local_of("2026-12-31T23:59:59+08:00"), Language::kEnglish) == "Thu 31 Dec");
}
