// Reads remotes straight from the kernel: what the window system does not deliver.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/evdev_scope.h"
#include "kiosk/key_inbox.h"
#include "kiosk/key_map.h"
#include "native/clock.h"
#include "native/worker.h"

namespace sunhall {

/// What becomes of a device that could be opened.
enum class EvdevAdmission : unsigned char {
  kTake,   // it has buttons that are wanted
  kLeave,  // it has none, or somebody else has taken it
  kLater,  // a button is held right now: taking it would leave that button stuck elsewhere
};

/// Everything the reader needs; the references outlive it.
struct EvdevSetup {
  const KeyMap& map;
  KeyInbox& inbox;
  const Clock& clock;
  EvdevScope scope = EvdevScope::kUnheard;
  std::string folder = "/dev/input";
  /// Judges an open device, and takes it if the scope says so. Empty: asks the kernel. Tests hand
  /// in their own, because a pipe has no buttons to ask for.
  std::function<EvdevAdmission(int fd)> admit;
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
