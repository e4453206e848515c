#include "core/stage/meal_choice.h"

namespace sunhall {

MealChoice choose_meal(const Today& today, const ZonedTime& now) {
  if (!today.meals || today.meals->empty()) return {};
  const Meal* next = nullptr;
  for (const Meal& meal : *today.meals) {
    if (!meal.starts_at || !meal.ends_at) continue;
    if (meal.starts_at->utc <= now.utc && now.utc < meal.ends_at->utc) return {&meal, true};
    const bool later = now.utc < meal.starts_at->utc;
    if (later && (next == nullptr || meal.starts_at->utc < next->starts_at->utc)) next = &meal;
  }
  return {next != nullptr ? next : &today.meals->back(), false};
}

}  // namespace sunhall
