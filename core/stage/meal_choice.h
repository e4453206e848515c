// Which meal of the day matters now.
#pragma once

#include "core/base/time.h"
#include "core/model/today.h"

namespace sunhall {

/// The meal to put on a mealtime screen: the one that is served, else the next, else the last.
struct MealChoice {
  const Meal* meal = nullptr;
  bool served_now = false;
};
MealChoice choose_meal(const Today& today, const ZonedTime& now);

}  // namespace sunhall
