#include "hub/api/daily_hours.h"

#include <spdlog/fmt/fmt.h>

#include "native/site_screen.h"

namespace sunhall {
std::string write_hh_mm(std::chrono::minutes since_midnight) {
  return fmt::format("{:02}:{:02}", since_midnight.count() / 60, since_midnight.count() % 60);
}

std::optional<DailySpan> parse_daily_span(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto from = parse_clock(text.substr(0, 5));
  const auto to = parse_clock(text.substr(6));
  if (!from || !to || *from >= std::chrono::hours(24) || *from == *to) return std::nullopt;
  return DailySpan{.from = *from, .to = *to};
}

std::string write_hours(const std::vector<DailySpan>& hours, std::string_view between) {
  std::string all;
  for (const DailySpan& span : hours) {
    if (!all.empty()) all += between;
    all += write_hh_mm(span.from) + "-" + write_hh_mm(span.to);
  }
  return all;
}

}  // namespace sunhall
