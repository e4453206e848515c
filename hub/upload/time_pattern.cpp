#include "hub/upload/time_pattern.h"

#include <array>
#include <cctype>
#include <chrono>
#include <cstdlib>

#include <spdlog/fmt/fmt.h>

namespace sunhall {
namespace {

// The longest first: `SSS` before `ss` would not matter, `yyyy` before `yy` would.
constexpr std::array<std::string_view, 8> kMarks{"yyyy", "SSS", "zzz", "MM",
                                                 "dd",   "HH",  "mm",  "ss"};

std::string_view mark_at(std::string_view pattern) {
  for (const std::string_view mark : kMarks)
    if (pattern.starts_with(mark)) return mark;
  return {};
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::string write_offset(std::chrono::minutes offset) {
  const int minutes = static_cast<int>(std::abs(offset.count()));
  return fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string write_mark(std::string_view mark, const LocalTime& local, const ZonedTime& time) {
  if (mark == "yyyy") return fmt::format("{:04}", static_cast<int>(local.date.year()));
  if (mark == "MM") return fmt::format("{:02}", static_cast<unsigned>(local.date.month()));
  if (mark == "dd") return fmt::format("{:02}", static_cast<unsigned>(local.date.day()));
  if (mark == "HH") return fmt::format("{:02}", local.hour);
  if (mark == "mm") return fmt::format("{:02}", local.minute);
  if (mark == "ss") return fmt::format("{:02}", local.second);
  if (mark == "zzz") return write_offset(time.offset);
  const auto ms = time.utc.time_since_epoch().count() % 1000;
  return fmt::format("{:03}", ms < 0 ? ms + 1000 : ms);
}

}  // namespace

Result<void> check_time_pattern(std::string_view pattern) {
  if (pattern.empty())
    return fail(ErrorKind::kBadInput, "a pattern such as yyyy-MM-dd has to follow");
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::string_view mark = mark_at(rest);
    if (mark.empty() && is_letter(rest.front()) && rest.front() != 'T') {
      return fail(
          ErrorKind::kBadInput,
          "the pattern has a letter that means nothing; there are yyyy MM dd HH mm ss SSS zzz");
    }
    rest.remove_prefix(mark.empty() ? 1 : mark.size());
  }
  return {};
}

std::string format_time(const ZonedTime& time, std::string_view pattern) {
  const LocalTime local = to_local(time);
  std::string text;
  while (!pattern.empty()) {
    const std::string_view mark = mark_at(pattern);
    if (mark.empty()) {
      text += pattern.front();
    } else {
      text += write_mark(mark, local, time);
    }
    pattern.remove_prefix(mark.empty() ? 1 : mark.size());
  }
  return text;
}

}  // namespace sunhall
