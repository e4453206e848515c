// How often somebody may do a thing in an hour.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"

namespace sunhall {

inline constexpr std::size_t kHourlyEntriesMax = 10'000;

/// Counts by name; pure, and told the time.
///
/// Shape:   at most `count_max` in any hour; beyond kHourlyEntriesMax names the one that was seen
///          longest ago is forgotten.
class HourlyLimit {
 public:
  explicit HourlyLimit(std::size_t count_max) : count_max_(count_max) {}

  /// Counts one, or says how long to wait.
  std::optional<Ticks> take(const std::string& name, Ticks now);

 private:
  void make_room();

  const std::size_t count_max_;
  std::map<std::string, std::vector<Ticks>> taken_;  // of the last hour, oldest first
};

}  // namespace sunhall
