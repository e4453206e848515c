#include "kiosk/evdev_scope.h"

#include <linux/input-event-codes.h>

namespace sunhall {

namespace {

// X's keycodes end at 255, eight above the kernel's, and SDL 2's own table for the console and
// Wayland names nothing from 256 on: OK, colour keys, channel ± and a remote's digits are there.
constexpr std::uint16_t kFirstUnheardCode = 256;

}  // namespace

EvdevScope choose_evdev_scope(EvdevMode mode, std::string_view sdl_driver) {
  if (mode == EvdevMode::kOff) return EvdevScope::kNothing;
  if (mode == EvdevMode::kOn) return EvdevScope::kGrabbed;
  const bool nobody_listens = sdl_driver == "offscreen" || sdl_driver == "dummy";
  return nobody_listens ? EvdevScope::kEveryCode : EvdevScope::kUnheard;
}

bool is_in_scope(EvdevScope scope, std::uint16_t code) {
  switch (scope) {
    case EvdevScope::kNothing:
      return false;
    case EvdevScope::kUnheard:
      // SDL's tables have no name for KEY_EXIT either, and most remotes have that key.
      return code >= kFirstUnheardCode || code == KEY_EXIT;
    case EvdevScope::kEveryCode:
    case EvdevScope::kGrabbed:
      return true;
  }
  return false;
}

}  // namespace sunhall
