#include "hub/platform/platform_date.h"

#include <array>
#include <cstddef>
#include <string>

namespace sunhall {
namespace {

constexpr std::size_t kDateBytesMax = 64;

/// `Mon, 30 Nov 2026 01:15:00 GMT` as `2026-11-30T01:15:00Z`; empty for another shape.
std::string rfc1123_as_rfc3339(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  // RFC 3261 §25.1: rfc1123-date has two digits for the day, always.
  if (text.size() != 29 || text[3] != ',' || text.substr(25) != " GMT") return {};
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (text.substr(8, 3) != kMonths[i]) continue;
    const std::string month = (i < 9 ? "0" : "") + std::to_string(i + 1);
    return std::string(text.substr(12, 4)) + "-" + month + "-" + std::string(text.substr(5, 2)) +
           "T" + std::string(text.substr(17, 8)) + "Z";
  }
  return {};
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<WallTime> read_platform_date(std::string_view raw, std::chrono::minutes zone) {
  const std::string_view text = trim(raw);
  if (text.size() > kDateBytesMax) return std::nullopt;
  if (const auto zoned = parse_rfc3339(text)) return zoned->utc;
  if (const std::string other = rfc1123_as_rfc3339(text); !other.empty()) {
    const auto read = parse_rfc3339(other);
    return read ? std::optional(read->utc) : std::nullopt;
  }
  const auto local = parse_rfc3339(std::string(text) + "Z");
  return local ? std::optional(local->utc - zone) : std::nullopt;
}

}  // namespace sunhall
