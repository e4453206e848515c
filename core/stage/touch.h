// What a finger or a mouse did, told apart already.
#pragma once

#include "core/base/time.h"

namespace sunhall {

enum class TouchKind : unsigned char {
  kTap,        // at x, y
  kDoubleTap,  // follows its first kTap
  kSwipe,      // ended at x, y after dx, dy; one axis only, the other is 0
  kPan,        // one finger moved by dx, dy since the last kPan: a zoomed picture follows it
  kPinch,      // two fingers around x, y grew by `factor` since the last kPinch
  kWheel,      // a mouse wheel at x, y turned by dy, down is more: zooms a picture, turns pages
};

/// One gesture, or a step of one.
///
/// Units:   pixels of the screen, y downwards.
struct TouchEvent {
  TouchKind kind = TouchKind::kTap;
  float x = 0;
  float y = 0;
  float dx = 0;
  float dy = 0;
  float factor = 1.0F;

  friend bool operator==(const TouchEvent&, const TouchEvent&) = default;
};

}  // namespace sunhall
