#include "core/stage/hand.h"

#include <algorithm>
#include <cmath>

#include "core/stage/shortcut.h"

namespace sunhall {
namespace {

// What a person may look at on their own screen: no playback, no dark hall.
bool is_for_hands(Mode mode) {
  return mode == Mode::kRotate || mode == Mode::kSingle || mode == Mode::kGrid ||
         mode == Mode::kRecords || mode == Mode::kMealtime;
}

std::optional<Mode> mode_of(ButtonAct act) {
  switch (act) {
    case ButtonAct::kWatch:
    case ButtonAct::kBack:
      return Mode::kRotate;
    case ButtonAct::kGrid:
      return Mode::kGrid;
    case ButtonAct::kRecords:
      return Mode::kRecords;
    case ButtonAct::kMeals:
      return Mode::kMealtime;
    case ButtonAct::kTextSmaller:
    case ButtonAct::kTextLarger:
    case ButtonAct::kFeedback:
      break;
  }
  return std::nullopt;
}

// Of the hall's modes, those that a screen in the hand has.
std::optional<Mode> shortcut(Key key) {
  const std::optional<Mode> mode = shortcut_mode(key);
  return mode && is_for_hands(*mode) ? mode : std::nullopt;
}

bool is_arrow(Key key) {
  return key <= Key::kRight;
}

int direction_of(Key key) {
  const bool forward = key == Key::kRight || key == Key::kDown || key == Key::kChannelUp;
  return forward ? +1 : -1;
}

// The nearest tile that lies up or down of another; the same one where there is none.
std::size_t tile_beyond(const std::vector<Tile>& tiles, std::size_t from, int direction) {
  if (from >= tiles.size()) return from;
  const Rect& here = tiles[from].rect;
  std::size_t best = from;
  float best_way = 0;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const Rect& there = tiles[i].rect;
    const bool beyond = direction > 0 ? there.y >= here.bottom() : there.bottom() <= here.y;
    if (!beyond) continue;
    const float way =
        std::hypot(there.center_x() - here.center_x(), there.center_y() - here.center_y());
    if (best != from && way >= best_way) continue;
    best = i;
    best_way = way;
  }
  return best;
}

}  // namespace

Hand::Hand(int text_percent, std::optional<Mode> start_mode)
    : text_percent_(std::clamp(text_percent, kTextPercentMin, kTextPercentMax)) {
  if (start_mode && is_for_hands(*start_mode)) mode_ = *start_mode;
}

void Hand::step(const HandFacts& facts, Scene& scene) {
  const Ticks now = facts.input.now.ticks;
  scene.pressed.reset();
  for (const StageCommand& command : facts.input.commands) {
    if (const auto* button = std::get_if<PressButton>(&command)) press(button->act, scene);
    take_command(command, facts);
  }
  for (const KeyEvent& event : facts.input.keys) take_key(event, facts, scene);
  for (const TouchEvent& touch : facts.input.touches) take_touch(touch, facts, scene);
  if (leaves_at_ && now >= *leaves_at_) set_mode(Mode::kRotate);
  if (camera_ >= facts.options.cameras.size()) camera_ = 0;
  choose_notice_text(facts);
  compose(facts, scene);
}

void Hand::take_command(const StageCommand& command, const HandFacts& facts) {
  if (const auto* show = std::get_if<ShowMode>(&command)) {
    if (is_for_hands(show->mode)) set_mode(show->mode);
  } else if (const auto* camera = std::get_if<ShowCamera>(&command)) {
    if (camera->camera >= facts.options.cameras.size()) return;
    show_camera(camera->camera, facts);
    if (mode_ != Mode::kSingle) set_mode(Mode::kRotate);
  } else if (const auto* notice = std::get_if<ShowNotice>(&command)) {
    notice_ = notice->text;
    std::erase(closed_, notice_);  // sent again, it is to be read again
  } else if (const auto* panel = std::get_if<OpenPanel>(&command)) {
    open_panel(panel->panel, facts);
  }
}

