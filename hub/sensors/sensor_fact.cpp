#include "hub/sensors/sensor_fact.h"

namespace sunhall {

SensorFact sensor_fact(const SensorState& state, const Date& day, std::chrono::minutes offset) {
  const auto zoned = [offset](WallTime time) { return ZonedTime{.utc = time, .offset = offset}; };
  const auto is_of_day = [&](WallTime time) { return to_local(zoned(time)).date == day; };
  SensorFact fact;
  fact.id = state.id;
  fact.is_late = state.is_late;
  if (state.measured_at && is_of_day(*state.measured_at)) {
    fact.value = state.value_c;
    fact.measured_at = zoned(*state.measured_at);
    if (state.out_of_limit_since) fact.out_of_limit_since = zoned(*state.out_of_limit_since);
  }
  const WallTime midnight = std::chrono::sys_days(day) - offset;
  for (const Excursion& excursion : state.excursions) {
    if (excursion.to < midnight || excursion.from >= midnight + std::chrono::days(1)) continue;
    fact.excursions.push_back(excursion);
  }
  return fact;
}

}  // namespace sunhall
