// Whether the disk will hold what is asked of it, said before it does not.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "hub/media/part.h"
#include "hub/store/store.h"

namespace sunhall {

/// What one stream brought in the last day.
struct StreamRate {
  std::uint64_t bytes = 0;
  MediaTime duration{0};  // recorded, gaps not counted
};

struct ForecastInput {
  DiskSpace space;
  std::uint64_t keep_free_bytes = 0;
  std::uint64_t stored_bytes = 0;  // in recordings, which can make room
  std::span<const StreamRate> rates;
};

struct Forecast {
  std::uint64_t bytes_per_day = 0;  // if all streams were always there
  std::optional<double> days_fit;   // empty: less than kRateMin was measured
};

Forecast forecast(const ForecastInput& input);

/// One line for people, the worst first; empty while all is well.
std::string describe_trouble(const StoreStatus& status, std::chrono::days retention);

/// A rate of less recording is no rate.
inline constexpr MediaTime kRateMin = std::chrono::minutes(5);

}  // namespace sunhall
