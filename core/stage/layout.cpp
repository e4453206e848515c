#include "core/stage/layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sunhall {
namespace {

constexpr float kWideScreen = 16.0F / 9.0F;
constexpr float kPanelEms = 9.6F;  // a records panel holds nine hanzi and its margins

float header_height(const TextScale& text) {
  return std::round(text.title * 1.5F);
}

Rect header_rect(const Canvas& canvas) {
  return {canvas.safe.x, canvas.safe.y, canvas.safe.w, header_height(canvas.text)};
}

// What is left under the header.
Rect body_rect(const Canvas& canvas) {
  const float top = header_height(canvas.text) + canvas.text.gap();
  return {canvas.safe.x, canvas.safe.y + top, canvas.safe.w, canvas.safe.h - top};
}

Rect caption_over(const Rect& picture, float em) {
  const float h = std::round(em * 1.6F);
  return {picture.x, picture.bottom() - h, picture.w, h};
}

bool is_upright(const Canvas& canvas) {
  return canvas.safe.h > canvas.safe.w;
}

// The walk of the pixel drift: there and back again between −reach and +reach.
float triangle(long step, long reach) {
  const long period = 4 * reach;
  const long at = ((step % period) + period) % period;
  const long value = at < 2 * reach ? at - reach : 3 * reach - at;
  return static_cast<float>(value);
}

}  // namespace

Rect safe_area(Size screen, float overscan, long minute) {
  const auto w = static_cast<float>(screen.width);
  const auto h = static_cast<float>(screen.height);
  const long reach = std::max(1L, std::lround(h / 180.0F));  // 6 px of 1080
  const float dx = std::round(w * overscan);
  const float dy = std::round(h * overscan);
  // The two walks differ in length, so that the path fills an area before it comes back.
  const float x = std::clamp(triangle(minute, reach + 1), -dx, dx);
  const float y = std::clamp(triangle(minute, reach), -dy, dy);
  return {dx + x, dy + y, w - 2 * dx, h - 2 * dy};
}

RotateLayout layout_rotate(const Canvas& canvas, std::size_t camera_count) {
  const TextScale& text = canvas.text;
  const float gap = std::round(text.gap());
  const Rect body = body_rect(canvas);
  const std::size_t small_count =
      camera_count > 1 ? std::min(camera_count - 1, kSmallTileCountMax) : 0;
  const float caption_h = std::round(text.small * 1.5F);
  const float panel_w = std::min(std::round(text.body * kPanelEms), body.w * 0.42F);

  // Small tiles share the big one's width whatever their number, so that nothing jumps when a
  // camera is added; the width is what the panel leaves or what the height allows.
  const auto slots = static_cast<float>(kSmallTileCountMax);
  const float by_width = is_upright(canvas) ? body.w : body.w - panel_w - gap;
  const float for_pictures = body.h - (small_count > 0 ? gap + caption_h : 0.0F);
  const float share = small_count > 0 ? 1.0F + 1.0F / slots : 1.0F;
  const float big_w = std::floor(std::min(by_width, for_pictures * kWideScreen / share));
  const float small_w = std::floor((big_w - gap * (slots - 1)) / slots);
  const float small_h = std::floor(small_w / kWideScreen);

  RotateLayout layout;
  layout.header = header_rect(canvas);
  layout.big.picture = {body.x, body.y, big_w, std::floor(big_w / kWideScreen)};
  layout.big.caption = caption_over(layout.big.picture, text.body);
  const float row_h = small_h + caption_h;
  const float row_y =
      is_upright(canvas) ? layout.big.picture.bottom() + gap : body.bottom() - row_h;
  for (std::size_t i = 0; i < small_count; ++i) {
    const float x = body.x + static_cast<float>(i) * (small_w + gap);
    layout.small.push_back(
        {{x, row_y, small_w, small_h}, {x, row_y + small_h, small_w, caption_h}});
  }
  layout.panel = {body.x + big_w + gap, body.y, body.w - big_w - gap, body.h};
  if (is_upright(canvas)) {  // pictures above, records below
    const float used = (small_count > 0 ? row_y + row_h : layout.big.picture.bottom()) + gap;
    layout.panel = {body.x, used, body.w, body.bottom() - used};
  }
  return layout;
}

