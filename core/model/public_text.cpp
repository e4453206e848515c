#include "core/model/public_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <vector>

#include "core/base/text.h"

namespace sunhall {
namespace {

using Codes = std::vector<char32_t>;

constexpr std::size_t kSeparatorsMax = 3;     // between two digits of one number
constexpr std::size_t kDigitsMax = 18;        // the longest number we look for
constexpr std::size_t kTemperatureReach = 8;  // characters from 体温 to its figure
constexpr std::size_t kEmbeddedTypeMax = 20;  // characters of `image/jpeg` and the like

struct DigitBlock {
  char32_t first;  // its zero; nine more follow
};
constexpr std::array kDigitBlocks{DigitBlock{U'0'},    DigitBlock{0xFF10},  DigitBlock{0x0660},
                                  DigitBlock{0x06F0},  DigitBlock{0x0966},  DigitBlock{0x0F20},
                                  DigitBlock{0x1810},  DigitBlock{0x1D7CE}, DigitBlock{0x1D7D8},
                                  DigitBlock{0x1D7E2}, DigitBlock{0x1D7EC}, DigitBlock{0x1D7F6}};

constexpr std::u32string_view kOtherDigits =
    U"〇零○一幺壹二贰三叁四肆五伍六陆七柒八捌九玖①②③④⑤⑥⑦⑧⑨⓪";
constexpr std::string_view kOtherValues =
    "000111223344556677889912345678"
    "90";

/// 0–9, or empty for what nobody reads as a digit.
std::optional<unsigned> digit_value(char32_t code) {
  for (const DigitBlock& block : kDigitBlocks) {
    if (code >= block.first && code <= block.first + 9)
      return static_cast<unsigned>(code - block.first);
  }
  const std::size_t at = kOtherDigits.find(code);
  if (at == std::u32string_view::npos) return std::nullopt;
  return static_cast<unsigned>(kOtherValues[at] - '0');
}

bool is_separator(char32_t code) {
  return std::u32string_view(U" -–—‐‑−－.．·・_/()（）").find(code) != std::u32string_view::npos;
}

bool is_check_letter(char32_t code) {
  return std::u32string_view(U"xXｘＸⅩⅹ").find(code) != std::u32string_view::npos;
}

/// Digits from one place on, with what stands between them skipped.
struct DigitRun {
  std::vector<unsigned> digits;
  std::vector<std::size_t> ends;  // ends[i]: just behind digit i in the text
};

DigitRun read_digits(const Codes& codes, std::size_t from) {
  DigitRun run;
  std::size_t separators = 0;
  for (std::size_t at = from; at < codes.size() && run.digits.size() < kDigitsMax; ++at) {
    if (const auto digit = digit_value(codes[at])) {
      run.digits.push_back(*digit);
      run.ends.push_back(at + 1);
      separators = 0;
    } else if (!is_separator(codes[at]) || ++separators > kSeparatorsMax) {
      break;
    }
  }
  return run;
}

bool is_digit_at(const Codes& codes, std::size_t at) {
  return at < codes.size() && digit_value(codes[at]).has_value();
}

bool is_birthday(unsigned year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(month), std::chrono::day(day)};
  return date.ok() && year >= 1900 && year < 2100;
}

unsigned number_of(const DigitRun& run, std::size_t from, std::size_t count) {
  unsigned number = 0;
  for (std::size_t i = from; i < from + count; ++i) number = number * 10 + run.digits[i];
  return number;
}

/// The end of a mobile number at the run's beginning.
std::optional<std::size_t> match_mobile(const Codes& codes, const DigitRun& run) {
  constexpr std::array<std::string_view, 4> kPrefixes{"", "0", "86", "0086"};
  for (const std::string_view prefix : kPrefixes) {
    const std::size_t count = prefix.size() + 11;
    if (run.digits.size() < count) continue;
    bool fits = run.digits[prefix.size()] == 1 && run.digits[prefix.size() + 1] >= 3;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      fits = fits && run.digits[i] == static_cast<unsigned>(prefix[i] - '0');
    }
    const std::size_t end = run.ends[count - 1];
    if (fits && !is_digit_at(codes, end)) return end;
  }
  return std::nullopt;
}

/// The end of an old identity number (15 digits, GB 11643-1989) at the run's beginning.
std::optional<std::size_t> match_old_identity(const Codes& codes, const DigitRun& run) {
  if (run.digits.size() < 15) return std::nullopt;
  const unsigned year = 1900 + number_of(run, 6, 2);
  if (!is_birthday(year, number_of(run, 8, 2), number_of(run, 10, 2))) return std::nullopt;
  const std::size_t end = run.ends[14];
  if (is_digit_at(codes, end)) return std::nullopt;
  return end;
}

/// GB 11643-1999: the 18th character is a check over the first 17 (ISO 7064, MOD 11-2).
bool is_checked(const DigitRun& run, char32_t last) {
  constexpr std::array<unsigned, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  unsigned sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * run.digits[i];
  const unsigned check = (12 - sum % 11) % 11;
  return check == 10 ? is_check_letter(last) : digit_value(last) == check;
}

