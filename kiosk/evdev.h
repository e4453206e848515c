// Reads remotes straight from the kernel: what the window system does not deliver.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/time.h"
#include "kiosk/key_inbox.h"
#include "kiosk/key_map.h"
#include "native/clock.h"
#include "native/worker.h"

namespace sunhall {

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
EvdevScope choose_evdev_scope(EvdevMode mode, const std::string& sdl_driver);

/// Says whether the reader delivers `code` within `scope`.
bool is_in_scope(EvdevScope scope, std::uint16_t code);

/// Everything the reader needs; the references outlive it.
struct EvdevSetup {
  const KeyMap& map;
  KeyInbox& inbox;
  const Clock& clock;
  EvdevScope scope = EvdevScope::kUnheard;
  std::string folder = "/dev/input";
  /// Says whether an open device has buttons that are wanted, and takes it if the scope says so.
  /// Empty: asks the kernel. Tests hand in their own, because a pipe has no buttons to ask for.
  std::function<bool(int fd)> admit;
};

/// A thread that reads kernel input devices as they come and go.
///
/// Threads: own worker `evdev`; puts into the inbox.
/// Errors:  a device that cannot be opened is tried again when its folder says that it changed.
class EvdevReader {
 public:
  explicit EvdevReader(EvdevSetup setup);
  ~EvdevReader();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  Worker worker_;
};

}  // namespace sunhall
