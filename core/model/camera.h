// A camera as everyone may know it: no address, no password.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sunhall {

/// The five key areas that are filmed.
///
/// Source:  Ezhou civil-affairs notice 2023 No. 56; the order is the food's way through the house.
enum class Area : unsigned char { kStorage, kOperation, kPortioning, kDining, kWashing };

/// Reads `operation portioning storage washing dining`.
Result<Area> parse_area(std::string_view word);

/// Writes the word that `parse_area` reads.
std::string_view area_word(Area area);

/// Which of a camera's streams: the large one, or a smaller one of the same picture.
enum class StreamKind : unsigned char { kMain, kSub };

struct Camera {
  std::string id;    // unique in its site, [a-z0-9-]
  std::string name;  // what people read over the picture, for example 烹饪区
  Area area = Area::kOperation;
  bool has_sub = false;  // a second, smaller stream exists

  friend bool operator==(const Camera&, const Camera&) = default;
};

}  // namespace sunhall
