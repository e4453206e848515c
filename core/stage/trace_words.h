// Words for what is missing of the past.
#pragma once

#include <string>
#include <string_view>

#include "core/base/language.h"
#include "core/stage/trace_facts.h"

namespace sunhall {

/// Says why something was not recorded; a word that nobody knows becomes 原因未注明.
std::string_view say_gap_reason(std::string_view reason, Language language);

/// Writes `14:03–14:07`; with seconds when that is shorter than a minute, with the day when it
/// runs over midnight.
std::string say_gap_span(const TraceGap& gap, std::chrono::minutes offset);

/// Writes `3 小时 12 分`, `12 分` or `9 秒`.
std::string say_duration(std::chrono::milliseconds span, Language language);

/// One plain sentence for why there is nothing to see.
std::string_view say_trouble(TraceTrouble trouble, Language language);

/// Writes `今天 11月24日 星期二`.
std::string say_trace_day(const Date& day, const Date& today, Language language);

}  // namespace sunhall
