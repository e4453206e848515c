// A sensor's readings of an hour, hashed into the chain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/time.h"

namespace sunhall {

struct SealBody {
  std::string sensor;
  std::optional<ZonedTime> from;
  std::optional<ZonedTime> to;
  std::int64_t count = 0;
  std::optional<double> lowest;
  std::optional<double> highest;
  std::string sha256;  // over the readings, 64 hex digits

  friend bool operator==(const SealBody&, const SealBody&) = default;
};

}  // namespace sunhall
