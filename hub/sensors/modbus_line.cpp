#include "hub/sensors/modbus_line.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "hub/sensors/modbus_value.h"

namespace sunhall {

namespace {

constexpr Ticks kSleepSlice = std::chrono::seconds(1);

}  // namespace

ModbusLine::ModbusLine(std::vector<ModbusStation> stations, int number, ReadingInbox& inbox,
                       const Clock& clock, std::uint64_t seed)
    : stations_(std::move(stations)),
      inbox_(inbox),
      clock_(clock),
      answers_(stations_.size(), false),
      turns_([&] {
        std::vector<Turn> turns;
        for (const ModbusStation& station : stations_) {
          turns.push_back({.due = std::vector<Ticks>(station.sensors.size(), Ticks(0)),
                           .failing_since = {},
                           .is_refusal_told = false,
                           .not_before = Ticks(0),
                           .backoff = Backoff(seed + turns.size())});
        }
        return turns;
      }()),
      worker_(fmt::format("modbus-{}", number),
              [this](const std::stop_token& stop) { run(stop); }) {}

std::optional<bool> ModbusLine::answers(std::size_t place) const {
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    const auto& sensors = stations_[i].sensors;
    const bool is_here = std::any_of(sensors.begin(), sensors.end(),
                                     [&](const ModbusSensor& s) { return s.place == place; });
    if (!is_here) continue;
    MutexLock lock(mutex_);
    return answers_[i];
  }
  return std::nullopt;
}

bool ModbusLine::stuck(Ticks now) const {
  const Ticks deadline(deadline_us_.load());
  return deadline.count() != 0 && now > deadline + kModbusStuckMargin;
}

void ModbusLine::run(const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] {
    MutexLock lock(mutex_);
    wake_up_.notify_all();
  });
  while (!stop.stop_requested()) {
    const Ticks now = clock_.now().ticks;
    for (std::size_t i = 0; i < stations_.size() && !stop.stop_requested(); ++i) {
      ask_due(i, now, stop);
    }
    if (const auto due = next_due()) wait_until(*due, stop);
  }
}

std::optional<Ticks> ModbusLine::next_due() const {
  std::optional<Ticks> next;
  for (const Turn& turn : turns_) {
    for (const Ticks due : turn.due) {
      const Ticks real = std::max(due, turn.not_before);
      next = next ? std::min(*next, real) : real;
    }
  }
  return next;
}

void ModbusLine::ask_due(std::size_t station, Ticks now, const std::stop_token& stop) {
  const auto& sensors = stations_[station].sensors;
  Turn& turn = turns_[station];
  if (now < turn.not_before) return;
  for (std::size_t i = 0; i < sensors.size() && !stop.stop_requested(); ++i) {
    if (now < turn.due[i]) continue;
    turn.due[i] = now + sensors[i].every;
    // One time-out is enough: what does not answer for one sensor does not for the next.
    if (!ask(station, sensors[i])) return;
  }
}

bool ModbusLine::ask(std::size_t station, const ModbusSensor& sensor) {
  const ModbusDevice& device = stations_[station].device;
  deadline_us_.store((clock_.now().ticks + 2 * device.timeout).count());
  Result<std::vector<std::uint16_t>> registers;
  if (!port_) {
    auto opened = ModbusPort::open(device);
    if (opened) {
      port_ = std::move(*opened);
    } else {
      registers = tl::unexpected(opened.error());
    }
  }
  if (port_) registers = port_->read(device, sensor.point);
  deadline_us_.store(0);
  if (!registers && registers.error().kind != ErrorKind::kUnsupported) {
    // A connection may be half open, a line may have been unplugged: begin anew.
    port_.reset();
    note_failure(station, registers.error());
    return false;
  }
  note_answer(station);
  if (!registers) {
    note_refusal(station, sensor, registers.error());
    return true;
  }
  const std::array heard{HeardValue{.sensor = sensor.place,
                                    .at = {},
                                    .received = clock_.now().wall.utc,
                                    .raw = read_registers(sensor.point, *registers)}};
  inbox_.put(heard);
  return true;
}

void ModbusLine::note_answer(std::size_t station) {
  Turn& turn = turns_[station];
  turn.backoff.reset();
  turn.not_before = Ticks(0);
  if (turn.failing_since) {
    spdlog::info(
        "modbus: {} answers again after {} s", stations_[station].device.id,
        std::chrono::duration_cast<std::chrono::seconds>(clock_.now().ticks - *turn.failing_since)
            .count());
    turn.failing_since.reset();
  }
  MutexLock lock(mutex_);
  answers_[station] = true;
}

void ModbusLine::note_failure(std::size_t station, const Error& error) {
  Turn& turn = turns_[station];
  const Ticks now = clock_.now().ticks;
  turn.not_before = now + turn.backoff.after_failure();
  // As soon as it is asked again, all its sensors are due.
  std::fill(turn.due.begin(), turn.due.end(), Ticks(0));
  if (!turn.failing_since) {
    turn.failing_since = now;
    spdlog::warn("modbus: {} {}; trying again", stations_[station].device.id, error.what);
  }
  MutexLock lock(mutex_);
  answers_[station] = false;
}

void ModbusLine::note_refusal(std::size_t station, const ModbusSensor& sensor, const Error& error) {
  refused_count_.fetch_add(1);
  if (std::exchange(turns_[station].is_refusal_told, true)) return;
  spdlog::warn("modbus: {} {}: register {}", stations_[station].device.id, error.what,
               sensor.point.address);
}

void ModbusLine::wait_until(Ticks due, const std::stop_token& stop) {
  MutexLock lock(mutex_);
  for (Ticks left = due - clock_.now().ticks; left > Ticks(0) && !stop.stop_requested();
       left = due - clock_.now().ticks) {
    wake_up_.wait_for(mutex_, std::min(left, kSleepSlice));
  }
}

std::vector<std::vector<ModbusStation>> modbus_lines(const SensorOptions& options) {
  std::map<std::string, std::vector<ModbusStation>> by_address;
  for (const ModbusDevice& device : options.modbus) {
    ModbusStation station{.device = device, .sensors = {}};
    for (std::size_t i = 0; i < options.sensors.size(); ++i) {
      const SensorSource& sensor = options.sensors[i];
      if (!sensor.modbus || sensor.modbus->device != device.id) continue;
      station.sensors.push_back({.place = i, .point = *sensor.modbus, .every = sensor.every});
    }
    const std::string place =
        device.host.empty() ? device.serial : device.host + ":" + std::to_string(device.port);
    if (!station.sensors.empty()) by_address[place].push_back(std::move(station));
  }
  std::vector<std::vector<ModbusStation>> lines;
  for (auto& [address, stations] : by_address) lines.push_back(std::move(stations));
  return lines;
}

}  // namespace sunhall
