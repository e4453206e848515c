// The names that buttons have on their devices.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sunhall {

/// Reads a kernel key name that a remote or keyboard may have: `KEY_UP`, `KEY_NUMERIC_3`, …
///
/// Source:  linux/input-event-codes.h; the rest of its 600 names can be given as numbers.
std::optional<std::uint16_t> parse_evdev_name(std::string_view name);

/// Reads a CEC user control code: `select`, `up`, `f2-red`, …
///
/// Source:  HDMI 1.4 CEC 13, table 30.
std::optional<std::uint8_t> parse_cec_name(std::string_view name);

}  // namespace sunhall
