#include "core/stage/key.h"

#include <array>
#include <cstddef>

namespace sunhall {

namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 24> kWords = {
    "up",      "down",    "left",    "right",   "ok",         "back",         "digit-0", "digit-1",
    "digit-2", "digit-3", "digit-4", "digit-5", "digit-6",    "digit-7",      "digit-8", "digit-9",
    "red",     "green",   "yellow",  "blue",    "channel-up", "channel-down", "menu",    "power"};
static_assert(kWords.size() == static_cast<std::size_t>(Key::kPower) + 1);

}  // namespace

std::optional<Key> parse_key(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<Key>(i);
  }
  return std::nullopt;
}

std::string_view key_word(Key key) {
  return kWords[static_cast<std::size_t>(key)];
}

}  // namespace sunhall
