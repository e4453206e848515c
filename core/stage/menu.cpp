#include "core/stage/menu.h"

#include <array>

#include "core/stage/strings.h"

namespace sunhall {
namespace {

constexpr std::size_t kThemeEntry = kModes.size();
constexpr std::size_t kLanguageEntry = kModes.size() + 1;
constexpr std::size_t kEntryCount = kModes.size() + 2;

constexpr std::array<Say, kModes.size()> kModeWords = {
    Say::kModeRotate,   Say::kModeSingle, Say::kModeGrid,   Say::kModeRecords,
    Say::kModeMealtime, Say::kModeTrace,  Say::kModeNotice, Say::kModeStandby};

}  // namespace

void Menu::open(Mode current, Ticks now) {
  open_ = true;
  selected_ = static_cast<std::size_t>(current);
  closes_at_ = now + kMenuOpenFor;
}

std::optional<Menu::Chosen> Menu::press(Key key, Ticks now) {
  closes_at_ = now + kMenuOpenFor;
  switch (key) {
    case Key::kLeft:
    case Key::kUp:
      selected_ = (selected_ + kEntryCount - 1) % kEntryCount;
      return std::nullopt;
    case Key::kRight:
    case Key::kDown:
      selected_ = (selected_ + 1) % kEntryCount;
      return std::nullopt;
    case Key::kOk:
      break;
    default:
      open_ = false;
      return std::nullopt;
  }
  open_ = false;
  if (selected_ == kThemeEntry) return Chosen{.choice = MenuChoice::kToggleTheme};
  if (selected_ == kLanguageEntry) return Chosen{.choice = MenuChoice::kToggleLanguage};
  return Chosen{.choice = MenuChoice::kMode, .mode = kModes[selected_]};
}

std::vector<std::string> Menu::entries(Language language, bool is_day) {
  std::vector<std::string> words;
  words.reserve(kEntryCount);
  for (const Say word : kModeWords) words.emplace_back(say(word, language));
  words.emplace_back(say(is_day ? Say::kThemeNight : Say::kThemeDay, language));
  words.emplace_back(say(Say::kLanguage, language));
  return words;
}

}  // namespace sunhall
