#include "core/stage/reason_words.h"

#include <doctest/doctest.h>

#include <set>

#include "core/stage/strings.h"

using namespace sunhall;

namespace {

constexpr auto kReasonCount = static_cast<std::size_t>(Reason::kLicenceExpired) + 1;

std::string chinese(Reason reason, const Rule& rule, double value) {
  return say_reason({Verdict::kFail, reason, &rule, value, rule.limit}, Language::kChinese);
}

}  // namespace

TEST_CASE(
    "reason_words: every reason but 'all in order' is said, in both languages, in its own words") {
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    std::set<std::string> said;
    for (std::size_t i = 0; i < kReasonCount; ++i) {
      const auto reason = static_cast<Reason>(i);
      CAPTURE(reason_word(reason));
      REQUIRE_FALSE(reason_word(reason).empty());
      const std::string words = say_reason({Verdict::kFail, reason, &kSteamTime, 5, 10}, language);
      CHECK(words.empty() == (reason == Reason::kAllInOrder));
      CHECK(words != say(Say::kPass, language));
      CHECK(words.find('{') == std::string::npos);
      CHECK(said.insert(words).second);
    }
  }
}

TEST_CASE("reason_words: figures come with their limit and unit") {
  CHECK(chinese(Reason::kTemperatureTooLow, kInfraredTemperature, 115) == "115°C 低于 120°C");
  CHECK(chinese(Reason::kTemperatureTooHigh, kRefrigeratorHighest, 9.5) == "9.5°C 高于 8°C");
  CHECK(chinese(Reason::kTimeTooShort, kInfraredTime, 9) == "9分钟，不足 10分钟");
  CHECK(chinese(Reason::kTimeTooShort, kDishwasherTime, 30) == "30秒，不足 40秒");
  CHECK(chinese(Reason::kWeightTooLow, kSampleWeight, 90) == "90 克，不足 125 克");
  CHECK(chinese(Reason::kKeptTooShort, kSampleTime, 20) == "留样不足 48 小时");
}

TEST_CASE("reason_words: a figure just beside its limit is never said to be the limit") {
  CHECK(chinese(Reason::kTemperatureTooHigh, kRefrigeratorHighest, 8.04) == "8.04°C 高于 8°C");
  CHECK(chinese(Reason::kTemperatureTooLow, kSteamTemperature, 99.96) == "99.96°C 低于 100°C");
  CHECK(chinese(Reason::kTimeTooShort, kInfraredTime, 599.0 / 60) == "9.98分钟，不足 10分钟");
  CHECK(chinese(Reason::kWeightTooLow, kSampleWeight, 124.9999) == "124.9999 克，不足 125 克");
}

TEST_CASE("reason_words: an age in minutes has no decimals") {
  CHECK(chinese(Reason::kReadingTooOld, kReadingAge, 75.3) == "75 分钟前的读数");
}

TEST_CASE("reason_words: figures are written as people read them") {
  CHECK(format_figure(4.2, 1) == "4.2");
  CHECK(format_figure(4.0, 1) == "4");
  CHECK(format_figure(-18.0, 1) == "-18");
  CHECK(format_figure(100, 0) == "100");
  CHECK(format_figure(-0.04, 1) == "0");
  CHECK(format_figure(-0.3, 0) == "0");
  CHECK(format_figure(0, 1) == "0");
}

TEST_CASE("reason_words: no number is too long to be written") {
  CHECK(format_figure(1e300, 1).size() == 301);
}
