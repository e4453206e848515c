// What lies over the modes: header, notice, menu, PIN pad, key hints.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/stage/header.h"
#include "core/stage/stage.h"
#include "core/stage/strings.h"

namespace sunhall {
namespace {

// The service panel above the menu, in small text's size.
constexpr float kServiceRow = 1.7F;
constexpr float kServicePad = 1.0F;
constexpr float kServiceWidth = 26.0F;

Rect centered(const Rect& outer, float w, float h) {
  return {std::floor(outer.center_x() - w / 2), std::floor(outer.center_y() - h / 2), w, h};
}

}  // namespace

Header Stage::hall_header(const Rect& rect, const StageInput& input) const {
  Header header = make_header(options_.place, input, language_);
  header.rect = rect;
  if (header.note.empty() && scene_.text.too_far) header.note = say(Say::kTooFar, language_);
  return header;
}

// A notice from outside comes first; else those of the day's records, the most urgent first.
void Stage::compose_notice(const StageInput& input) {
  NoticeBox box;
  box.title = say(Say::kNoticeTitle, language_);
  box.text = notice_;
  const Notice* notice = box.text.empty() ? day_notice(input) : nullptr;
  if (notice != nullptr) {
    box.text = notice->text;
    box.urgent = notice->level == NoticeLevel::kUrgent;
  }
  if (box.text.empty()) box.text = say(Say::kNoNotice, language_);
  box.rect = centered(scene_.safe, scene_.safe.w * 0.84F, scene_.safe.h * 0.72F);
  scene_.notice = std::move(box);
}

void Stage::compose_menu(const StageInput& input) {
  if (!menu_.is_open()) return;
  MenuBox box;
  box.entries = Menu::entries(language_, theme(input.now.wall) == Theme::kDay);
  box.selected = menu_.selected();
  const float h = scene_.text.body * 3.4F;
  box.rect = {scene_.safe.x, scene_.safe.bottom() - h, scene_.safe.w, h};
  box.service = service_lines(input.platforms, input.now.wall, language_);
  if (!box.service.empty()) {
    box.service_title = say(Say::kServiceTitle, language_);
    const float rows = 1.0F + static_cast<float>(box.service.size());
    const float card_h = std::floor(scene_.text.small * (kServiceRow * rows + kServicePad));
    const float card_w = std::min(scene_.safe.w, std::floor(scene_.text.small * kServiceWidth));
    const float gap = std::floor(scene_.text.small * 0.5F);
    box.service_rect = {scene_.safe.x, box.rect.y - gap - card_h, card_w, card_h};
  }
  scene_.menu = std::move(box);
}

void Stage::compose_pin(const StageInput& input) {
  if (!pin_target_) return;
  PinBox box;
  box.title = say(Say::kPinTitle, language_);
  box.message = say(Say::kPinHint, language_);
  if (pin_.wrong()) box.message = say(Say::kPinWrong, language_);
  if (const int wait_s = pin_.locked_s(input.now.ticks); wait_s > 0) {
    box.message = say(Say::kPinLocked, language_, {std::to_string(wait_s)});
  }
  box.entered = pin_.entered();
  box.length = pin_.length();
  box.selected = pin_.selected();
  box.rect = centered(scene_.safe, scene_.text.body * 16.0F, scene_.text.body * 8.6F);
  scene_.pin = std::move(box);
}

void Stage::compose_hints() {
  if (scene_.held) scene_.held_text = say(Say::kHeld, language_);
  if (!hints_ && mode_ != Mode::kTrace) return;
  if (mode_ == Mode::kStandby) return;
  const std::string_view back = say(Say::kKeyBack, language_);
  const auto hint = [&](std::string_view keys, Say what) {
    scene_.hints.push_back({std::string(keys), std::string(say(what, language_))});
  };
  if (menu_.is_open() || pin_target_) {
    hint("← →", Say::kHintChoose);
    hint("OK", Say::kHintConfirm);
    hint(back, Say::kHintClose);
    return;
  }
  switch (mode_) {
    case Mode::kRotate:
      hint("← →", Say::kHintStep);
      hint("↑ ↓", Say::kHintPanel);
      hint("OK", scene_.held ? Say::kHintResume : Say::kHintHold);
      hint(back, Say::kHintMenu);
      return;
    case Mode::kSingle:
      hint("← →", Say::kHintStep);
      hint(back, Say::kHintBack);
      return;
    case Mode::kGrid:
      hint("← → ↑ ↓", Say::kHintChoose);
      hint("OK", Say::kHintOpen);
      hint(back, Say::kHintBack);
      return;
    case Mode::kRecords:
    case Mode::kMealtime:
      if (mode_ == Mode::kRecords) hint("← →", Say::kHintPanel);
      hint("↑ ↓", Say::kHintPage);
      hint(back, Say::kHintBack);
      return;
    case Mode::kTrace:
      return compose_trace_hints();
    case Mode::kNotice:
      hint("OK", Say::kHintClose);
      return;
    case Mode::kStandby:
      return;
  }
}

}  // namespace sunhall
