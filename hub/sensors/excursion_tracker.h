// The excursions of one thermometer, followed reading by reading.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/model/limits.h"
#include "core/model/records/excursion.h"

namespace sunhall {

/// Older excursions than the last this many are forgotten.
inline constexpr std::size_t kExcursionsMax = 64;

/// Finds what `find_excursions` finds, without looking at the whole series again.
///
/// Order:   points in the order of their time.
class ExcursionTracker {
 public:
  ExcursionTracker(const TemperatureRange& range, const Limits& limits);

  void push(const TemperaturePoint& point);
  /// Oldest first.
  const std::vector<Excursion>& all() const { return all_; }
  std::optional<WallTime> open_since() const;

 private:
  TemperatureRange range_;
  std::chrono::milliseconds dwell_;
  std::chrono::milliseconds silence_;
  std::optional<WallTime> last_;
  std::vector<Excursion> all_;
};

}  // namespace sunhall
