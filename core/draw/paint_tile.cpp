// What lies over and around a picture: its name, its time, and what it must admit.
#include <algorithm>
#include <cmath>

#include "core/draw/icons.h"
#include "core/draw/paint.h"
#include "core/stage/layout.h"

namespace sunhall::paint {
namespace {

// Behind white text on any picture: even over pure white the text keeps more than 7 : 1.
constexpr float kPlateOpacity = 0.8F;
constexpr Color kLiveDot = {0xFF, 0x6B, 0x57};

Tone tone_of(TileMark mark) {
  return mark == TileMark::kOpening ? Tone::kActive : Tone::kCaution;
}

// Name, a dot while it is live, the picture's time: on a dark plate in the lower left corner.
void caption_over(const Brush& brush, const Tile& tile, const Rect& strip) {
  const float em = tile.big ? brush.text.body : brush.text.small;
  const float time_em = std::round(em * 0.74F);
  const float pad = em * 0.42F;
  const float margin = std::round(em * 0.35F);
  const float h = std::round(em * 1.5F);
  const bool live = tile.mark == TileMark::kNone;
  const float dot_w = live ? em * 0.7F : 0;
  const std::string time = live && tile.big ? tile.live_text + " " + tile.time : tile.time;
  const bool has_time = tile.shows_picture;

  const float name_w = brush.pen.width(tile.name, em, Weight::kBold);
  const float rest_w =
      has_time ? pad + dot_w + brush.pen.width(time, time_em, Weight::kRegular) : 0;
  const float w = std::min(name_w + rest_w + 2 * pad, strip.w - 2 * margin);
  const Rect plate = {strip.x + margin, strip.bottom() - h - margin, w, h};
  const Pair& pair = brush.colors.over_video;
  brush.pen.fill(plate, pair.ground, h * 0.24F, kPlateOpacity * tile.opacity);
  float x = plate.x + pad;
  x += brush.pen.text(
      {x, plate.y, std::max(w - rest_w - 2 * pad, em), h}, tile.name,
      {.em = em, .weight = Weight::kBold, .color = pair.ink, .opacity = tile.opacity});
  if (!has_time) return;
  x += pad;
  if (live) brush.pen.disc(x + em * 0.24F, plate.center_y(), em * 0.22F, kLiveDot, tile.opacity);
  x += dot_w;
  brush.pen.text({x, plate.y, plate.right() - pad - x, h}, time,
                 {.em = time_em, .color = pair.ink, .opacity = tile.opacity});
}

// Name and time in two lines, beside the picture's lower edge.
void caption_beside(const Brush& brush, const Tile& tile) {
  const float em = brush.text.small;
  const float line = brush.text.line(em);
  const Rect& box = tile.caption;
  const TextStyle name = {.em = em,
                          .weight = Weight::kBold,
                          .color = brush.colors.ink,
                          .align = Align::kRight,
                          .opacity = tile.opacity};
  brush.pen.text({box.x, box.bottom() - 2 * line, box.w, line}, tile.name, name);
  if (!tile.shows_picture) return;
  brush.pen.text({box.x, box.bottom() - line, box.w, line}, tile.time,
                 {.em = std::round(em * 0.7F),
                  .color = brush.colors.ink_soft,
                  .align = Align::kRight,
                  .opacity = tile.opacity});
}

// Name at the left, time at the right, under the picture.
void caption_below(const Brush& brush, const Tile& tile) {
  const float em = brush.text.small;
  const float time_em = tile.time_em > 0 ? tile.time_em : std::round(em * 0.62F);
  const std::string_view time = std::string_view(tile.time).substr(0, 5);  // hh:mm
  const float time_w =
      tile.mark == TileMark::kNone ? brush.pen.width(time, time_em, Weight::kRegular) : 0;
  const float gap = em * 0.2F;
  const Rect& box = tile.caption;
  brush.pen.text({box.x, box.y, box.w - time_w - gap, box.h}, tile.name,
                 {.em = em, .weight = Weight::kBold, .color = brush.colors.ink});
  if (time_w <= 0) return;
  brush.pen.text({box.right() - time_w, box.y, time_w + 1, box.h}, time,
                 {.em = time_em, .color = brush.colors.ink_soft, .align = Align::kRight});
}

// Late or still: a chip over the picture, which stays to be seen.
void mark_chip(const Brush& brush, const Tile& tile) {
  const float em = tile.big ? brush.text.body * 0.9F : brush.text.small * 0.8F;
  const float margin = em * 0.4F;
  const Status status = {tone_of(tile.mark), tile.mark_text};
  const float w = chip_width(brush, status, em);
  const float right = std::min(tile.rect.right(), tile.rect.x + margin + w);
  chip(brush, status, right, tile.rect.y + margin + em * 0.75F, em);
}

// No picture of now: say so in the middle, over whatever is left of the last one.
void message(const Brush& brush, const Tile& tile) {
  const float em = tile.big ? brush.text.body : brush.text.small * 0.86F;
  const Color ink = brush.colors.over_video.ink;
  const Rect& rect = tile.rect;
  const bool lost = tile.mark == TileMark::kLost;
  const float icon = lost && tile.big ? em * 2.4F : 0;
  const float line = em * 1.4F;
  const float since_h = tile.since_text.empty() ? 0 : line;
  const bool room = tile.big && !tile.reason.empty() && lost;
  const float reason_h = room ? brush.text.small * 1.5F : 0;
  // A caption over the picture takes the lower edge for itself.
  const float bottom =
      tile.caption_place == CaptionPlace::kOver && !tile.big ? brush.text.small * 1.9F : 0;
  float y = rect.y + std::max(0.0F, (rect.h - bottom - icon - line - since_h - reason_h) / 2);
  if (icon > 0) draw_camera_off(brush.pen, rect.center_x(), y + icon / 2, icon, ink);
  y += icon;
  const float side = em * 0.2F;
  const auto say_line = [&](std::string_view words, float size, float h, Weight weight) {
    if (words.empty() || h <= 0) return;
    brush.pen.text({rect.x + side, y, rect.w - 2 * side, h}, words,
                   {.em = size, .weight = weight, .color = ink, .align = Align::kCenter});
    y += h;
  };
  say_line(tile.mark_text, em, line, Weight::kBold);
  say_line(tile.since_text, em, since_h, Weight::kBold);
  say_line(room ? tile.reason : std::string(), brush.text.small, reason_h, Weight::kRegular);
}

// A mask lies on a part of the picture: where that part is not seen, or not whole, nor is it.
void masks(const Brush& brush, const Tile& tile) {
  const Rect picture = seen_rect(tile);
  const Rect& view = tile.view;
  for (const MaskRect& mask : tile.masks) {
    const auto mask_x = static_cast<float>(mask.x);
    const auto mask_y = static_cast<float>(mask.y);
    const float x = std::max((mask_x - view.x) / view.w, 0.0F);
    const float y = std::max((mask_y - view.y) / view.h, 0.0F);
    const float right = std::min((mask_x + static_cast<float>(mask.width) - view.x) / view.w, 1.0F);
    const float bottom =
        std::min((mask_y + static_cast<float>(mask.height) - view.y) / view.h, 1.0F);
    if (right <= x || bottom <= y) continue;
    brush.pen.fill({picture.x + x * picture.w, picture.y + y * picture.h, (right - x) * picture.w,
                    (bottom - y) * picture.h},
                   brush.colors.video_ground);
  }
}

void held_mark(const Brush& brush, const Rect& rect, const std::string& words) {
  const float em = brush.text.small;
  const float h = std::round(em * 1.5F);
  const float icon = em * 0.9F;
  const float pad = em * 0.42F;
  const float w = brush.pen.width(words, em, Weight::kBold) + icon + pad * 2.6F;
  const float margin = std::round(brush.text.body * 0.35F);
  const Rect plate = {rect.right() - margin - w, rect.y + margin, w, h};
  brush.pen.fill(plate, brush.colors.over_video.ground, h * 0.24F, kPlateOpacity);
  draw_pause(brush.pen, plate.x + pad + icon / 2, plate.center_y(), icon,
             brush.colors.over_video.ink);
  const float x = plate.x + pad * 1.6F + icon;
  brush.pen.text({x, plate.y, plate.right() - x, h}, words,
                 {.em = em, .weight = Weight::kBold, .color = brush.colors.over_video.ink});
}

}  // namespace

Rect seen_rect(const Tile& tile) {
  return fit_aspect(tile.rect, tile.aspect * tile.view.w / tile.view.h);
}

void tile(const Brush& brush, const Tile& tile, const Scene& scene) {
  const bool full_screen = tile.rect.w >= static_cast<float>(scene.screen.width);
  if (tile.shows_picture) masks(brush, tile);
  watermark(brush, scene.watermark, tile);
  const bool picture_of_now = tile.shows_picture && tile.mark != TileMark::kLost;
  if (!picture_of_now) message(brush, tile);
  const float radius = std::round(brush.text.body * (tile.big ? 0.32F : 0.2F));
  if (!full_screen) brush.pen.round_off(tile.rect, radius, brush.colors.ground);
  switch (tile.caption_place) {
    case CaptionPlace::kOver:
      caption_over(brush, tile, full_screen ? tile.caption : tile.rect);
      break;
    case CaptionPlace::kBelow:
      caption_below(brush, tile);
      break;
    case CaptionPlace::kBeside:
      caption_beside(brush, tile);
      break;
    case CaptionPlace::kNone:
      break;
  }
  if (picture_of_now && tile.mark != TileMark::kNone) mark_chip(brush, tile);
  if (scene.held && tile.big && tile.opacity >= 1.0F) {
    held_mark(brush, tile.rect, scene.held_text);
  }
  if (tile.focused) {
    const float thick = std::round(brush.text.body * 0.12F);
    brush.pen.frame(tile.rect.inset(-thick / 2), brush.colors.focus, thick, radius);
  }
}

}  // namespace sunhall::paint
