#include "hub/sensors/cycle_body.h"

#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <string>

namespace sunhall {

namespace {

double minutes_of(std::chrono::milliseconds length) {
  return std::chrono::duration<double, std::ratio<60>>(length).count();
}

std::string note_of(const FoundCycle& cycle, double limit_c) {
  std::string note = fmt::format("不低于{:g} °C 共{:.1f}分钟，最高{:.1f} °C", limit_c,
                                 minutes_of(cycle.held), cycle.highest_c);
  if (cycle.door_count > 0) note += fmt::format("；中途开门{}次", cycle.door_count);
  if (cycle.missing.count() > 0) {
    note += fmt::format("；缺少{:.1f}分钟的数据", minutes_of(cycle.missing));
  }
  return note;
}

}  // namespace

DisinfectionBody cycle_body(const SensorSource& sensor, const FoundCycle& cycle, double limit_c,
                            std::chrono::minutes offset) {
  const auto zoned = [offset](WallTime time) {
    return ZonedTime{.utc = std::chrono::floor<std::chrono::seconds>(time), .offset = offset};
  };
  DisinfectionBody body;
  body.what = sensor.cabinet->what;
  body.method = sensor.cabinet->method;
  body.sensor = sensor.id;
  body.started_at = zoned(cycle.started_at);
  if (!cycle.ended_at) return body;
  body.ended_at = zoned(*cycle.ended_at);
  body.evidence.note = note_of(cycle, limit_c);
  // Never rounded up: 119.96 °C must not become a pass.
  if (cycle.temperature_c) body.temperature_c = std::floor(*cycle.temperature_c * 10.0) / 10.0;
  return body;
}

}  // namespace sunhall
