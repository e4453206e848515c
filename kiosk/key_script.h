// Key presses at set times, for automation: --keys.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/stage/key.h"

namespace sunhall {

inline constexpr std::size_t kKeyScriptBytesMax = 1024 * 1024;

/// A key at a moment after the start.
struct TimedKey {
  Ticks at{0};
  KeyEvent event;

  friend bool operator==(const TimedKey&, const TimedKey&) = default;
};

/// Presses to be made at set times.
///
/// Shape:   lines of `seconds key [press|long]`, seconds never smaller than on the line before;
///          empty lines and lines that begin with `#` say nothing.
class KeyScript {
 public:
  KeyScript() = default;

  /// Errors:  kBadInput with file, line and the fix.
  static Result<KeyScript> parse(std::string_view text, std::string_view file);
  static Result<KeyScript> load(const std::string& path);

  /// Takes the next key whose time has come; `since_start` counts from the first picture.
  std::optional<KeyEvent> take(Ticks since_start);

  /// When the next key is due.
  std::optional<Ticks> next_due() const;

 private:
  std::vector<TimedKey> keys_;
  std::size_t next_ = 0;
};

}  // namespace sunhall
