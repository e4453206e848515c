// A sensor as those see it who keep the records.
#pragma once

#include <chrono>

#include "hub/api/answer.h"
#include "hub/sensors/sensor_state.h"

namespace sunhall {

/// Writes a sensor's state; what is not known is null.
OrderedJson sensor_json(const SensorState& state, std::chrono::minutes offset);

}  // namespace sunhall