void Hand::take_key(const KeyEvent& event, const HandFacts& facts, const Scene& seen) {
  const bool steps =
      is_arrow(event.key) || event.key == Key::kChannelUp || event.key == Key::kChannelDown;
  if (event.action == KeyAction::kLong) return;
  if (event.action == KeyAction::kRepeat && !steps) return;
  last_key_ = facts.input.now.ticks;
  if (const std::optional<Mode> mode = shortcut(event.key)) return set_mode(*mode);
  if (event.key == Key::kBack) {
    if (seen.notice) return close_notice(seen);
    return set_mode(Mode::kRotate);
  }
  if (event.key == Key::kOk) return take_ok();
  if (steps) take_arrow(event.key, facts, seen);
}

void Hand::take_arrow(Key key, const HandFacts& facts, const Scene& seen) {
  const int direction = direction_of(key);
  const bool sideways = key != Key::kUp && key != Key::kDown;
  switch (mode_) {
    case Mode::kSingle:
      return step_camera(direction, facts);
    case Mode::kGrid: {
      const std::size_t count = std::min(facts.options.cameras.size(), kTileCountMax);
      if (count == 0) return;
      focus_ = std::min(focus_, count - 1);
      if (sideways) focus_ = (focus_ + (direction > 0 ? 1 : count - 1)) % count;
      if (!sideways) focus_ = tile_beyond(seen.tiles, focus_, direction);
      return;
    }
    case Mode::kRecords:
      if (sideways) return pager_.turn_panel(direction, facts.input.now.ticks);
      return turn_page(direction, facts);
    case Mode::kMealtime:
      return turn_page(direction, facts);
    default:
      if (sideways) return step_camera(direction, facts);
      return turn_page(direction, facts);
  }
}

void Hand::take_ok() {
  if (mode_ == Mode::kRotate) return set_mode(Mode::kSingle);
  if (mode_ == Mode::kSingle) return set_mode(Mode::kRotate);
  if (mode_ != Mode::kGrid) return;
  camera_ = focus_;
  set_mode(Mode::kRotate);
}

void Hand::press(ButtonAct act, Scene& scene) {
  scene.pressed = act;
  if (const std::optional<Mode> mode = mode_of(act)) set_mode(*mode);
  const int step = act == ButtonAct::kTextLarger    ? kTextPercentStep
                   : act == ButtonAct::kTextSmaller ? -kTextPercentStep
                                                    : 0;
  text_percent_ = std::clamp(text_percent_ + step, kTextPercentMin, kTextPercentMax);
}

void Hand::open_panel(PanelKind kind, const HandFacts& facts) {
  const auto found = std::ranges::find(kPanels, kind);
  if (found == kPanels.end()) return;
  pager_.open(static_cast<std::size_t>(found - kPanels.begin()), facts.input.now.ticks);
  const bool shows_panels = mode_ == Mode::kRotate && !panel_cut_.rect.empty();
  if (!shows_panels) set_mode(Mode::kRecords);
}

void Hand::set_mode(Mode mode) {
  leaves_at_.reset();
  zoom_.reset();
  if (mode == Mode::kGrid && mode_ != Mode::kGrid) focus_ = camera_;
  mode_ = mode;
}

void Hand::show_camera(std::size_t camera, const HandFacts& facts) {
  if (camera >= facts.options.cameras.size()) return;
  if (camera != camera_) zoom_.reset();
  camera_ = camera;
}

void Hand::step_camera(int direction, const HandFacts& facts) {
  const std::size_t count = facts.options.cameras.size();
  if (count == 0) return;
  leaves_at_.reset();
  show_camera((camera_ + (direction > 0 ? 1 : count - 1)) % count, facts);
}

void Hand::close_notice(const Scene& seen) {
  if (seen.notice) closed_.push_back(seen.notice->text);
}

void Hand::turn_page(int direction, const HandFacts& facts) {
  pager_.turn(direction, facts.input.now.ticks);
}

}  // namespace sunhall
