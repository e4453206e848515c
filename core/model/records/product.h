// What a delivery is filled in from.
#pragma once

#include <optional>
#include <string>

#include "core/model/ingredient.h"

namespace sunhall {

struct ProductBody {
  std::string name;
  IngredientKind product_kind = IngredientKind::kOther;  // never kNotRecorded
  std::string specification;
  std::string unit;
  std::optional<int> shelf_life_days;  // from production
  std::string origin;
  std::string supplier;  // a thing

  friend bool operator==(const ProductBody&, const ProductBody&) = default;
};

}  // namespace sunhall
