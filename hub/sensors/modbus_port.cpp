#include "hub/sensors/modbus_port.h"

#include <modbus.h>

#include <cerrno>
#include <string>
#include <utility>

#include "hub/sensors/modbus_value.h"

namespace sunhall {

namespace {

void set_timeout(modbus_t* context, std::chrono::milliseconds timeout) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(timeout);
  const auto rest = std::chrono::microseconds(timeout - whole);
  modbus_set_response_timeout(context, static_cast<std::uint32_t>(whole.count()),
                              static_cast<std::uint32_t>(rest.count()));
}

/// Whether the device itself said no: V1.1b3, 7, exceptions 1 to 3.
bool is_refusal(int error) {
  return error == EMBXILFUN || error == EMBXILADD || error == EMBXILVAL;
}

}  // namespace

void ModbusPort::Free::operator()(_modbus* context) const noexcept {
  modbus_close(context);
  modbus_free(context);
}

Result<ModbusPort> ModbusPort::open(const ModbusDevice& device) {
  const bool is_tcp = !device.host.empty();
  const std::string port = std::to_string(device.port);
  Context context(is_tcp ? modbus_new_tcp_pi(device.host.c_str(), port.c_str())
                         : modbus_new_rtu(device.serial.c_str(), device.baud, device.parity,
                                          device.data_bits, device.stop_bits));
  if (!context) return fail(ErrorKind::kBadInput, "has an address that cannot be used");
  set_timeout(context.get(), device.timeout);
  modbus_set_slave(context.get(), device.unit);
  if (modbus_connect(context.get()) != 0) {
    return fail(ErrorKind::kUnavailable,
                std::string(is_tcp ? "cannot be reached: " : "has a line that cannot be opened: ") +
                    modbus_strerror(errno));
  }
  return ModbusPort(std::move(context));
}

Result<std::vector<std::uint16_t>> ModbusPort::read(const ModbusDevice& device,
                                                    const ModbusPoint& point) {
  modbus_t* context = context_.get();
  modbus_set_slave(context, device.unit);
  set_timeout(context, device.timeout);
  const int count = register_count(point.type);
  std::vector<std::uint16_t> registers(static_cast<std::size_t>(count));
  const auto ask =
      point.table == ModbusTable::kHolding ? modbus_read_registers : modbus_read_input_registers;
  const int got = ask(context, point.address, count, registers.data());
  if (got == count) return registers;
  const int error = errno;
  if (is_refusal(error)) {
    return fail(ErrorKind::kUnsupported, std::string("refuses: ") + modbus_strerror(error));
  }
  // An answer that comes too late must not be taken for the next one's.
  modbus_flush(context);
  return fail(ErrorKind::kUnavailable, std::string("does not answer: ") + modbus_strerror(error));
}

}  // namespace sunhall
