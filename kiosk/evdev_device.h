// One kernel input device: events in, button moves out.
#pragma once

#include <linux/input.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

#include "kiosk/evdev_scope.h"
#include "kiosk/key_inbox.h"
#include "kiosk/key_map.h"
#include "native/fd.h"

namespace sunhall {

/// One open input device; any descriptor that carries `struct input_event` will do.
///
/// Threads: one.
/// Source:  docs.kernel.org, input/input.rst and input/event-codes.rst.
class EvdevDevice {
 public:
  /// The map outlives the device.
  EvdevDevice(Fd fd, const KeyMap& map, EvdevScope scope)
      : fd_(std::move(fd)), map_(&map), scope_(scope) {}

  int fd() const { return fd_.get(); }

  /// Reads what has come; false when the device is gone, after letting go of its held buttons.
  ///
  /// Blocks:  never, given a descriptor that does not.
  bool read(Ticks now, KeyInbox& inbox);

 private:
  void take_event(const input_event& event, Ticks now, KeyInbox& inbox);
  void let_go(Ticks now, KeyInbox& inbox);

  static constexpr std::size_t kEventsARead = 64;

  Fd fd_;
  const KeyMap* map_;
  EvdevScope scope_;
  std::array<unsigned char, kEventsARead * sizeof(input_event)> bytes_;
  std::size_t filled_bytes_ = 0;  // of an event that has come in part
  bool dropping_ = false;         // the kernel's queue ran over; until the next report
  std::set<std::uint16_t> down_;  // codes of buttons that are held
};

}  // namespace sunhall
