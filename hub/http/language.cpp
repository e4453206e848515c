#include "hub/http/language.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace sunhall {
namespace {

// RFC 9110 §12.4.2: up to three digits after the point; without a weight it is 1.
int thousandths(std::string_view item) {
  const std::size_t at = item.find("q=");
  if (at == std::string_view::npos) return 1000;
  std::string_view text = item.substr(at + 2);
  if (text.starts_with('1')) return 1000;
  if (!text.starts_with("0.")) return 0;
  text = text.substr(2, 3);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || value < 0) return 0;
  for (auto digits = end - text.data(); digits < 3; ++digits) value *= 10;
  return value;
}

bool is_range_of(std::string_view item, std::string_view language) {
  while (item.starts_with(' ')) item.remove_prefix(1);
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  if (item.size() < language.size() ||
      !std::ranges::equal(item.substr(0, language.size()), language, {}, lower))
    return false;
  const std::string_view rest = item.substr(language.size());
  return rest.empty() || rest.front() == '-' || rest.front() == ';' || rest.front() == ' ';
}

}  // namespace

Language preferred_language(std::string_view accept_language) {
  int chinese = 0;
  int english = 0;
  // Of two with the same weight the first one is meant.
  bool is_english_first = false;
  while (!accept_language.empty()) {
    const std::size_t end = std::min(accept_language.find(','), accept_language.size());
    const std::string_view item = accept_language.substr(0, end);
    accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
    if (is_range_of(item, "zh")) chinese = std::max(chinese, thousandths(item));
    if (!is_range_of(item, "en")) continue;
    is_english_first = is_english_first || chinese == 0;
    english = std::max(english, thousandths(item));
  }
  const bool is_english =
      english > chinese || (english > 0 && english == chinese && is_english_first);
  return is_english ? Language::kEnglish : Language::kChinese;
}

}  // namespace sunhall
