#include "native/clock.h"

#include <ctime>

namespace sunhall {

Moment SystemClock::now() const {
  static const auto birth = std::chrono::steady_clock::now();
  const auto utc = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const std::time_t seconds = std::chrono::system_clock::to_time_t(utc);
  std::tm local{};
  localtime_r(&seconds, &local);
  return {std::chrono::duration_cast<Ticks>(std::chrono::steady_clock::now() - birth),
          {utc, std::chrono::minutes(local.tm_gmtoff / 60)}};
}

}  // namespace sunhall
