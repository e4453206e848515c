#include <algorithm>
#include <set>

#include "core/model/judge.h"
#include "core/model/records/finder.h"

namespace sunhall {
namespace {

using judge::Judge;

/// The to-do of a sample appears so long before the meal begins.
constexpr std::chrono::minutes kSampleLead{60};
/// A meal that does not say when it ends, ends so long after it began.
constexpr std::chrono::minutes kMealLength{60};

bool says_no_meals(const DayBook& book) {
  return std::any_of(book.nothings.begin(), book.nothings.end(), [&](const auto& nothing) {
    return nothing.meta.day == book.date && nothing.body.section == DaySection::kMeals;
  });
}

std::vector<const Entry<MealBody>*> meals_of_day(const DayBook& book) {
  std::vector<const Entry<MealBody>*> meals;
  for (const Entry<MealBody>& meal : book.meals) {
    if (meal.meta.day == book.date) meals.push_back(&meal);
  }
  return meals;
}

/// When a meal begins: as planned, else when somebody ticked it.
std::optional<ZonedTime> begin_of(const MealBody& meal) {
  return meal.starts_at ? meal.starts_at : meal.served_at;
}

std::optional<ZonedTime> end_of(const MealBody& meal) {
  if (meal.ends_at) return meal.ends_at;
  const auto begin = begin_of(meal);
  if (!begin) return std::nullopt;
  return ZonedTime{begin->utc + kMealLength, begin->offset};
}

/// The meals of the site's times, and those that were begun to be written down.
void find_missing_meals(Finder& finder) {
  const Judge judge(finder.context.limits);
  const Judgement judgement = judge.missing(kMenuRule, Reason::kNameMissing);
  const auto meals = meals_of_day(finder.book());
  const auto add = [&](const std::string& thing, const std::string& name, const ZonedTime& due) {
    finder.add(FindingKind::kMealMissing, judgement,
               {.thing = thing, .subject = name, .detail = {}, .since = {}, .due = due},
               {finder.day_word(), key_word(name)});
  };
  std::set<std::string> planned;
  for (const MealTime& meal_time : finder.book().meal_times) {
    if (!planned.insert(meal_time.name).second) continue;
    const auto it = std::find_if(meals.begin(), meals.end(), [&](const auto* meal) {
      return meal->body.name == meal_time.name;
    });
    if (it != meals.end()) continue;
    add({}, meal_time.name, finder.clock.on(finder.book().date, meal_time.span.from));
  }
  std::set<std::string> told;
  for (const Entry<MealBody>* meal : meals) {
    if (meal->body.dishes || !told.insert(meal->body.name).second) continue;
    const ZonedTime day_end = finder.clock.end_of(finder.book().date);
    add(meal->meta.thing, meal->body.name, begin_of(meal->body).value_or(day_end));
  }
}

void find_not_served(Finder& finder, const Entry<MealBody>& meal) {
  const MealBody& body = meal.body;
  if (body.served_at || !body.starts_at || !finder.has_come(*body.starts_at)) return;
  finder.add(FindingKind::kMealNotServed,
             Judge(finder.context.limits).missing(kMenuRule, Reason::kTimeMissing),
             {.thing = meal.meta.thing,
              .subject = body.name,
              .detail = {},
              .since = body.starts_at,
              .due = end_of(body)},
             {meal.meta.thing});
}

bool has_sample(const DayBook& book, const std::string& meal, const std::string& dish) {
  return std::any_of(book.samples.begin(), book.samples.end(), [&](const auto& sample) {
    return sample.body.meal == meal && sample.body.dish == dish;
  });
}

// GB 31654-2021: every dish of every meal.
void find_missing_samples(Finder& finder, const Entry<MealBody>& meal) {
  const auto begin = begin_of(meal.body);
  if (!begin || !meal.body.dishes) return;
  if (!finder.has_come({begin->utc - kSampleLead, begin->offset})) return;
  std::set<std::string> told;
  for (const MealDish& dish : *meal.body.dishes) {
    if (!told.insert(dish.name).second || has_sample(finder.book(), meal.meta.thing, dish.name)) {
      continue;
    }
    finder.add(FindingKind::kSampleMissing,
               Judge(finder.context.limits).missing(kSampleWeight, Reason::kWeightMissing),
               {.thing = meal.meta.thing,
                .subject = dish.name,
                .detail = meal.body.name,
                .since = {},
                .due = begin},
               {meal.meta.thing, key_word(dish.name)});
  }
}

void find_in_heat(Finder& finder) {
  for (const Entry<CoreTemperatureBody>& measured : finder.book().core_temperatures) {
    const Judgement judgement = judge_core_temperature(measured.body, finder.context);
    if (measured.meta.day != finder.book().date || judgement.verdict != Verdict::kFail) continue;
    finder.add(FindingKind::kCoreTooCold, judgement,
               {.thing = measured.meta.thing,
                .subject = measured.body.dish,
                .detail = {},
                .since = measured.body.measured_at.value_or(measured.meta.made_at),
                .due = {}},
               {measured.meta.thing});
  }
  for (const Entry<HoldingBody>& held : finder.book().holdings) {
    const Judgement judgement = judge_holding(held.body, finder.context);
    if (held.meta.day != finder.book().date || judgement.verdict != Verdict::kFail) continue;
    finder.add(FindingKind::kHoldingOutside, judgement,
               {.thing = held.meta.thing,
                .subject = held.body.dish,
                .detail = {},
                .since = held.body.measured_at.value_or(held.meta.made_at),
                .due = {}},
               {held.meta.thing});
  }
}

/// Whether tableware was disinfected between a meal's beginning and the next one's.
bool is_disinfected(const DayBook& book, const ZonedTime& begin,
                    const std::optional<ZonedTime>& next) {
  return std::any_of(book.disinfections.begin(), book.disinfections.end(), [&](const auto& cycle) {
    const ZonedTime at = cycle.body.started_at.value_or(cycle.meta.made_at);
    return at.utc >= begin.utc && (!next || at.utc < next->utc);
  });
}

std::optional<ZonedTime> next_begin(const std::vector<const Entry<MealBody>*>& meals,
                                    const ZonedTime& begin) {
  std::optional<ZonedTime> next;
  for (const Entry<MealBody>* meal : meals) {
    const auto other = begin_of(meal->body);
    if (!other || other->utc <= begin.utc) continue;
    if (!next || other->utc < next->utc) next = other;
  }
  return next;
}

void find_missing_disinfection(Finder& finder, const Entry<MealBody>& meal) {
  const auto begin = begin_of(meal.body);
  const auto end = end_of(meal.body);
  if (!begin || !end || !finder.has_come(*end)) return;
  const auto next = next_begin(meals_of_day(finder.book()), *begin);
  if (is_disinfected(finder.book(), *begin, next)) return;
  const std::chrono::duration<double, std::ratio<3600>> patience(
      finder.context.limits.disinfection_after_meal_h);
  const ZonedTime due{end->utc + std::chrono::duration_cast<std::chrono::milliseconds>(patience),
                      end->offset};
  finder.add(
      FindingKind::kDisinfectionMissing,
      Judge(finder.context.limits).missing(kDisinfectionAfterMeal, Reason::kTimeMissing),
      {.thing = meal.meta.thing, .subject = meal.body.name, .detail = {}, .since = {}, .due = due},
      {meal.meta.thing});
}

}  // namespace

void find_in_meals(Finder& finder) {
  if (!says_no_meals(finder.book()) || !meals_of_day(finder.book()).empty()) {
    find_missing_meals(finder);
  }
  for (const Entry<MealBody>* meal : meals_of_day(finder.book())) {
    find_not_served(finder, *meal);
    find_missing_samples(finder, *meal);
    find_missing_disinfection(finder, *meal);
  }
  find_in_heat(finder);
}

void find_in_disinfections(Finder& finder) {
  for (const Entry<DisinfectionBody>& cycle : finder.book().disinfections) {
    if (cycle.meta.day != finder.book().date) continue;
    const Judgement judgement = judge_cycle(cycle.body, finder.context);
    const FindingAbout about{.thing = cycle.meta.thing,
                             .subject = cycle.body.what,
                             .detail = {},
                             .since = cycle.body.started_at.value_or(cycle.meta.made_at),
                             .due = {}};
    if (judgement.verdict == Verdict::kFail) {
      finder.add(FindingKind::kDisinfectionFailed, judgement, about, {cycle.meta.thing});
    } else if (judgement.verdict != Verdict::kPass && judgement.reason != Reason::kStillRunning) {
      finder.add(FindingKind::kDisinfectionUnclear, judgement, about, {cycle.meta.thing});
    }
  }
}

}  // namespace sunhall
