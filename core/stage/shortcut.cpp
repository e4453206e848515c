#include "core/stage/shortcut.h"

namespace sunhall {

std::optional<Mode> shortcut_mode(Key key) {
  switch (key) {
    case Key::kDigit1:
    case Key::kRed:
      return Mode::kRotate;
    case Key::kDigit2:
      return Mode::kSingle;
    case Key::kDigit3:
    case Key::kGreen:
      return Mode::kGrid;
    case Key::kDigit4:
    case Key::kYellow:
      return Mode::kRecords;
    case Key::kDigit5:
    case Key::kBlue:
      return Mode::kMealtime;
    case Key::kDigit6:
      return Mode::kNotice;
    case Key::kDigit7:
      return Mode::kStandby;
    case Key::kDigit8:
      return Mode::kTrace;
    default:
      return std::nullopt;
  }
}

}  // namespace sunhall
