// A sensor as the day's rules see it.
#pragma once

#include <chrono>

#include "core/model/records/sensor_fact.h"
#include "hub/sensors/sensor_state.h"

namespace sunhall {

/// Makes what the rules need of a sensor for one day.
///
/// Shape:   the value only if it was measured on that day, the excursions that touch it; what is
///          going on now says nothing about another day.
SensorFact sensor_fact(const SensorState& state, const Date& day, std::chrono::minutes offset);

}  // namespace sunhall
