// Which buttons are read from the kernel, so that one press never arrives twice.
#pragma once

#include <cstdint>
#include <string_view>

namespace sunhall {

/// What the user asked for: --evdev.
enum class EvdevMode : unsigned char { kAuto, kOn, kOff };

/// Which buttons the reader delivers, and whether it takes the device for itself.
///
/// Source:  docs/decisions/0030-one-press-one-way.md.
enum class EvdevScope : unsigned char {
  kNothing,    // no reader
  kUnheard,    // only codes that SDL's video drivers cannot deliver; devices are shared
  kEveryCode,  // no window system listens: every mapped code; devices are shared
  kGrabbed,    // every mapped code; each device is taken with EVIOCGRAB, or left alone
};

/// Chooses so that one press never arrives twice; `sdl_driver` as SDL_GetCurrentVideoDriver says.
EvdevScope choose_evdev_scope(EvdevMode mode, std::string_view sdl_driver);

/// Says whether the reader delivers `code` within `scope`.
bool is_in_scope(EvdevScope scope, std::uint16_t code);

}  // namespace sunhall
