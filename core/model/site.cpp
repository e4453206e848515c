#include "core/model/site.h"

namespace sunhall {

bool contains(const DailySpan& span, const ZonedTime& now) {
  const LocalTime local = to_local(now);
  const std::chrono::minutes clock =
      std::chrono::hours(local.hour) + std::chrono::minutes(local.minute);
  if (span.from <= span.to) return clock >= span.from && clock < span.to;
  return clock >= span.from || clock < span.to;
}

bool is_standby(const Schedule& schedule, const ZonedTime& now) {
  for (const DailySpan& span : schedule.standby) {
    if (contains(span, now)) return true;
  }
  return false;
}

const MealTime* current_meal(const Schedule& schedule, const ZonedTime& now) {
  for (const MealTime& meal : schedule.meal_times) {
    if (contains(meal.span, now)) return &meal;
  }
  return nullptr;
}

}  // namespace sunhall
