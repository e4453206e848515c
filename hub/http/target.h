// A request's target, taken apart and decoded: where attacks on paths end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "hub/http/message.h"

namespace sunhall {

inline constexpr std::size_t kQueryFieldsMax = 32;

struct Target {
  std::string
      path;      // decoded; begins with '/', no empty, `.` or `..` segment, no control character
  Fields query;  // decoded, in order
};

/// Reads `/live/cooking/index.m3u8?_HLS_msn=7`, also behind `http://host`.
///
/// Shape:   decoded once: a `%` that was encoded stays a `%`. A `+` stays a `+`, so that the times
///          of RFC 3339 may stand in a query as they are.
/// Errors:  kBadInput, never quoting the target, for a broken %-code, what is not UTF-8, control
///          characters, a slash or backslash that was hidden in a segment, an empty or dotted
///          segment, over kQueryFieldsMax fields.
Result<Target> parse_target(std::string_view target);

/// Encodes all but letters, digits and `-._~`.
std::string encode_percent(std::string_view text);

}  // namespace sunhall
