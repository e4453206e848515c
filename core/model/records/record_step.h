// Why a thing has a further version.
#pragma once

#include <string_view>

#include "core/base/result.h"

namespace sunhall {

enum class RecordStep : unsigned char {
  kAdd,       // the thing's first version
  kGoOn,      // the normal course: a cycle ends, a meal is served
  kCorrect,   // what was written was wrong
  kWithdraw,  // it never happened
};

/// Writes `add go_on correct withdraw`.
std::string_view step_word(RecordStep step);

/// Reads what `step_word` writes.
Result<RecordStep> parse_step(std::string_view word);

}  // namespace sunhall
