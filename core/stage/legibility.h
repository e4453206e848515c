// How large text must be so that the farthest seat can read it.
#pragma once

#include "core/stage/geometry.h"

namespace sunhall {

/// Height of a letter over the distance it is read from: 40 mm at 6 m.
inline constexpr float kLetterPerDistance = 1.0F / 150.0F;
/// Body text is never smaller than this share of the screen's height.
inline constexpr float kBodyShareMin = 1.0F / 24.0F;
/// Nor larger: beyond it a row no longer holds a supplier's name; move the seat or buy a larger TV.
inline constexpr float kBodyShareMax = 1.0F / 13.0F;
/// A hanzi's ink fills about this much of its em square.
inline constexpr float kInkPerEm = 0.92F;

/// Body text of a screen in the hand at 100 %, in CSS pixels: what phones use for reading.
inline constexpr float kHandBody_css = 17.0F;
/// Text sizes that a person chooses between, in percent.
inline constexpr int kTextPercentMin = 100;
inline constexpr int kTextPercentMax = 200;
inline constexpr int kTextPercentStep = 25;

struct Viewing {
  float diagonal_inch = 55.0F;
  float farthest_seat_m = 6.0F;
};

/// Text sizes of one screen, in pixels of the em square.
struct TextScale {
  float body = 0;   // what everybody must be able to read: names, verdicts, warnings
  float small = 0;  // what helps those who sit nearer: sources, times
  float title = 0;
  float huge = 0;        // the clock at night, a notice
  bool too_far = false;  // the seat is farther than this screen can serve

  float line(float em) const { return em * 1.32F; }  // height of a text line
  float gap() const { return body * 0.42F; }         // between things that belong together
};

/// Computes text sizes from the screen and the seat.
///
/// Source:  design.md "Legibility"; a person of 80 with 0.3 visual acuity reads 1/150 rad.
TextScale text_scale(Size screen, const Viewing& viewing);

/// Computes text sizes of a screen that is held in the hand, whatever its size.
///
/// Units:   `pixel_ratio` in device pixels a CSS pixel; `percent` is clamped to what may be chosen.
/// Source:  WCAG 2.2 §1.4.4: text can be twice as large without loss.
TextScale hand_text_scale(float pixel_ratio, int percent);

}  // namespace sunhall
