#include "core/stage/zoom.h"

#include <algorithm>
#include <cmath>

namespace sunhall {
namespace {

// The middle of a span of that length that begins and ends between 0 and 1.
float keep_inside(float center, float span) {
  return std::clamp(center, span / 2, 1.0F - span / 2);
}

}  // namespace

void Zoom::pinch(const ZoomFrame& frame, float factor, float x, float y) {
  if (!std::isfinite(factor) || factor <= 0 || frame.rect.empty()) return;
  const Rect before = view(frame);
  const Rect from = drawn(frame);
  // What is under the fingers stays under the fingers.
  const float at_x = before.x + (x - from.x) / from.w * before.w;
  const float at_y = before.y + (y - from.y) / from.h * before.h;
  scale_ = std::clamp(scale_ * factor, 1.0F, kZoomMax);
  const Rect after = view(frame);
  const Rect to = drawn(frame);
  center_x_ = keep_inside(at_x - (x - to.center_x()) / to.w * after.w, after.w);
  center_y_ = keep_inside(at_y - (y - to.center_y()) / to.h * after.h, after.h);
}

void Zoom::pan(const ZoomFrame& frame, float dx, float dy) {
  if (!on() || frame.rect.empty()) return;
  const Rect seen = view(frame);
  const Rect at = drawn(frame);
  center_x_ = keep_inside(seen.center_x() - dx / at.w * seen.w, seen.w);
  center_y_ = keep_inside(seen.center_y() - dy / at.h * seen.h, seen.h);
}

void Zoom::toggle(const ZoomFrame& frame, float x, float y) {
  if (on()) return reset();
  pinch(frame, kZoomDoubleTap, x, y);
}

Rect Zoom::view(const ZoomFrame& frame) const {
  if (!on()) return {0, 0, 1, 1};
  const Rect fit = fit_aspect(frame.rect, frame.aspect);
  const float w = std::min(1.0F, frame.rect.w / (fit.w * scale_));
  const float h = std::min(1.0F, frame.rect.h / (fit.h * scale_));
  return {keep_inside(center_x_, w) - w / 2, keep_inside(center_y_, h) - h / 2, w, h};
}

Rect Zoom::drawn(const ZoomFrame& frame) const {
  const Rect seen = view(frame);
  return fit_aspect(frame.rect, frame.aspect * seen.w / seen.h);
}

}  // namespace sunhall
