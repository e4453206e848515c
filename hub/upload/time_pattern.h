// Dates and times as platforms want them written.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

/// Checks a pattern such as `yyyy-MM-dd HH:mm:ss`: yyyy MM dd HH mm ss SSS, zzz for +08:00, and
/// any other character but letters as itself; T is itself, too.
///
/// Errors:  kBadInput that names the letters nobody knows.
Result<void> check_time_pattern(std::string_view pattern);

/// Writes a moment by a pattern that was checked, as a clock of its own offset shows it.
std::string format_time(const ZonedTime& time, std::string_view pattern);

}  // namespace sunhall
