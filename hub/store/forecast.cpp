#include "hub/store/forecast.h"

#include <spdlog/fmt/fmt.h>

namespace sunhall {

Forecast forecast(const ForecastInput& input) {
  constexpr double kDay = MediaTime(std::chrono::days(1)).count();
  double bytes_per_day = 0;
  for (const StreamRate& rate : input.rates) {
    if (rate.duration < kRateMin) continue;
    bytes_per_day +=
        static_cast<double>(rate.bytes) / static_cast<double>(rate.duration.count()) * kDay;
  }
  Forecast result;
  result.bytes_per_day = static_cast<std::uint64_t>(bytes_per_day);
  if (bytes_per_day < 1) return result;
  const std::uint64_t reserved = input.keep_free_bytes + kReserveBytes;
  const std::uint64_t room = input.stored_bytes + input.space.free_bytes;
  const std::uint64_t usable = room > reserved ? room - reserved : 0;
  result.days_fit = static_cast<double>(usable) / bytes_per_day;
  return result;
}

std::string describe_trouble(const StoreStatus& status, std::chrono::days retention) {
  if (status.state == StoreState::kDiskAway) {
    return "not recording: the recordings' disk is away or fails";
  }
  if (status.state == StoreState::kDiskFull) {
    return fmt::format(
        "not recording: the disk is full, and what is on it must be kept for {} days",
        retention.count());
  }
  if (status.days_fit && *status.days_fit < static_cast<double>(retention.count())) {
    return fmt::format("the disk is too small: at this rate {:.1f} days fit, {} are asked for",
                       *status.days_fit, retention.count());
  }
  return {};
}

}  // namespace sunhall
