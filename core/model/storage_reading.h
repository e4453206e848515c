// The newest temperature of one cold or hot store.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"

namespace sunhall {

enum class StorageKind : unsigned char { kRefrigerator, kFreezer, kColdDishRoom, kHotHolding };

/// One store and what its thermometer said last; an empty optional means "not recorded".
struct StorageReading {
  std::string name;  // for example 1号冷藏柜
  StorageKind kind = StorageKind::kRefrigerator;
  std::optional<double> temperature_c;
  std::optional<ZonedTime> measured_at;
  std::optional<ZonedTime> out_of_limit_since;

  friend bool operator==(const StorageReading&, const StorageReading&) = default;
};

}  // namespace sunhall
