// The bar of choices that six keys can reach.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/language.h"
#include "core/base/time.h"
#include "core/stage/key.h"
#include "core/stage/mode.h"

namespace sunhall {

/// An open menu closes by itself after this long without a key.
inline constexpr Ticks kMenuOpenFor = std::chrono::seconds(15);

enum class MenuChoice : unsigned char { kMode, kToggleTheme, kToggleLanguage };

/// The menu: modes first, then colours and language.
class Menu {
 public:
  struct Chosen {
    MenuChoice choice = MenuChoice::kMode;
    Mode mode = Mode::kRotate;
  };

  bool is_open() const { return open_; }
  void open(Mode current, Ticks now);
  void close() { open_ = false; }

  /// Lets an untouched menu close.
  void step(Ticks now) { open_ = open_ && now < closes_at_; }

  /// Takes a key while the menu is open; a choice closes it.
  std::optional<Chosen> press(Key key, Ticks now);

  std::size_t selected() const { return selected_; }

  /// The entries' words; the last two say what choosing them brings.
  static std::vector<std::string> entries(Language language, bool is_day);

 private:
  bool open_ = false;
  std::size_t selected_ = 0;
  Ticks closes_at_{0};
};

}  // namespace sunhall
