// Turns what devices say about their buttons into the presses that a person meant.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "core/base/time.h"
#include "core/stage/key.h"

namespace sunhall {

/// A key held this long was held on purpose.
inline constexpr Ticks kLongPress = std::chrono::milliseconds(600);
/// Repeats reach the stage no faster than this, however fast a device sends them.
inline constexpr Ticks kRepeatGap = std::chrono::milliseconds(100);
/// A second press this soon is the first one again: a bouncing contact, a torn infrared frame.
inline constexpr Ticks kBounce = std::chrono::milliseconds(60);
/// Keys that wait for the stage; more are dropped and counted.
inline constexpr std::size_t kQueuedKeyCountMax = 16;

inline constexpr std::size_t kKeyCount = static_cast<std::size_t>(Key::kPower) + 1;

enum class KeySource : unsigned char {
  kKeyboard,  // from the window system: already debounced by it
  kEvdev,     // a kernel input device: USB remote, infrared, HDMI-CEC
  kCec,       // libcec
  kScript,    // the automation script or the control socket
};

enum class KeyMove : unsigned char { kDown, kHeld, kUp };

/// What a device said about one button.
struct KeyInput {
  Key key = Key::kOk;
  KeyMove move = KeyMove::kDown;
  KeySource source = KeySource::kKeyboard;
  Ticks at{0};

  friend bool operator==(const KeyInput&, const KeyInput&) = default;
};

/// Says whether holding the key repeats it (arrows, channel ±); every other key has a long press.
bool repeats_when_held(Key key);

/// Turns downs, ups and auto-repeats of any device into press, repeat and long.
///
/// A key that moves something repeats while it is held and is never long; every other key is
/// pressed, then long once, and never repeats. Only what devices say makes a repeat, so that
/// a lost release cannot scroll the screen for ever.
///
/// Order:   inputs in order of time; `take` until it is empty.
/// Threads: one.
/// Errors:  a queue that is full drops the newest event and counts it.
class KeyRepeat {
 public:
  void push(const KeyInput& input);

  /// Takes the oldest waiting event; `now` finds the keys that have been held long.
  std::optional<KeyEvent> take(Ticks now);

  /// When `take` will next have something to say though nothing is pushed; empty: never.
  std::optional<Ticks> next_due() const;

  /// Forgets every key that is held: its device is gone.
  void release_all();

  std::uint64_t dropped_count() const { return dropped_count_; }

 private:
  struct Held {
    bool down = false;
    bool long_sent = false;
    Ticks since{0};
    std::optional<Ticks> last_up;
    Ticks last_repeat{0};
    KeySource source = KeySource::kKeyboard;
  };

  void press(const KeyInput& input, Held& held);
  void hold(const KeyInput& input, Held& held);
  void send_long_if_due(Key key, Held& held, Ticks now);
  void queue(Key key, KeyAction action);

  std::array<Held, kKeyCount> held_{};
  std::deque<KeyEvent> queue_;  // at most kQueuedKeyCountMax
  std::uint64_t dropped_count_ = 0;
};

}  // namespace sunhall
