#include "hub/upload/retry_wait.h"

#include <algorithm>
#include <cmath>

namespace sunhall {

Ticks RetryWait::after(int failure_count) {
  constexpr int kGrowthsMax = 40;  // then the wait is over every limit
  const int growths = std::clamp(failure_count - 1, 0, kGrowthsMax);
  const double whole_us =
      static_cast<double>(kRetryFirst.count()) * std::pow(kRetryGrowth, growths);
  const Ticks whole = std::min(Ticks(static_cast<Ticks::rep>(whole_us)), kRetryMax);
  // Half to the whole of it.
  std::uniform_int_distribution<Ticks::rep> part(whole.count() / 2, whole.count());
  return Ticks(part(random_));
}

}  // namespace sunhall
