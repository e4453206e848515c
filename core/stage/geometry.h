// Rectangles on the screen, in pixels, y downwards.
#pragma once

#include <algorithm>

namespace sunhall {

struct Size {
  int width = 0;   // px
  int height = 0;  // px

  friend bool operator==(const Size&, const Size&) = default;
};

struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float center_x() const { return x + w / 2; }
  float center_y() const { return y + h / 2; }
  bool empty() const { return w <= 0 || h <= 0; }
  Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
  Rect inset(float d) const { return inset(d, d); }
  bool contains(const Rect& other) const {
    constexpr float kSlack = 0.01F;  // px: rounding is not an overlap
    return other.x >= x - kSlack && other.y >= y - kSlack && other.right() <= right() + kSlack &&
           other.bottom() <= bottom() + kSlack;
  }

  friend bool operator==(const Rect&, const Rect&) = default;
};

/// True when the two share more than an edge.
inline bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

/// The largest rectangle of the given aspect (width over height) in the middle of `outer`.
inline Rect fit_aspect(const Rect& outer, float aspect) {
  const float w = std::min(outer.w, outer.h * aspect);
  const float h = w / aspect;
  return {outer.x + (outer.w - w) / 2, outer.y + (outer.h - h) / 2, w, h};
}

}  // namespace sunhall
