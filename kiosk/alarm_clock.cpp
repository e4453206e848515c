#include "kiosk/alarm_clock.h"

#include <utility>

namespace sunhall {

void AlarmClock::ring() {
  MutexLock lock(mutex_);
  rang_ = true;
  condition_.notify_all();
}

bool AlarmClock::wait_for(std::chrono::microseconds timeout) {
  const auto until = std::chrono::steady_clock::now() + timeout;
  MutexLock lock(mutex_);
  while (!rang_) {
    const auto left = until - std::chrono::steady_clock::now();
    if (left <= left.zero()) break;
    condition_.wait_for(mutex_, std::chrono::ceil<std::chrono::microseconds>(left));
  }
  return std::exchange(rang_, false);
}

}  // namespace sunhall
