// One serial line, or one TCP gateway, with libmodbus on it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "native/site_sensor.h"

struct _modbus;  // NOLINT(bugprone-reserved-identifier): the library's name

namespace sunhall {

/// Asks devices for their registers, one question at a time.
///
/// Threads: one.
/// Blocks:  up to the device's time-out, opening included.
class ModbusPort {
 public:
  /// Opens the line or connects to the gateway of a device.
  ///
  /// Errors:  kUnavailable, to follow the device's name; kBadInput for what can never work.
  static Result<ModbusPort> open(const ModbusDevice& device);

  /// Reads registers.
  ///
  /// Errors:  kUnsupported: the device answers, but has no such register; kUnavailable: it does not
  ///          answer, and the port should be opened anew.
  Result<std::vector<std::uint16_t>> read(const ModbusDevice& device, const ModbusPoint& point);

 private:
  struct Free {
    void operator()(_modbus* context) const noexcept;
  };
  using Context = std::unique_ptr<_modbus, Free>;
  explicit ModbusPort(Context context) : context_(std::move(context)) {}

  Context context_;
};

}  // namespace sunhall
