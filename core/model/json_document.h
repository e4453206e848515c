// JSON text into a tree, without exceptions: the web build has none.
#pragma once

#include <cstddef>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace sunhall {

using Json = nlohmann::json;

/// Deeper nesting is refused before anything is built.
inline constexpr int kJsonDepthMax = 16;

/// Reads a JSON text.
///
/// Errors:  kExhausted over `bytes_max`; kBadInput with line and column for what is not UTF-8, not
///          JSON, or deeper than kJsonDepthMax. Never quotes the text itself.
Result<Json> parse_json(std::string_view text, std::size_t bytes_max);

}  // namespace sunhall
