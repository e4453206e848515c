// A meal: its menu, what went into it, and whether it was served.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/records/evidence.h"

namespace sunhall {

struct MealDish {
  std::string name;
  std::string note;
  std::string dish;               // a thing; empty: not from a template
  std::vector<std::string> used;  // deliveries that went into it

  friend bool operator==(const MealDish&, const MealDish&) = default;
};

struct MealBody {
  std::string name;  // for example 午餐
  std::optional<ZonedTime> starts_at;
  std::optional<ZonedTime> ends_at;
  std::optional<std::vector<MealDish>> dishes;  // empty optional: not yet recorded
  std::optional<ZonedTime> served_at;
  Evidence evidence;

  friend bool operator==(const MealBody&, const MealBody&) = default;
};

}  // namespace sunhall
