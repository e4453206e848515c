#include "core/model/camera.h"

#include <array>
#include <utility>

namespace sunhall {
namespace {

constexpr std::array<std::pair<Area, std::string_view>, 5> kWords{
    {{Area::kStorage, "storage"},
     {Area::kOperation, "operation"},
     {Area::kPortioning, "portioning"},
     {Area::kDining, "dining"},
     {Area::kWashing, "washing"}}};

}  // namespace

Result<Area> parse_area(std::string_view word) {
  for (const auto& [area, known] : kWords) {
    if (known == word) return area;
  }
  return fail(ErrorKind::kBadInput, "not one of operation, portioning, storage, washing, dining");
}

std::string_view area_word(Area area) {
  for (const auto& [known, word] : kWords) {
    if (known == area) return word;
  }
  return {};
}

}  // namespace sunhall
