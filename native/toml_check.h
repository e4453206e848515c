// Looks over a TOML text before toml++ reads it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sunhall {

/// Where a text cannot be what its writer meant, and how to write it instead.
struct TomlSlip {
  std::size_t line = 1;
  std::string what;
};

/// Finds what toml++ must not be given: characters outside quotes and comments that are not ASCII
/// (a Chinese keyboard's “ ” ＝ and wide blanks), texts over several lines, broken UTF-8.
///
/// toml++ 3.3.0 runs into undefined behaviour on letters like é outside quotes: its table of blanks
/// calls them unreachable.
std::optional<TomlSlip> find_toml_slip(std::string_view text);

}  // namespace sunhall
