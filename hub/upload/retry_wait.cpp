#include "hub/upload/retry_wait.h"

#include <algorithm>

namespace sunhall {

Ticks RetryWait::after(int failure_count) {
  constexpr int kDoublingsMax = 9;  // then the wait is over every limit
  const int doublings = std::clamp(failure_count - 1, 0, kDoublingsMax);
  const Ticks whole = std::min<Ticks>(kRetryFirst * (1 << doublings), kRetryMax);
  // Half to the whole of it.
  std::uniform_int_distribution<Ticks::rep> part(whole.count() / 2, whole.count());
  return Ticks(part(random_));
}

}  // namespace sunhall
