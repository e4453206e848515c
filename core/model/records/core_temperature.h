// The temperature in the middle of a dish, when it was cooked or heated again.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/records/evidence.h"

namespace sunhall {

enum class HeatingPurpose : unsigned char { kCooking, kReheating };

struct CoreTemperatureBody {
  std::string dish;  // its name
  std::string meal;  // a thing
  std::optional<double> temperature_c;
  std::optional<ZonedTime> measured_at;
  std::optional<HeatingPurpose> purpose;
  Evidence evidence;

  friend bool operator==(const CoreTemperatureBody&, const CoreTemperatureBody&) = default;
};

}  // namespace sunhall
