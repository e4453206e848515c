// What stands around pictures and records on a screen in the hand: header, buttons, banner, notice.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "core/stage/geometry.h"
#include "core/stage/legibility.h"
#include "core/stage/scene.h"
#include "core/stage/stage_input.h"

namespace sunhall {

/// A finger hits nothing smaller, in CSS pixels.
///
/// Source:  WCAG 2.2 §2.5.5.
inline constexpr float kTouchMin_css = 44.0F;

/// The buttons that are always there, in the order in which they stand and are reached.
inline constexpr std::array kHandActs = {
    ButtonAct::kWatch,    ButtonAct::kGrid,        ButtonAct::kRecords,   ButtonAct::kMeals,
    ButtonAct::kFeedback, ButtonAct::kTextSmaller, ButtonAct::kTextLarger};
/// Of those, the ones with a word; A− and A+ come last.
inline constexpr std::size_t kHandWordCount = 5;

/// What every layout of a screen in the hand starts from.
struct HandCanvas {
  Size screen;
  Rect safe;  // what no notch and no bar of the system covers
  TextScale text;
  float css = 1.0F;  // px a CSS pixel

  float touch() const { return kTouchMin_css * css; }
  float gap() const { return 8.0F * css; }
  float margin() const { return (safe.w < 600.0F * css ? 12.0F : 16.0F) * css; }
};

/// Computes the canvas from what the device says of itself, whatever nonsense that may be.
HandCanvas hand_canvas(Size screen, const HandScreen& hand, int text_percent);

/// Where the buttons are.
enum class HandChrome : unsigned char {
  kBar,     // at the bottom, under the thumb
  kColumn,  // at the right of a screen that is too flat for a bar
  kTop,     // in the header of a wide window
};

/// What the frame must make room for.
struct HandFrameInput {
  std::array<float, kHandWordCount> word_ems{};  // widths of the buttons' words, in ems
  bool has_header = true;                        // a flat screen goes without where it may
  bool has_banner = false;
  float notice_ems = 0;  // width of the notice's text; 0: none
};

struct HandFrame {
  HandChrome chrome = HandChrome::kBar;
  Rect header;  // empty: none
  std::array<Rect, kHandActs.size()> buttons;
  Rect bar;           // ground behind them, to the screen's edge; empty in the header
  Rect banner;        // empty: none
  Rect notice;        // empty: none
  Rect notice_close;  // inside it
  Rect body;          // what is left for pictures and records
};

/// How high a notice of that width must be for a text of `ems`, and where the cross is that takes
/// it away.
float notice_height(const HandCanvas& canvas, float ems, float w);
Rect notice_cross(const HandCanvas& canvas, const Rect& notice);

/// Shares the screen out; nothing overlaps, and but for `bar` all is inside the safe area.
HandFrame layout_hand_frame(const HandCanvas& canvas, const HandFrameInput& input);

}  // namespace sunhall
