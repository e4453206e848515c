// Keys as the stage knows them, whatever they were pressed on.
#pragma once

#include <optional>
#include <string_view>

namespace sunhall {

enum class Key : unsigned char {
  // These six are enough for everything.
  kUp,
  kDown,
  kLeft,
  kRight,
  kOk,
  kBack,
  // Shortcuts.
  kDigit0,
  kDigit1,
  kDigit2,
  kDigit3,
  kDigit4,
  kDigit5,
  kDigit6,
  kDigit7,
  kDigit8,
  kDigit9,
  kRed,
  kGreen,
  kYellow,
  kBlue,
  kChannelUp,
  kChannelDown,
  kMenu,
  kPower,
};

/// Reads a key's word in the key map file: `up`, `ok`, `digit-3`, `channel-up`, …
std::optional<Key> parse_key(std::string_view word);

/// Writes the word that `parse_key` reads.
std::string_view key_word(Key key);

enum class KeyAction : unsigned char {
  kPress,   // went down
  kRepeat,  // is held; sent by the device every 100 ms or so
  kLong,    // has been held for kLongPress, sent once; no repeats follow
};

struct KeyEvent {
  Key key = Key::kOk;
  KeyAction action = KeyAction::kPress;

  friend bool operator==(const KeyEvent&, const KeyEvent&) = default;
};

}  // namespace sunhall
