// A verdict's reason in one short sentence.
#pragma once

#include <string>

#include "core/base/language.h"
#include "core/model/rules.h"

namespace sunhall {

/// Writes why a verdict is what it is; empty when all is in order.
std::string say_reason(const Judgement& judgement, Language language);

/// Writes a figure as people read it: at most `decimals` digits after the point, none if zero.
std::string format_figure(double value, int decimals);

}  // namespace sunhall
