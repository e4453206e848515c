#include "core/model/records/record_step.h"

#include <array>
#include <cstddef>

namespace sunhall {
namespace {

// In the order of RecordStep.
constexpr std::array<std::string_view, 4> kWords{"add", "go_on", "correct", "withdraw"};

}  // namespace

std::string_view step_word(RecordStep step) {
  return kWords[static_cast<std::size_t>(step)];
}

Result<RecordStep> parse_step(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<RecordStep>(i);
  }
  return fail(ErrorKind::kBadInput, "not one of add, go_on, correct, withdraw");
}

}  // namespace sunhall
