// A recognised cycle as the record of a disinfection.
#pragma once

#include <chrono>

#include "core/model/records/cycle_finder.h"
#include "core/model/records/disinfection.h"
#include "native/site_sensor.h"

namespace sunhall {

/// Makes the body of a record; its note says in Chinese what the curve showed.
///
/// Shape:   `offset` is the home's zone; times are whole seconds.
DisinfectionBody cycle_body(const SensorSource& sensor, const FoundCycle& cycle, double limit_c,
                            std::chrono::minutes offset);

}  // namespace sunhall
