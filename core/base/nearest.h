// "Did you mean …?" for words that somebody typed.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace sunhall {

/// Counts the letters to add, drop, change or swap with a neighbour to make one word the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Finds the known word that was probably meant, or nothing when none is near.
///
/// Shape:   at most two edits away, and fewer than half of the word's letters.
std::string_view nearest_word(std::string_view typed, std::span<const std::string_view> known);

}  // namespace sunhall
