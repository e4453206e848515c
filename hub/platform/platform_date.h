// The time of day that a platform tells in its answers.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "core/base/time.h"

namespace sunhall {

/// Reads a SIP Date: `2026-11-30T09:15:00.250` in the local zone, as GB/T 28181 writes it, with or
/// without fraction; RFC 3339 with its own zone; or `Mon, 30 Nov 2026 01:15:00 GMT`.
///
/// Errors:  empty for anything else.
/// Source:  GB/T 28181-2022 §9.10.1, RFC 3261 §20.17.
std::optional<WallTime> read_platform_date(std::string_view text, std::chrono::minutes zone);

}  // namespace sunhall
