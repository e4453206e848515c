// Colours of the day and of the night.
#pragma once

#include <cstdint>

#include "core/stage/panel.h"
#include "core/stage/scene.h"

namespace sunhall {

/// An sRGB colour without alpha.
struct Color {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
};

/// A text colour with the ground it stands on.
struct Pair {
  Color ink;
  Color ground;
};

/// One theme's colours.
///
/// Every ink stands at least 7 : 1 against its ground (WCAG 2.2 §1.4.6), secondary text too.
struct Palette {
  Color ground;    // behind everything
  Color card;      // behind records
  Color line;      // between rows; decoration only
  Color ink;       // names and figures
  Color ink_soft;  // sources and times
  Color brand;     // the sun and the titles
  Color focus;     // the ring around what a key would choose
  Pair good;
  Pair bad;
  Pair unknown;
  Pair active;
  Pair neutral;
  Color video_ground;  // where a picture is missing
  Pair over_video;     // captions on pictures
};

const Palette& palette(Theme theme);

const Pair& tone_pair(const Palette& palette, Tone tone);

/// Contrast of two colours, 1 to 21.
///
/// Source:  WCAG 2.2, "contrast ratio" and "relative luminance".
double contrast(Color a, Color b);

}  // namespace sunhall
