#include "core/stage/mode.h"

namespace sunhall {
namespace {

constexpr std::array<std::string_view, kModes.size()> kWords = {
    "rotate", "single", "grid", "records", "mealtime", "trace", "notice", "standby"};

}  // namespace

std::optional<Mode> parse_mode(std::string_view word) {
  for (const Mode mode : kModes) {
    if (mode_word(mode) == word) return mode;
  }
  return std::nullopt;
}

std::string_view mode_word(Mode mode) {
  return kWords[static_cast<std::size_t>(mode)];
}

}  // namespace sunhall
