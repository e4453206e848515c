// Which part of a picture two fingers have brought near.
#pragma once

#include "core/stage/geometry.h"

namespace sunhall {

/// No nearer than this: a kitchen's picture has nothing more to show.
inline constexpr float kZoomMax = 5.0F;
/// What a double tap brings.
inline constexpr float kZoomDoubleTap = 2.5F;

/// Where a picture stands on the screen.
struct ZoomFrame {
  Rect rect;            // that it may fill
  float aspect = 1.0F;  // of the whole picture
};

/// Keeps a scale and a place in the picture; nothing of the screen is ever beyond its edges.
class Zoom {
 public:
  /// Grows by `factor` around a place on the screen.
  void pinch(const ZoomFrame& frame, float factor, float x, float y);

  /// Moves the picture with a finger.
  void pan(const ZoomFrame& frame, float dx, float dy);

  /// Goes near to a place on the screen, or back to the whole picture.
  void toggle(const ZoomFrame& frame, float x, float y);

  void reset() { *this = {}; }

  /// Something is cut off: a finger moves the picture instead of stepping on.
  bool on() const { return scale_ > 1.0F; }

  /// The part that is seen, as fractions of the picture; all of it at scale 1. Takes the shape of
  /// the frame the nearer it is.
  Rect view(const ZoomFrame& frame) const;

  /// Where that part is drawn.
  Rect drawn(const ZoomFrame& frame) const;

 private:
  float scale_ = 1.0F;
  float center_x_ = 0.5F;
  float center_y_ = 0.5F;
};

}  // namespace sunhall
