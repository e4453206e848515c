// Modbus devices as a test uses them: libmodbus's own server, over TCP or a pseudo terminal.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "native/fd.h"
#include "native/mutex.h"

namespace sunhall::test {

/// A line with devices on it; what has no device on it stays silent, as on a real line.
class ModbusSim {
 public:
  enum class Kind : unsigned char { kTcp, kSerial };
  explicit ModbusSim(Kind kind);
  ~ModbusSim();
  ModbusSim(const ModbusSim&) = delete;
  ModbusSim& operator=(const ModbusSim&) = delete;

  /// Sets a register of both tables; the device is there from then on.
  void set(int unit, int address, std::uint16_t value);
  /// Takes a device off the line.
  void remove(int unit);
  int port() const { return port_; }
  /// The device file of the line.
  const std::string& serial() const { return serial_; }

 private:
  void run(const std::stop_token& stop);
  void serve(int file, const std::stop_token& stop);
  bool has(int unit);

  const Kind kind_;
  int port_ = 0;
  std::string serial_;
  Fd listener_;  // TCP
  Fd line_;      // the simulator's end of the pseudo terminal
  Fd other_;     // keeps the other end open
  Mutex mutex_{LockRank::kHubState};
  std::map<int, std::map<int, std::uint16_t>> devices_ SUNHALL_GUARDED_BY(mutex_);
  std::jthread thread_;
};

}  // namespace sunhall::test
