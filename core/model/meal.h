// What is cooked today, and the samples kept of it (留样).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"

namespace sunhall {

struct Dish {
  std::string name;
  std::string note;  // for example 少盐、软烂; may be empty

  friend bool operator==(const Dish&, const Dish&) = default;
};

struct Meal {
  std::string name;  // for example 午餐
  std::optional<ZonedTime> starts_at;
  std::optional<ZonedTime> ends_at;
  std::optional<std::vector<Dish>> dishes;  // empty optional: not yet recorded

  friend bool operator==(const Meal&, const Meal&) = default;
};

/// A sample of one dish; an empty optional means "not recorded".
struct FoodSample {
  std::string dish;
  std::string meal;  // the name of a Meal
  std::optional<double> weight_g;
  std::optional<ZonedTime> taken_at;
  std::optional<ZonedTime> kept_until;    // planned
  std::optional<ZonedTime> discarded_at;  // empty: still kept

  friend bool operator==(const FoodSample&, const FoodSample&) = default;
};

}  // namespace sunhall
