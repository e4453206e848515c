#include "core/stage/meal_choice.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace sunhall;

namespace {

ZonedTime at(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value();
}

Meal meal(std::string name, std::string_view from, std::string_view until) {
  return {.name = std::move(name), .starts_at = at(from), .ends_at = at(until), .dishes = {}};
}

Today day_with_two_meals() {
  Today today;
  today.meals = {meal("早餐", "2026-11-24T06:30:00+08:00", "2026-11-24T07:30:00+08:00"),
                 meal("午餐", "2026-11-24T11:00:00+08:00", "2026-11-24T12:30:00+08:00")};
  return today;
}

std::string chosen(const Today& today, std::string_view clock) {
  const MealChoice choice = choose_meal(today, at(clock));
  return choice.meal->name + (choice.served_now ? " now" : "");
}

}  // namespace

TEST_CASE("meal_choice: the one that is served, else the next, else the last") {
  const Today today = day_with_two_meals();

  CHECK(chosen(today, "2026-11-24T06:00:00+08:00") == "早餐");
  CHECK(chosen(today, "2026-11-24T06:30:00+08:00") == "早餐 now");
  CHECK(chosen(today, "2026-11-24T07:30:00+08:00") == "午餐");
  CHECK(chosen(today, "2026-11-24T12:29:59+08:00") == "午餐 now");
  CHECK(chosen(today, "2026-11-24T20:00:00+08:00") == "午餐");
}

TEST_CASE("meal_choice: a day without meals has none, absent or empty") {
  Today today;
  CHECK(choose_meal(today, at("2026-11-24T12:00:00+08:00")).meal == nullptr);

  today.meals = std::vector<Meal>{};

  CHECK(choose_meal(today, at("2026-11-24T12:00:00+08:00")).meal == nullptr);
}
