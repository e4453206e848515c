// A TOML file's text into a table; every complaint names file and line.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/result.h"
#include "native/toml_fields.h"

namespace sunhall {

/// Reads a TOML text; `file_name` stands in messages.
///
/// Errors:  kBadInput with one line `FILE:LINE: line: what is wrong`; never quotes a line that may
///          hold an address with a password.
Result<toml::table> parse_toml(std::string_view text, std::string_view file_name,
                               std::size_t bytes_max);

}  // namespace sunhall