/// The end of an identity number (GB 11643-1999) at the run's beginning.
///
/// Inside a longer run of digits only one whose check digit is right is taken for one.
std::optional<std::size_t> match_identity(const Codes& codes, const DigitRun& run, bool at_edge) {
  if (run.digits.size() < 17) return std::nullopt;
  if (!is_birthday(number_of(run, 6, 4), number_of(run, 10, 2), number_of(run, 12, 2))) {
    return std::nullopt;
  }
  std::size_t last = run.ends[16];
  while (last < codes.size() && is_separator(codes[last])) ++last;
  if (last >= codes.size()) return std::nullopt;
  if (!is_digit_at(codes, last) && !is_check_letter(codes[last])) return std::nullopt;
  const bool alone = at_edge && !is_digit_at(codes, last + 1);
  if (!alone && !is_checked(run, codes[last])) return std::nullopt;
  return last + 1;
}

/// The end of a personal number that begins at `from`.
std::optional<std::size_t> match_number(const Codes& codes, std::size_t from) {
  if (!is_digit_at(codes, from)) return std::nullopt;
  const bool at_edge = from == 0 || !is_digit_at(codes, from - 1);
  const DigitRun run = read_digits(codes, from);
  if (const auto end = match_identity(codes, run, at_edge)) return end;
  if (!at_edge) return std::nullopt;
  if (const auto end = match_old_identity(codes, run)) return end;
  return match_mobile(codes, run);
}

char32_t lower(char32_t code) {
  return code >= U'A' && code <= U'Z' ? code + 32 : code;
}

bool starts_with(const Codes& codes, std::size_t from, std::u32string_view word) {
  if (codes.size() - from < word.size()) return false;
  return std::equal(word.begin(), word.end(), codes.begin() + static_cast<std::ptrdiff_t>(from),
                    [](char32_t a, char32_t b) { return a == lower(b); });
}

/// The end of `体温 37.8` that begins at `from`.
std::optional<std::size_t> match_temperature(const Codes& codes, std::size_t from) {
  constexpr std::array<std::u32string_view, 2> kWords{U"体温", U"body temp"};
  for (const std::u32string_view word : kWords) {
    if (!starts_with(codes, from, word)) continue;
    std::size_t at = from + word.size();
    const std::size_t reach = std::min(codes.size(), at + kTemperatureReach);
    while (at < reach && !is_digit_at(codes, at)) ++at;
    if (at == reach) return std::nullopt;
    while (is_digit_at(codes, at) ||
           (at < codes.size() && (codes[at] == U'.' || codes[at] == U'点')))
      ++at;
    return at;
  }
  return std::nullopt;
}

/// The end of an embedded file (`data:image/jpeg;base64,…`) that begins at `from`.
std::optional<std::size_t> match_embedded(const Codes& codes, std::size_t from) {
  if (!starts_with(codes, from, U"data:")) return std::nullopt;
  const auto begin = codes.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = std::find(begin, codes.end(), U' ');
  const auto slash = std::find(begin, end, U'/');
  if (slash == end || slash - begin > static_cast<std::ptrdiff_t>(kEmbeddedTypeMax))
    return std::nullopt;
  return static_cast<std::size_t>(end - codes.begin());
}

// Domain rules of the morning check: what sends a worker off post, and the diseases that bar one.
constexpr std::array<std::u32string_view, 31> kHealthWords{
    U"体温", U"发热",  U"发烧",   U"低烧",  U"高烧",  U"腹泻",     U"拉肚子",     U"呕吐",
    U"恶心", U"黄疸",  U"咳嗽",   U"咽痛",  U"咽喉",  U"嗓子疼",   U"湿疹",       U"伤口",
    U"化脓", U"感染",  U"烫伤",   U"肝炎",  U"伤寒",  U"痢疾",     U"结核",       U"霍乱",
    U"感冒", U"fever", U"diarrh", U"vomit", U"cough", U"jaundice", U"sore throat"};

std::optional<std::size_t> match_health(const Codes& codes, std::size_t from) {
  for (const std::u32string_view word : kHealthWords) {
    if (starts_with(codes, from, word)) return from + word.size();
  }
  return std::nullopt;
}

template <class Match>
PublicText blank(std::string_view text, Match match) {
  const Codes codes = to_code_points(clean_line(text));
  PublicText result;
  std::size_t at = 0;
  while (at < codes.size()) {
    if (const std::optional<std::size_t> end = match(codes, at)) {
      result.text += "***";
      ++result.blanked_count;
      at = *end;
    } else {
      append_char(result.text, codes[at]);
      ++at;
    }
  }
  return result;
}

std::optional<std::size_t> match_personal(const Codes& codes, std::size_t from) {
  if (const auto end = match_number(codes, from)) return end;
  if (const auto end = match_temperature(codes, from)) return end;
  return match_embedded(codes, from);
}

}  // namespace

PublicText make_public(std::string_view text) {
  return blank(text, match_personal);
}

PublicText make_public_about_staff(std::string_view text) {
  return blank(text, [](const Codes& codes, std::size_t from) {
    if (const auto end = match_personal(codes, from)) return end;
    return match_health(codes, from);
  });
}

}  // namespace sunhall
