#include "hub/platform/manscdp/alarm_filter.h"

#include <algorithm>

namespace sunhall {

void read_alarm_methods(std::string_view text, GbAlarmFilter& filter) {
  filter.methods = {};
  for (const char c : text) {
    if (c < '1' || c > '0' + kAlarmMethodMax) continue;
    filter.methods.at(static_cast<std::size_t>(c - '0')) = true;
  }
  if (text.find('0') != std::string_view::npos) filter.methods = {};
}

bool wants(const GbAlarmFilter& filter, const GbAlarmCode& code) {
  // Some write the lower priority first, which is the larger number.
  const bool has_both = filter.priority_from > 0 && filter.priority_to > 0;
  const int from = has_both ? std::min(filter.priority_from, filter.priority_to)
                            : std::max(filter.priority_from, 0);
  const int to = has_both ? std::max(filter.priority_from, filter.priority_to)
                          : std::max(filter.priority_to, 0);
  if (code.priority < from || (to > 0 && code.priority > to)) return false;
  const bool has_methods =
      std::find(filter.methods.begin(), filter.methods.end(), true) != filter.methods.end();
  const bool is_known = code.method >= 0 && code.method <= kAlarmMethodMax;
  return !has_methods || (is_known && filter.methods.at(static_cast<std::size_t>(code.method)));
}

bool is_for(const GbAlarmFilter& filter, WallTime at) {
  // Its clock has whole seconds: the last one belongs to it to its end.
  const bool is_early = filter.from && at < *filter.from;
  return !is_early && !(filter.to && at >= *filter.to + std::chrono::seconds(1));
}

}  // namespace sunhall
