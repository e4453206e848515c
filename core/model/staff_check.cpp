#include "core/model/staff_check.h"

namespace sunhall {

StaffCounts count_staff(const std::vector<StaffCheck>& checks) {
  StaffCounts counts;
  for (const StaffCheck& check : checks) {
    ++counts.due;
    if (check.outcome == CheckOutcome::kPassed) ++counts.passed;
    if (check.outcome == CheckOutcome::kOffPost) ++counts.off_post;
  }
  counts.checked = counts.passed + counts.off_post;
  return counts;
}

}  // namespace sunhall
