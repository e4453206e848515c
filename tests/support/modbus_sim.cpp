#include "tests/support/modbus_sim.h"

#include <doctest/doctest.h>
#include <modbus.h>
#include <netinet/in.h>
#include <poll.h>
#include <pty.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace sunhall::test {

namespace {

constexpr int kRegisters = 100;
constexpr int kPause_ms = 50;

using Context = std::unique_ptr<modbus_t, void (*)(modbus_t*)>;
using Mapping = std::unique_ptr<modbus_mapping_t, void (*)(modbus_mapping_t*)>;

bool is_readable(int file) {
  pollfd ready{file, POLLIN, 0};
  return ::poll(&ready, 1, kPause_ms) > 0;
}

}  // namespace

ModbusSim::ModbusSim(Kind kind) : kind_(kind) {
  if (kind == Kind::kTcp) {
    listener_ = Fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(listener_.get(), 4) == 0);
    REQUIRE(::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  } else {
    int line = -1;
    int other = -1;
    std::array<char, 128> name{};
    REQUIRE(::openpty(&line, &other, name.data(), nullptr, nullptr) == 0);
    line_ = Fd(line);
    other_ = Fd(other);
    serial_ = name.data();
  }
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ModbusSim::~ModbusSim() {
  thread_.request_stop();
  thread_.join();
}

void ModbusSim::set(int unit, int address, std::uint16_t value) {
  MutexLock lock(mutex_);
  devices_[unit][address] = value;
}

void ModbusSim::remove(int unit) {
  MutexLock lock(mutex_);
  devices_.erase(unit);
}

bool ModbusSim::has(int unit) {
  MutexLock lock(mutex_);
  return devices_.contains(unit);
}

void ModbusSim::run(const std::stop_token& stop) {
  if (kind_ == Kind::kSerial) return serve(line_.get(), stop);
  while (!stop.stop_requested()) {
    if (!is_readable(listener_.get())) continue;
    const Fd client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (client) serve(client.get(), stop);
  }
}

void ModbusSim::serve(int file, const std::stop_token& stop) {
  const bool is_tcp = kind_ == Kind::kTcp;
  const Context context(
      is_tcp ? modbus_new_tcp("127.0.0.1", 1502) : modbus_new_rtu("/dev/null", 9600, 'N', 8, 1),
      modbus_free);
  const Mapping mapping(modbus_mapping_new(0, 0, kRegisters, kRegisters), modbus_mapping_free);
  modbus_set_socket(context.get(), file);
  std::array<std::uint8_t, MODBUS_TCP_MAX_ADU_LENGTH> query{};
  const int header = modbus_get_header_length(context.get());
  while (!stop.stop_requested()) {
    if (!is_readable(file)) continue;
    // A serial server answers for the one it is; this one is all of them, in turn.
    int length = 0;
    if (is_tcp) {
      length = modbus_receive(context.get(), query.data());
    } else {
      std::size_t got = 0;
      while (got < 8 && is_readable(file)) {
        const auto more = ::read(file, query.data() + got, 8 - got);
        if (more > 0) got += static_cast<std::size_t>(more);
      }
      length = static_cast<int>(got) - 2;  // without the checksum
    }
    if (length < 0) return;
    const int unit = query[static_cast<std::size_t>(header) - 1];
    if (length == 0 || !has(unit)) continue;
    {
      MutexLock lock(mutex_);
      for (const auto& [address, value] : devices_[unit]) {
        mapping->tab_registers[address] = value;
        mapping->tab_input_registers[address] = value;
      }
    }
    modbus_set_slave(context.get(), unit);
    modbus_reply(context.get(), query.data(), length, mapping.get());
  }
}

}  // namespace sunhall::test
