#include "native/toml_check.h"

#include <algorithm>

#include "core/base/text.h"

namespace sunhall {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

/// The half-width character that a Chinese keyboard's stands for, or 0.
char half_width(char32_t code) {
  if (code >= 0xFF01 && code <= 0xFF5E) return static_cast<char>(code - 0xFF01 + '!');
  if (code == 0x3000) return ' ';
  if (code == U'“' || code == U'”') return '"';
  if (code == U'‘' || code == U'’') return '\'';
  if (code == U'【') return '[';
  if (code == U'】') return ']';
  if (code == U'、') return ',';
  return 0;
}

std::string describe(std::string_view rest) {
  const auto decoded = decode_char(rest);
  if (!decoded) return "is not UTF-8; save the file as UTF-8";
  const char half = half_width(decoded->code);
  const std::string found =
      half == ' ' ? "a wide blank" : std::string(rest.substr(0, decoded->bytes));
  if (half == 0) return "a letter that is not ASCII stands outside quotes; put the text in \"…\"";
  return found + " stands outside quotes; switch the keyboard and write " +
         (half == ' ' ? "a plain blank" : std::string(1, half));
}

/// Walks one line; texts and comments end with it.
std::optional<std::string> find_slip_in(std::string_view line) {
  char quote = '\0';
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    const bool escaped = quote == '"' && c == '\\';
    if (escaped) ++at;
    if (at < line.size() && !is_ascii(line[at]) && (quote == '\0' || escaped)) {
      return describe(line.substr(at));
    }
    if (escaped) continue;
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '#') {
      return std::nullopt;
    } else if (c == '"' || c == '\'') {
      if (line.substr(at, 3) == std::string(3, c)) {
        return "a text in three quotes is not taken here; write it on one line in \"…\"";
      }
      quote = c;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<TomlSlip> find_toml_slip(std::string_view text) {
  if (const auto at = find_invalid_utf8(text)) {
    const auto lines =
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*at), '\n');
    return TomlSlip{static_cast<std::size_t>(lines) + 1, describe(text.substr(*at))};
  }
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  std::size_t line = 1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (auto what = find_slip_in(text.substr(0, end))) return TomlSlip{line, *std::move(what)};
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
  }
  return std::nullopt;
}

}  // namespace sunhall
