#include "hub/sensors/modbus_value.h"

#include <bit>
#include <cmath>
#include <limits>

namespace sunhall {

namespace {

/// A whole number, or nothing at the ends of its type: that is how makers say "sensor broken".
template <class T>
std::optional<double> whole(T value) {
  const bool is_lowest =
      std::numeric_limits<T>::is_signed && value == std::numeric_limits<T>::min();
  if (is_lowest || value == std::numeric_limits<T>::max()) return std::nullopt;
  return static_cast<double>(value);
}

std::uint32_t joined(WordOrder order, std::span<const std::uint16_t> registers) {
  const std::uint32_t first = registers[0];
  const std::uint32_t second = registers[1];
  return order == WordOrder::kHighFirst ? (first << 16U) | second : (second << 16U) | first;
}

}  // namespace

int register_count(ModbusType type) {
  return type == ModbusType::kInt16 || type == ModbusType::kUint16 ? 1 : 2;
}

std::optional<double> read_registers(const ModbusPoint& point,
                                     std::span<const std::uint16_t> registers) {
  switch (point.type) {
    case ModbusType::kInt16:
      return whole(static_cast<std::int16_t>(registers[0]));
    case ModbusType::kUint16:
      return whole(registers[0]);
    case ModbusType::kInt32:
      return whole(static_cast<std::int32_t>(joined(point.words, registers)));
    case ModbusType::kUint32:
      return whole(joined(point.words, registers));
    case ModbusType::kFloat32: {
      const auto number = std::bit_cast<float>(joined(point.words, registers));
      if (!std::isfinite(number)) return std::nullopt;
      return static_cast<double>(number);
    }
  }
  return std::nullopt;
}

}  // namespace sunhall
