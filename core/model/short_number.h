// A number as a message shows it.
#pragma once

#include <sstream>
#include <string>

namespace sunhall {

/// Writes at most six digits that count: `0`, `8.5`, `1e+06`.
inline std::string short_number(double number) {
  std::ostringstream text;
  text << number;
  return text.str();
}

}  // namespace sunhall
