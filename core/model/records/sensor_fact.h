// What one sensor says, as far as the day's rules need it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/records/excursion.h"

namespace sunhall {

struct SensorFact {
  std::string id;
  std::optional<double> value;           // the newest; a temperature for stores
  std::optional<ZonedTime> measured_at;  // of it, by the sensor's clock as it was accepted
  std::optional<ZonedTime> out_of_limit_since;
  bool is_late = false;               // nothing came for three of its intervals
  std::vector<Excursion> excursions;  // of the day, oldest first
};

}  // namespace sunhall
