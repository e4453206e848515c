// What keys and commands do to the stage.
#include <algorithm>

#include "core/stage/shortcut.h"
#include "core/stage/stage.h"

namespace sunhall {
namespace {

int direction_of(Key key) {
  const bool forward = key == Key::kRight || key == Key::kDown || key == Key::kChannelUp;
  return forward ? +1 : -1;
}

bool is_arrow(Key key) {
  return key <= Key::kRight;
}

}  // namespace

void Stage::take_commands(const StageInput& input) {
  for (const StageCommand& command : input.commands) {
    last_touch_ = input.now.ticks;
    if (!std::holds_alternative<ShowNotice>(command)) start_mode_holds_ = false;
    if (const auto* show = std::get_if<ShowMode>(&command)) {
      set_mode(show->mode, input.now.ticks);
    } else if (const auto* single = std::get_if<ShowCamera>(&command)) {
      if (single->camera >= options_.cameras.size()) continue;
      rotation_.jump(single->camera, input.now.ticks);
      set_mode(Mode::kSingle, input.now.ticks);
    } else if (const auto* notice = std::get_if<ShowNotice>(&command)) {
      notice_ = notice->text;
      if (!notice_.empty()) set_mode(Mode::kNotice, input.now.ticks);
      if (notice_.empty() && mode_ == Mode::kNotice) set_mode(under_notice_, input.now.ticks);
    }
  }
}

void Stage::take_key(const KeyEvent& event, const StageInput& input) {
  const bool repeats =
      is_arrow(event.key) || event.key == Key::kChannelUp || event.key == Key::kChannelDown;
  if (event.action == KeyAction::kRepeat && !repeats) return;
  last_key_ = input.now.ticks;
  last_touch_ = input.now.ticks;
  start_mode_holds_ = false;
  const Mode before = mode_;
  route_key(event, input);
  if (before == Mode::kNotice && mode_ != Mode::kNotice) notice_.clear();  // somebody closed it
}

// Order: the PIN pad sees every key, then the menu, then shortcuts, then the mode.
void Stage::route_key(const KeyEvent& event, const StageInput& input) {
  if (event.action == KeyAction::kLong) return take_long_key(event.key, input);
  ok_enlarges_ = false;
  if (pin_target_) return take_pin_key(event.key, input);
  if (mode_ == Mode::kStandby) {  // any key wakes the screen and does nothing else
    const bool night = scheduled_ == Mode::kStandby;
    set_mode(night ? Mode::kRotate : scheduled_.value_or(Mode::kRotate), input.now.ticks);
    return;
  }
  if (menu_.is_open()) {
    if (const auto chosen = menu_.press(event.key, input.now.ticks))
      take_menu_choice(*chosen, input);
    return;
  }
  if (take_shortcut(event.key, input)) return;
  if (mode_ == Mode::kTrace) return take_trace_key(event, input);
  take_mode_key(event.key, input);
}

void Stage::take_pin_key(Key key, const StageInput& input) {
  const PinPad::Outcome outcome = pin_.press(key, input.now.ticks);
  if (outcome == PinPad::Outcome::kGoesOn) return;
  const Mode target = *pin_target_;
  pin_target_.reset();
  if (outcome == PinPad::Outcome::kRight) set_mode(target, input.now.ticks);
}

// Held: OK enlarges, Back leads home from anywhere. The press that came before has already done its
// own work: a slow hand that chose from the menu, or opened it, is not held to mean more.
void Stage::take_long_key(Key key, const StageInput& input) {
  if (key == Key::kOk && ok_enlarges_ && !pin_target_) ask_mode(Mode::kSingle, input);
  if (key != Key::kBack) return;
  if (pin_target_) pin_target_.reset();
  if (mode_ == Mode::kRotate) return;
  menu_.close();
  ask_mode(Mode::kRotate, input);
}

bool Stage::take_shortcut(Key key, const StageInput& input) {
  if (key == Key::kMenu) {
    menu_.open(mode_, input.now.ticks);
    return true;
  }
  if (key == Key::kPower) {
    ask_mode(Mode::kStandby, input);
    return true;
  }
  if (const std::optional<Mode> mode = shortcut_mode(key)) {
    ask_mode(*mode, input);
    return true;
  }
  return false;
}

void Stage::take_mode_key(Key key, const StageInput& input) {
  if (key == Key::kBack) {
    if (mode_ == Mode::kNotice) {
      notice_.clear();
      set_mode(under_notice_, input.now.ticks);
    } else if (mode_ == Mode::kRotate) {
      menu_.open(mode_, input.now.ticks);
    } else {
      ask_mode(Mode::kRotate, input);
    }
    return;
  }
  switch (mode_) {
    case Mode::kRotate:
      return take_rotate_key(key, input);
    case Mode::kSingle:
      return take_single_key(key, input);
    case Mode::kGrid:
      return take_grid_key(key, input);
    case Mode::kRecords:
    case Mode::kMealtime:
      return take_page_key(key, input);
    case Mode::kNotice:
      if (key == Key::kOk) {
        notice_.clear();
        set_mode(under_notice_, input.now.ticks);
      }
      return;
    case Mode::kTrace:  // take_trace_key
    case Mode::kStandby:
      return;
  }
}

void Stage::take_rotate_key(Key key, const StageInput& input) {
  switch (key) {
    case Key::kLeft:
    case Key::kRight:
    case Key::kChannelUp:
    case Key::kChannelDown:
      rotation_.go(direction_of(key), input.now.ticks, input.feeds);
      return;
    case Key::kUp:
    case Key::kDown:
      pager_.turn(direction_of(key), input.now.ticks);
      return;
    case Key::kOk:
      rotation_.toggle_hold(input.now.ticks);
      ok_enlarges_ = true;
      return;
    default:
      return;
  }
}

void Stage::take_single_key(Key key, const StageInput& input) {
  if (key == Key::kOk) {
    ask_mode(Mode::kRotate, input);
  } else if (is_arrow(key) || key == Key::kChannelUp || key == Key::kChannelDown) {
    rotation_.go(direction_of(key), input.now.ticks, input.feeds);
  }
}

void Stage::take_grid_key(Key key, const StageInput& input) {
  const std::size_t count = std::min(options_.cameras.size(), kTileCountMax);
  if (count == 0) return;
  if (key == Key::kOk) {
    rotation_.jump(grid_focus_, input.now.ticks);
    ask_mode(Mode::kSingle, input);
    return;
  }
  if (!is_arrow(key)) return;
  const bool sideways = key == Key::kLeft || key == Key::kRight;
  const bool forward = direction_of(key) > 0;
  if (sideways) {
    grid_focus_ = (grid_focus_ + (forward ? 1 : count - 1)) % count;
  } else if (forward) {
    // Above a gap in the last row, down leads to the last tile.
    const bool last_row = grid_focus_ / grid_columns_ == (count - 1) / grid_columns_;
    if (!last_row) grid_focus_ = std::min(grid_focus_ + grid_columns_, count - 1);
  } else if (grid_focus_ >= grid_columns_) {
    grid_focus_ -= grid_columns_;
  }
}

void Stage::take_page_key(Key key, const StageInput& input) {
  if (key == Key::kUp || key == Key::kDown) pager_.turn(direction_of(key), input.now.ticks);
  if (key == Key::kLeft || key == Key::kRight) {
    pager_.turn_panel(direction_of(key), input.now.ticks);
  }
}

void Stage::take_menu_choice(const Menu::Chosen& chosen, const StageInput& input) {
  switch (chosen.choice) {
    case MenuChoice::kMode:
      ask_mode(chosen.mode, input);
      return;
    case MenuChoice::kToggleTheme:
      theme_override_ = theme(input.now.wall) == Theme::kDay ? Theme::kNight : Theme::kDay;
      return;
    case MenuChoice::kToggleLanguage:
      language_ = language_ == Language::kChinese ? Language::kEnglish : Language::kChinese;
      return;
  }
}

void Stage::ask_mode(Mode mode, const StageInput& input) {
  const bool guarded = mode == Mode::kTrace ||
                       std::ranges::find(options_.pin_modes, mode) != options_.pin_modes.end();
  if (guarded && mode != mode_ && !options_.pin.empty()) {
    pin_.open();
    pin_target_ = mode;
    return;
  }
  set_mode(mode, input.now.ticks);
}

// A notice lies over a mode: that one keeps its camera and its hold until another takes its place.
void Stage::set_mode(Mode mode, Ticks now) {
  const Mode from = mode_ == Mode::kNotice ? under_notice_ : mode_;
  if (mode == Mode::kNotice) {
    under_notice_ = from;
  } else {
    raised_notice_.clear();
  }
  if (mode != Mode::kNotice && mode != from) {
    if (mode == Mode::kTrace) trace_.open(now);
    if (mode == Mode::kGrid) grid_focus_ = std::min(rotation_.current(), kTileCountMax - 1);
    const bool holds = mode == Mode::kSingle;
    if (rotation_.held() != holds) {
      rotation_.toggle_hold(now);
    } else {
      rotation_.begin_turn(now);
    }
  }
  menu_.close();
  pin_target_.reset();
  mode_ = mode;
}

}  // namespace sunhall
