// What fingers and a mouse do, by what was on the screen when they did it.
#include <algorithm>
#include <cmath>

#include "core/stage/hand.h"

namespace sunhall {
namespace {

// A wheel that turns this far, in CSS pixels, brings the picture one step nearer.
constexpr float kWheelZoom_css = 300.0F;

bool is_in(const Rect& rect, float x, float y) {
  return !rect.empty() && x >= rect.x && x < rect.right() && y >= rect.y && y < rect.bottom();
}

// Picture and caption are one place to touch.
Rect touch_rect(const Tile& tile) {
  if (tile.caption_place != CaptionPlace::kBelow) return tile.rect;
  return {tile.rect.x, tile.rect.y, tile.rect.w, tile.caption.bottom() - tile.rect.y};
}

const Tile* tile_at(const Scene& scene, float x, float y) {
  const auto found = std::ranges::find_if(
      scene.tiles, [&](const Tile& tile) { return is_in(touch_rect(tile), x, y); });
  return found == scene.tiles.end() ? nullptr : &*found;
}

const Tile* big_tile_at(const Scene& scene, float x, float y) {
  const Tile* tile = tile_at(scene, x, y);
  return tile != nullptr && tile->big ? tile : nullptr;
}

ZoomFrame zoom_frame(const Tile& tile) {
  return {tile.rect, tile.aspect};
}

bool is_in_panel(const Scene& scene, float x, float y) {
  return scene.panel && is_in(scene.panel->rect, x, y);
}

}  // namespace

void Hand::take_touch(const TouchEvent& touch, const HandFacts& facts, Scene& scene) {
  switch (touch.kind) {
    case TouchKind::kTap:
      return tap(touch.x, touch.y, facts, scene);
    case TouchKind::kDoubleTap:
      leaves_at_.reset();
      if (const Tile* tile = big_tile_at(scene, touch.x, touch.y)) {
        zoom_.toggle(zoom_frame(*tile), touch.x, touch.y);
        return;
      }
      return tap(touch.x, touch.y, facts, scene);
    case TouchKind::kSwipe:
      return swipe(touch, facts, scene);
    case TouchKind::kPan:
      if (const Tile* tile = big_tile_at(scene, touch.x, touch.y)) {
        zoom_.pan(zoom_frame(*tile), touch.dx, touch.dy);
      }
      return;
    case TouchKind::kPinch:
      leaves_at_.reset();
      if (const Tile* tile = big_tile_at(scene, touch.x, touch.y)) {
        zoom_.pinch(zoom_frame(*tile), touch.factor, touch.x, touch.y);
      }
      return;
    case TouchKind::kWheel:
      return turn_wheel(touch, facts, scene);
  }
}

void Hand::tap(float x, float y, const HandFacts& facts, Scene& scene) {
  if (tap_places(x, y, facts, scene)) return;
  if (const Tile* tile = tile_at(scene, x, y)) return tap_tile(*tile, facts);
  if (!is_in_panel(scene, x, y) || scene.panel->page_count < 2) return;
  // Round and round in the one panel: whoever reads it wants the rest of it.
  const bool last = scene.panel->page + 1 >= scene.panel->page_count;
  if (last) return pager_.open(pager_.place().panel, facts.input.now.ticks);
  turn_page(+1, facts);
}

// Buttons and whatever else lies over the pictures; true when one of them was hit.
bool Hand::tap_places(float x, float y, const HandFacts& facts, Scene& scene) {
  if (scene.notice && is_in(scene.notice->close, x, y)) {
    close_notice(scene);
    return true;
  }
  for (const Button& button : scene.buttons) {
    if (!is_in(button.rect, x, y)) continue;
    if (button.enabled) press(button.act, scene);
    return true;
  }
  for (std::size_t i = 0; i < scene.tabs.size(); ++i) {
    if (!is_in(scene.tabs[i].rect, x, y)) continue;
    pager_.open(i, facts.input.now.ticks);
    return true;
  }
  if (!scene.overview) return false;
  for (const Tab& line : scene.overview->lines) {
    if (!is_in(line.rect, x, y)) continue;
    const auto panel = std::ranges::find(facts.board, line.title, &Panel::title);
    if (panel != facts.board.end()) open_panel(panel->kind, facts);
    return true;
  }
  return false;
}

void Hand::tap_tile(const Tile& tile, const HandFacts& facts) {
  if (mode_ == Mode::kSingle) {
    leaves_at_ = facts.input.now.ticks + kTapWaits;
    return;
  }
  if (tile.big) return set_mode(Mode::kSingle);
  show_camera(tile.camera, facts);
  set_mode(Mode::kRotate);
}

void Hand::swipe(const TouchEvent& touch, const HandFacts& facts, const Scene& seen) {
  const float x = touch.x - touch.dx;  // where it began decides what is meant
  const float y = touch.y - touch.dy;
  const bool sideways = touch.dx != 0;
  const int direction = touch.dx < 0 || touch.dy < 0 ? +1 : -1;
  if (is_in_panel(seen, x, y)) return turn_page(direction, facts);
  if (big_tile_at(seen, x, y) == nullptr || zoom_.on()) return;
  if (sideways) return step_camera(direction, facts);
  if (mode_ == Mode::kSingle && touch.dy > 0) set_mode(Mode::kRotate);  // pulled down
}

void Hand::turn_wheel(const TouchEvent& touch, const HandFacts& facts, const Scene& seen) {
  if (const Tile* tile = big_tile_at(seen, touch.x, touch.y)) {
    const float factor = std::exp(-touch.dy / (kWheelZoom_css * canvas_.css));
    return zoom_.pinch(zoom_frame(*tile), factor, touch.x, touch.y);
  }
  if (!is_in_panel(seen, touch.x, touch.y)) return;
  const Ticks now = facts.input.now.ticks;
  if (now < wheel_rests_until_) return;
  if (wheel_px_ * touch.dy < 0) wheel_px_ = 0;
  wheel_px_ += touch.dy;
  if (std::abs(wheel_px_) < kWheelPage_css * canvas_.css) return;
  turn_page(wheel_px_ > 0 ? +1 : -1, facts);
  wheel_px_ = 0;
  wheel_rests_until_ = now + kWheelRests;
}

}  // namespace sunhall
