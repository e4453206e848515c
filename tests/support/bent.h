// Texts with bytes changed, dropped or doubled: a poor man's fuzzer, the same on every run.
#pragma once

#include <cstdint>
#include <string>

namespace sunhall {

/// Bends a text in up to four places; `seed` decides where and how.
inline std::string bend(std::string text, std::uint32_t seed) {
  std::uint32_t state = seed * 2654435761U + 1U;
  const auto next = [&state](std::size_t below) {
    state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator: repeatable everywhere
    return below == 0 ? 0 : (state >> 8U) % below;
  };
  const std::size_t places = 1 + next(4);
  for (std::size_t i = 0; i < places && !text.empty(); ++i) {
    const std::size_t at = next(text.size());
    const std::size_t act = next(4);
    if (act == 0) text[at] = static_cast<char>(next(256));
    if (act == 1) text.erase(at, 1 + next(8));
    if (act == 2) text.insert(at, text.substr(next(text.size()), 1 + next(40)));
    if (act == 3) text[at] = "{}[]\",:0-9.eE\\\n="[next(16)];
  }
  return text;
}

}  // namespace sunhall
