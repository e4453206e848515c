// Panels about the food itself: menu, ingredients, samples.
#include <algorithm>

#include "core/stage/board_rows.h"
#include "core/stage/meal_choice.h"
#include "core/stage/reason_words.h"
#include "core/stage/strings.h"

namespace sunhall::board {

// The meal of now first, then the later ones, then what is over.
Rows meal_rows(const Context& context) {
  Rows made;
  if (!context.today.meals) return made;
  made.recorded = true;
  const auto add = [&](const Meal& meal) {
    if (!meal.dishes) {
      made.rows.push_back(
          {meal.name,
           say_span(meal.starts_at, meal.ends_at),
           {},
           {Tone::kUnknown, std::string(say(Say::kNotRecorded, context.language))}});
      return;
    }
    for (const Dish& dish : *meal.dishes) {
      made.rows.push_back({dish.name, dish.note, meal.name, {}});
    }
  };
  const std::vector<Meal>& meals = *context.today.meals;
  const Meal* first = choose_meal(context.today, context.judge.now).meal;
  const auto begin = std::ranges::find_if(meals, [&](const Meal& meal) { return &meal == first; });
  std::for_each(begin, meals.end(), add);
  std::for_each(meals.begin(), begin, add);
  return made;
}

Rows ingredient_rows(const Context& context) {
  Rows made;
  if (!context.today.ingredients) return made;
  made.recorded = true;
  const Language language = context.language;
  for (const Ingredient& item : *context.today.ingredients) {
    const Judgement judgement = judge_ingredient(item, context.judge);
    const std::string place = item.origin.empty() ? item.supplier : item.origin;
    const std::string arrived =
        item.arrived_at
            ? say(Say::kArrived, language,
                  {short_day(to_local(*item.arrived_at).date, context.today.date, language)})
            : std::string();
    const bool good = judgement.verdict == Verdict::kPass;
    made.rows.push_back(
        {item.name,
         good ? join({place, arrived}) : join({say_reason(judgement, language), place}),
         {},
         status_of(judgement, language)});
  }
  return made;
}

Rows sample_rows(const Context& context) {
  Rows made;
  if (!context.today.food_samples) return made;
  made.recorded = true;
  const Language language = context.language;
  for (const MissingSample& missing : missing_samples(context.today, context.judge.now)) {
    made.rows.push_back({missing.dish,
                         join({missing.meal, std::string(say(Say::kWhySampleMissing, language))}),
                         {},
                         {Tone::kUnknown, std::string(say(Say::kNotRecorded, language))}});
  }
  for (const FoodSample& sample : *context.today.food_samples) {
    const Judgement judgement = judge_sample(sample, context.judge);
    std::string kept;
    if (const std::optional<ZonedTime> until = kept_until(sample, context.judge.limits)) {
      kept = say(Say::kKeptUntil, language,
                 {format_date(to_local(*until).date).substr(5) + " " + format_hh_mm(*until)});
    }
    const std::string weight =
        sample.weight_g ? format_figure(*sample.weight_g, 0) + " g" : std::string();
    const bool good = judgement.verdict == Verdict::kPass;
    made.rows.push_back(
        {sample.dish,
         good ? join({sample.meal, kept}) : join({sample.meal, say_reason(judgement, language)}),
         good ? weight : std::string(), status_of(judgement, language)});
  }
  return made;
}

}  // namespace sunhall::board
