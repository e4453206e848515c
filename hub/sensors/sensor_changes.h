// Whether sensors' states have changed in a way that people see.
#pragma once

#include <vector>

#include "hub/sensors/sensor_state.h"

namespace sunhall {

enum class SensorChange : unsigned char {
  kNone,
  kSlight,  // a value has moved by less than kTellingStep_c, or only its time
  kTelling,
};

/// A value that has moved this far is told at once.
inline constexpr double kTellingStep_c = 0.5;

/// What has changed between two looks at the same sensors.
SensorChange sensor_change(const std::vector<SensorState>& before,
                           const std::vector<SensorState>& after);

}  // namespace sunhall
