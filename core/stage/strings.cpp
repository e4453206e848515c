#include "core/stage/strings.h"

#include <array>
#include <utility>

namespace sunhall {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array kWords = {
#define SUNHALL_STRING_WORDS(id, zh, en) Words{zh, en},
    SUNHALL_STRINGS(SUNHALL_STRING_WORDS)
#undef SUNHALL_STRING_WORDS
};

constexpr std::array<std::string_view, 7> kWeekdaysZh = {"星期日", "星期一", "星期二", "星期三",
                                                         "星期四", "星期五", "星期六"};
constexpr std::array<std::string_view, 7> kWeekdaysEn = {"Sun", "Mon", "Tue", "Wed",
                                                         "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonthsEn = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string_view say(Say id, Language language) {
  const Words& words = kWords[static_cast<std::size_t>(id)];
  return language == Language::kChinese ? words.first : words.second;
}

std::string say(Say id, Language language, std::initializer_list<std::string_view> values) {
  std::string text;
  const std::string_view pattern = say(id, language);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool slot = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    if (!slot) {
      text += pattern[i];
      continue;
    }
    const auto at = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (at < values.size()) text += values.begin()[at];
    i += 2;
  }
  return text;
}

std::string say_day(const LocalTime& time, Language language) {
  const unsigned month = static_cast<unsigned>(time.date.month());
  const std::string day = std::to_string(static_cast<unsigned>(time.date.day()));
  const std::size_t weekday = time.weekday.c_encoding();
  if (language == Language::kChinese) {
    return std::to_string(month) + "月" + day + "日 " + std::string(kWeekdaysZh[weekday]);
  }
  return std::string(kWeekdaysEn[weekday]) + " " + day + " " + std::string(kMonthsEn[month - 1]);
}

}  // namespace sunhall
