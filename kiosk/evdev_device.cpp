#include "kiosk/evdev_device.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

namespace sunhall {

bool EvdevDevice::read(Ticks now, KeyInbox& inbox) {
  const ssize_t count =
      ::read(fd_.get(), bytes_.data() + filled_bytes_, bytes_.size() - filled_bytes_);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  if (count <= 0) {  // ENODEV: pulled out
    let_go(now, inbox);
    return false;
  }
  filled_bytes_ += static_cast<std::size_t>(count);
  std::size_t used = 0;
  for (; filled_bytes_ - used >= sizeof(input_event); used += sizeof(input_event)) {
    input_event event;
    std::memcpy(&event, bytes_.data() + used, sizeof event);
    take_event(event, now, inbox);
  }
  std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(used),
            bytes_.begin() + static_cast<std::ptrdiff_t>(filled_bytes_), bytes_.begin());
  filled_bytes_ -= used;
  return true;
}

void EvdevDevice::take_event(const input_event& event, Ticks now, KeyInbox& inbox) {
  if (event.type == EV_SYN) {
    // event-codes.rst: after SYN_DROPPED all events up to the next SYN_REPORT are to be ignored.
    if (event.code == SYN_DROPPED) dropping_ = true;
    if (event.code == SYN_REPORT && std::exchange(dropping_, false)) let_go(now, inbox);
    return;
  }
  if (dropping_ || event.type != EV_KEY || !is_in_scope(scope_, event.code)) return;
  const std::optional<Key> key = map_->from_evdev(event.code);
  if (!key) return;
  // event-codes.rst, EV_KEY: 0 is released, 1 pressed, 2 auto-repeated.
  if (event.value == 0) {
    down_.erase(event.code);
    inbox.put({*key, KeyMove::kUp, KeySource::kEvdev, now});
  } else if (event.value == 1) {
    down_.insert(event.code);
    inbox.put({*key, KeyMove::kDown, KeySource::kEvdev, now});
  } else if (event.value == 2) {
    inbox.put({*key, KeyMove::kHeld, KeySource::kEvdev, now});
  }
}

void EvdevDevice::let_go(Ticks now, KeyInbox& inbox) {
  for (const std::uint16_t code : std::exchange(down_, {})) {
    if (const auto key = map_->from_evdev(code)) {
      inbox.put({*key, KeyMove::kUp, KeySource::kEvdev, now});
    }
  }
}

}  // namespace sunhall
