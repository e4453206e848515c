#include "hub/sensors/sensor_changes.h"

#include <algorithm>
#include <cmath>

namespace sunhall {

namespace {

bool is_breach(const SensorState& state) {
  return !state.excursions.empty() && state.excursions.back().is_breach;
}

SensorChange change_of(const SensorState& before, const SensorState& after) {
  const bool is_telling =
      before.is_late != after.is_late || before.is_connected != after.is_connected ||
      before.is_faulty != after.is_faulty ||
      before.out_of_limit_since != after.out_of_limit_since ||
      is_breach(before) != is_breach(after) || before.cycle_since != after.cycle_since ||
      before.value_c.has_value() != after.value_c.has_value() ||
      (after.value_c && std::abs(*before.value_c - *after.value_c) >= kTellingStep_c);
  if (is_telling) return SensorChange::kTelling;
  const bool is_same = before.value_c == after.value_c && before.measured_at == after.measured_at;
  return is_same ? SensorChange::kNone : SensorChange::kSlight;
}

}  // namespace

SensorChange sensor_change(const std::vector<SensorState>& before,
                           const std::vector<SensorState>& after) {
  if (before.size() != after.size()) return SensorChange::kTelling;
  SensorChange most = SensorChange::kNone;
  for (std::size_t i = 0; i < after.size(); ++i) {
    most = std::max(most, change_of(before[i], after[i]));
  }
  return most;
}

}  // namespace sunhall
