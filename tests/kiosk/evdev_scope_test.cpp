#include "kiosk/evdev_scope.h"

#include <doctest/doctest.h>

#include <linux/input-event-codes.h>

#include <cstdint>
#include <utility>

#include "kiosk/key_map.h"

using namespace sunhall;

TEST_CASE("evdev_scope: under a window system only what it cannot deliver is read") {
  for (const char* driver : {"x11", "wayland", "KMSDRM"}) {
    const EvdevScope scope = choose_evdev_scope(EvdevMode::kAuto, driver);

    for (const int code :
         {KEY_UP, KEY_ENTER, KEY_BACK, KEY_1, KEY_MENU, KEY_POWER, KEY_PLAYPAUSE}) {
      CHECK_FALSE(is_in_scope(scope, static_cast<std::uint16_t>(code)));
    }
    for (const int code : {KEY_OK, KEY_SELECT, KEY_EXIT, KEY_RED, KEY_CHANNELUP, KEY_NUMERIC_3}) {
      CHECK(is_in_scope(scope, static_cast<std::uint16_t>(code)));
    }
  }
}

TEST_CASE("evdev_scope: without a window system every key is read, and no device is taken") {
  for (const char* driver : {"offscreen", "dummy"}) {
    const EvdevScope scope = choose_evdev_scope(EvdevMode::kAuto, driver);

    CHECK(scope == EvdevScope::kEveryCode);
    CHECK(is_in_scope(scope, KEY_UP));
    CHECK(is_in_scope(scope, KEY_OK));
  }
}

TEST_CASE("evdev_scope: on takes devices for itself everywhere, off reads nothing anywhere") {
  for (const char* driver : {"x11", "wayland", "KMSDRM", "offscreen", ""}) {
    CHECK(choose_evdev_scope(EvdevMode::kOn, driver) == EvdevScope::kGrabbed);
    CHECK(choose_evdev_scope(EvdevMode::kOff, driver) == EvdevScope::kNothing);
  }
  CHECK_FALSE(is_in_scope(EvdevScope::kNothing, KEY_OK));
}

TEST_CASE("evdev_scope: a remote's button is the same key whichever way it comes") {
  // The kernel's code, and the name that SDL's table for Linux gives it.
  const std::pair<int, const char*> twins[] = {
      {KEY_UP, "Up"},
      {KEY_ENTER, "Return"},
      {KEY_KPENTER, "Keypad Enter"},
      {KEY_BACK, "AC Back"},
      {KEY_STOP, "Stop"},
      {KEY_STOPCD, "AudioStop"},
      {KEY_MENU, "Menu"},
      {KEY_HOMEPAGE, "AC Home"},
      {KEY_COMPOSE, "Application"},
      {KEY_POWER, "Power"},
      {KEY_SLEEP, "Sleep"},
      {KEY_PLAYPAUSE, "AudioPlay"},
      {KEY_PLAY, "AudioPlay"},
      {KEY_NEXTSONG, "AudioNext"},
      {KEY_PREVIOUSSONG, "AudioPrev"},
      {KEY_PAGEUP, "PageUp"},
      {KEY_5, "5"},
      {KEY_KP5, "Keypad 5"},
      {KEY_F1, "F1"},
      {KEY_TAB, "Tab"},
      {KEY_ESC, "Escape"},
  };
  const KeyMap& map = KeyMap::built_in();

  for (const auto& [code, name] : twins) {
    CAPTURE(name);
    const auto key = map.from_evdev(static_cast<std::uint16_t>(code));
    CHECK(key.has_value());
    CHECK(map.from_keyboard(name) == key);
  }
}
