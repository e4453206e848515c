#include "hub/sensors/modbus_value.h"

#include <doctest/doctest.h>

#include <array>

using namespace sunhall;

namespace {

std::optional<double> read(ModbusType type, WordOrder words, std::uint16_t first,
                           std::uint16_t second = 0) {
  const ModbusPoint point{
      .device = {}, .table = ModbusTable::kHolding, .address = 0, .type = type, .words = words};
  const std::array registers{first, second};
  return read_registers(point,
                        std::span(registers).first(static_cast<std::size_t>(register_count(type))));
}

}  // namespace

TEST_CASE("modbus value: whole numbers of one and two registers, in both orders") {
  CHECK(read(ModbusType::kInt16, WordOrder::kHighFirst, 0xFF4C) == -180.0);
  CHECK(read(ModbusType::kUint16, WordOrder::kHighFirst, 0xFF4C) == 65356.0);
  CHECK(read(ModbusType::kInt32, WordOrder::kHighFirst, 0xFFFF, 0xFF4C) == -180.0);
  CHECK(read(ModbusType::kInt32, WordOrder::kLowFirst, 0xFF4C, 0xFFFF) == -180.0);
  CHECK(read(ModbusType::kUint32, WordOrder::kHighFirst, 1, 2) == 65538.0);
}

TEST_CASE("modbus value: IEEE 754 floats in both orders") {
  CHECK(*read(ModbusType::kFloat32, WordOrder::kHighFirst, 0xC190, 0x0000) == -18.0);
  CHECK(*read(ModbusType::kFloat32, WordOrder::kLowFirst, 0x0000, 0xC190) == -18.0);
}

TEST_CASE("modbus value: a type's ends and no numbers say that the sensor is broken") {
  CHECK_FALSE(read(ModbusType::kInt16, WordOrder::kHighFirst, 0x8000));
  CHECK_FALSE(read(ModbusType::kInt16, WordOrder::kHighFirst, 0x7FFF));
  CHECK_FALSE(read(ModbusType::kUint16, WordOrder::kHighFirst, 0xFFFF));
  CHECK(read(ModbusType::kUint16, WordOrder::kHighFirst, 0) == 0.0);
  CHECK_FALSE(read(ModbusType::kInt32, WordOrder::kHighFirst, 0x8000, 0));
  CHECK_FALSE(read(ModbusType::kFloat32, WordOrder::kHighFirst, 0x7FC0, 0));
  CHECK_FALSE(read(ModbusType::kFloat32, WordOrder::kHighFirst, 0x7F80, 0));
}
