// How warm or cold a dish was while it waited to be eaten.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/records/evidence.h"

namespace sunhall {

struct HoldingBody {
  std::string dish;  // its name
  std::string meal;  // a thing
  std::optional<double> temperature_c;
  std::optional<ZonedTime> measured_at;
  std::optional<double> held_min;  // minutes since it was cooked
  Evidence evidence;

  friend bool operator==(const HoldingBody&, const HoldingBody&) = default;
};

}  // namespace sunhall