GridLayout layout_grid(const Canvas& canvas, std::size_t tile_count) {
  const std::size_t count = std::clamp<std::size_t>(tile_count, 1, kTileCountMax);
  const float gap = std::round(canvas.text.gap() * 0.6F);
  const Rect body = body_rect(canvas);

  GridLayout layout;
  layout.header = header_rect(canvas);
  float best_w = 0;
  for (std::size_t columns = 1; columns <= count; ++columns) {
    const auto c = static_cast<float>(columns);
    const auto r = static_cast<float>((count + columns - 1) / columns);
    const float w =
        std::min((body.w - gap * (c - 1)) / c, (body.h - gap * (r - 1)) / r * kWideScreen);
    if (w > best_w) {
      best_w = w;
      layout.columns = columns;
    }
  }
  const float w = std::floor(best_w);
  const float h = std::floor(w / kWideScreen);
  const std::size_t rows = (count + layout.columns - 1) / layout.columns;
  const float total_w = static_cast<float>(layout.columns) * (w + gap) - gap;
  const float total_h = static_cast<float>(rows) * (h + gap) - gap;
  const float left = body.x + std::floor((body.w - total_w) / 2);
  const float top = body.y + std::floor((body.h - total_h) / 2);
  for (std::size_t i = 0; i < count; ++i) {
    const Rect picture = {left + static_cast<float>(i % layout.columns) * (w + gap),
                          top + static_cast<float>(i / layout.columns) * (h + gap), w, h};
    layout.tiles.push_back({picture, caption_over(picture, canvas.text.small)});
  }
  if (const std::size_t used = count % layout.columns; used != 0 && rows > 1) {
    const auto free_cells = static_cast<float>(layout.columns - used);
    layout.rest = {left + static_cast<float>(used) * (w + gap), layout.tiles.back().picture.y,
                   free_cells * (w + gap) - gap, h};
  }
  return layout;
}

TilePlace layout_single(const Canvas& canvas) {
  const auto w = static_cast<float>(canvas.screen.width);
  const auto h = static_cast<float>(canvas.screen.height);
  const float strip = std::round(canvas.text.body * 1.9F);
  const Rect& safe = canvas.safe;
  return {{0, 0, w, h}, {safe.x, safe.bottom() - strip, safe.w, strip}};
}

RecordsLayout layout_records(const Canvas& canvas) {
  const Rect body = body_rect(canvas);
  const float tabs_h = std::round(canvas.text.small * 2.0F);
  const float gap = std::round(canvas.text.gap() * 0.7F);
  return {header_rect(canvas),
          {body.x, body.y, body.w, tabs_h},
          {body.x, body.y + tabs_h + gap, body.w, body.h - tabs_h - gap}};
}

MealtimeLayout layout_mealtime(const Canvas& canvas) {
  const TextScale& text = canvas.text;
  const float gap = std::round(text.gap());
  const Rect body = body_rect(canvas);
  const float right_w = std::max(std::round(text.body * kPanelEms), std::round(body.w * 0.36F));
  const float left_w = body.w - right_w - gap;
  const float picture_h = std::floor(std::min(right_w / kWideScreen, body.h * 0.34F));
  const float picture_w = std::floor(picture_h * kWideScreen);

  MealtimeLayout layout;
  layout.header = header_rect(canvas);
  if (is_upright(canvas)) {  // menu, sources and picture under each other
    const float h = std::floor(std::min(body.w * 0.6F / kWideScreen, body.h * 0.22F));
    const float w = std::floor(h * kWideScreen);
    const float menu_h = std::floor((body.h - h - 2 * gap) * 0.55F);
    const float below = body.y + menu_h + gap;
    layout.menu = {body.x, body.y, body.w, menu_h};
    layout.panel = {body.x, below, body.w, body.bottom() - h - gap - below};
    layout.tile.picture = {body.right() - w, body.bottom() - h, w, h};
    layout.tile.caption = {body.x, body.bottom() - h, body.w - w - gap * 0.5F, h};
    return layout;
  }
  layout.menu = {body.x, body.y, left_w, body.h};
  const float x = body.x + left_w + gap;
  const float top = body.bottom() - picture_h;
  layout.panel = {x, body.y, right_w, body.h - picture_h - gap};
  layout.tile.picture = {x + right_w - picture_w, top, picture_w, picture_h};
  layout.tile.caption = {x, top, right_w - picture_w - gap * 0.5F, picture_h};
  return layout;
}

PanelMetrics panel_metrics(const TextScale& text, PanelShape shape, bool has_figures) {
  const bool wide = shape == PanelShape::kWide;  // figures and the age stand in the title's line
  PanelMetrics metrics;
  metrics.pad = std::round(text.body * 0.36F);
  metrics.title_h = std::round(text.title * 1.4F);
  metrics.figures_h = has_figures && !wide ? std::round(text.body * 1.1F + text.small * 1.25F) : 0;
  metrics.foot_h = wide ? 0 : std::round(text.small * 1.2F);
  float row_h = text.body * 1.21F + text.small * 1.21F + text.gap() * 0.2F;
  if (shape == PanelShape::kCompact) row_h = text.body * 1.5F;
  if (wide) row_h = text.body * 1.33F;
  if (shape == PanelShape::kHand) {
    metrics.pad = std::round(text.body * 0.55F);
    metrics.title_h = std::round(text.title * 1.7F);
    row_h = text.body * 1.21F + text.small * 1.21F + text.body * 0.5F;
  }
  metrics.row_h = std::floor(row_h);
  return metrics;
}

std::size_t rows_that_fit(float panel_h, const PanelMetrics& metrics, std::size_t rows_max) {
  const float for_rows =
      panel_h - 2 * metrics.pad - metrics.title_h - metrics.figures_h - metrics.foot_h;
  const auto rows = static_cast<std::size_t>(std::max(1.0F, std::floor(for_rows / metrics.row_h)));
  return std::min(rows, rows_max);
}

}  // namespace sunhall
