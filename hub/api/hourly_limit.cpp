#include "hub/api/hourly_limit.h"

#include <algorithm>

namespace sunhall {
namespace {

constexpr Ticks kHour = std::chrono::hours(1);

}  // namespace

std::optional<Ticks> HourlyLimit::take(const std::string& name, Ticks now) {
  const bool is_new = !taken_.contains(name);
  if (is_new && taken_.size() >= kHourlyEntriesMax) make_room();
  std::vector<Ticks>& times = taken_[name];
  std::erase_if(times, [now](Ticks at) { return now - at >= kHour; });
  if (times.size() >= count_max_) return times.front() + kHour - now;
  times.push_back(now);
  return std::nullopt;
}

void HourlyLimit::make_room() {
  const auto newest = [](const auto& entry) {
    return entry.second.empty() ? Ticks::min() : entry.second.back();
  };
  taken_.erase(std::ranges::min_element(taken_, {}, newest));
}

}  // namespace sunhall
