#include "core/stage/meal_box.h"

#include "core/stage/board.h"
#include "core/stage/meal_choice.h"
#include "core/stage/strings.h"

namespace sunhall {

MealBox make_meal_box(const Today* today, const ZonedTime& now, Language language) {
  MealBox box;
  box.title = say(Say::kPanelMeals, language);
  const bool of_today = today != nullptr && is_of_today(*today, now);
  const MealChoice choice = of_today ? choose_meal(*today, now) : MealChoice{};
  if (choice.meal == nullptr || !choice.meal->dishes) {
    box.empty_text = say(Say::kNoMeal, language);
  } else {
    for (const Dish& dish : *choice.meal->dishes)
      box.dishes.push_back({dish.name, dish.note, {}, {}});
  }
  if (choice.meal != nullptr) {
    box.title = choice.meal->name;
    box.span = say_span(choice.meal->starts_at, choice.meal->ends_at);
    if (choice.served_now) box.badge = say(Say::kNow, language);
  }
  return box;
}

}  // namespace sunhall
