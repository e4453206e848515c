// How long to wait before a platform is asked again.
#pragma once

#include <chrono>
#include <cstdint>
#include <random>

#include "core/base/time.h"

namespace sunhall {

inline constexpr Ticks kRetryFirst = std::chrono::seconds(2);
inline constexpr Ticks kRetryMax = std::chrono::minutes(10);
/// A quarter of how long it was away already, or so: doubling would sleep through the good half of
/// a platform that comes and goes.
inline constexpr double kRetryGrowth = 1.25;

/// Waits that grow from kRetryFirst to kRetryMax, jittered: homes whose platform was down do not
/// all come back in the same second.
class RetryWait {
 public:
  /// The same seed gives the same waits.
  explicit RetryWait(std::uint64_t seed) : random_(seed) {}

  /// After so many failures in a row; 0 counts as 1.
  Ticks after(int failure_count);

 private:
  std::mt19937_64 random_;
};

}  // namespace sunhall
