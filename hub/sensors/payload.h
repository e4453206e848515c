// What a sensor's message says: our own JSON, and what ThingsBoard's devices and gateways send.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

inline constexpr std::size_t kPayloadBytesMax = 64 * 1024;
/// Values of one message.
inline constexpr std::size_t kPayloadValuesMax = 1'000;

/// One value of a message.
struct SaidValue {
  std::string device;            // a gateway's name for it; empty: the topic says which it is
  std::string key;               // `value`, `temperature` …
  std::optional<double> value;   // empty: the sensor says that it cannot measure
  std::optional<WallTime> at{};  // by its own clock; empty: it has none

  friend bool operator==(const SaidValue&, const SaidValue&) = default;
};

/// Reads a message.
///
/// Shape:   `{"value":4.2,"at":"2026-11-24T05:50:00+08:00"}`, a list of such, `4.2`;
///          `{"temperature":4.2}`, `{"ts":1700000000000,"values":{"temperature":4.2}}`, lists of
///          these; `{"Device A":[{"ts":…,"values":{…}}, …], …}`. Times are RFC 3339, or numbers:
///          milliseconds since 1970, under 10^11 seconds. A number in quotes is a number; null and
///          any other text say "cannot measure".
/// Errors:  kBadInput with a place for what is not that; kExhausted over the limits. Never quotes
///          the message.
/// Source:  docs/sensors.md; ThingsBoard's "MQTT Device API" and "MQTT Gateway API".
Result<std::vector<SaidValue>> read_payload(std::string_view text);

}  // namespace sunhall
