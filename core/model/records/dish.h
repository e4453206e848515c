// What a line of a menu is filled in from.
#pragma once

#include <string>
#include <vector>

namespace sunhall {

struct DishBody {
  std::string name;
  std::string note;
  std::vector<std::string> products;  // things

  friend bool operator==(const DishBody&, const DishBody&) = default;
};

}  // namespace sunhall
