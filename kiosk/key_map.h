// Which button of which device is which key: one file for every kind of remote.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/stage/key.h"

namespace sunhall {

/// Longest key map file.
inline constexpr std::size_t kKeyMapBytesMax = 64 * 1024;

/// The key map: names of buttons, by kind of device, to keys of the stage.
///
/// Threads: constant after construction.
/// Source:  config/keys.toml, docs/remote.md.
class KeyMap {
 public:
  /// Reads a key map; `file` is only for the error's text.
  ///
  /// Errors:  kBadInput with file, line, key and the fix.
  static Result<KeyMap> parse(std::string_view toml, std::string_view file);

  /// Reads the file at `path`.
  static Result<KeyMap> load(const std::string& path);

  /// The map that is compiled in: config/keys.toml as it was when the program was built.
  static const KeyMap& built_in();

  /// Finds the key for a name as SDL_GetKeyName writes it, whatever its case.
  std::optional<Key> from_keyboard(std::string_view sdl_name) const;

  /// Finds the key for a kernel key code (KEY_UP, KEY_OK, …).
  std::optional<Key> from_evdev(std::uint16_t code) const;

  /// Finds the key for a CEC user control code.
  std::optional<Key> from_cec(std::uint8_t code) const;

  const std::map<std::uint16_t, Key>& evdev_codes() const { return evdev_; }

 private:
  friend class KeyMapReader;
  std::map<std::string, Key, std::less<>> keyboard_;  // names in lower case
  std::map<std::uint16_t, Key> evdev_;
  std::map<std::uint8_t, Key> cec_;
};

}  // namespace sunhall
