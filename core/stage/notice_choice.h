// Which of the day's notices still count, and which comes first.
#pragma once

#include <string_view>

#include "core/base/time.h"
#include "core/model/today.h"

namespace sunhall {

/// True when a notice may be shown: it is current, and in records of another day only an end that
/// was written down says that it still counts.
bool counts(const Notice& notice, const Today& today, const ZonedTime& now);

/// The notice to show: the one with the text `preferred` while it counts, else the most urgent.
const Notice* choose_notice(const Today& today, const ZonedTime& now, std::string_view preferred);

}  // namespace sunhall
