// A number in a device's registers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "native/site_sensor.h"

namespace sunhall {

/// How many registers a type takes: 1 or 2.
int register_count(ModbusType type);

/// Reads a number; nothing where the device says by a type's outermost values, or by no number at
/// all, that it cannot measure.
///
/// Shape:   `registers` are as many as `register_count` says.
/// Source:  Modbus Application Protocol V1.1b3, 4.2: a register is big-endian; how two of them make
///          a number is each maker's own.
std::optional<double> read_registers(const ModbusPoint& point,
                                     std::span<const std::uint16_t> registers);

}  // namespace sunhall
