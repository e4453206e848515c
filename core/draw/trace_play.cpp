// What lies over a picture of the past: that it is the past, which moment of it, and how it runs.
#include <algorithm>
#include <cmath>

#include "core/draw/icons.h"
#include "core/draw/trace.h"

namespace sunhall::paint {
namespace {

// Behind white text on any picture: even over pure white the text keeps more than 7 : 1.
constexpr float kPlateOpacity = 0.84F;
constexpr float kStampEms = 1.2F;

struct Plate {
  float em = 0;
  Pair pair;
  float opacity = 1.0F;

  float height() const { return std::round(em * 1.5F); }
  float pad() const { return em * 0.4F; }
};

float plate_width(const Brush& brush, const Plate& plate, std::string_view words) {
  return brush.pen.width(words, plate.em, Weight::kBold) + plate.pad() * 2 + 1;
}

void words_on_plate(const Brush& brush, const Plate& plate, const Rect& rect,
                    std::string_view words) {
  brush.pen.fill(rect, plate.pair.ground, rect.h * 0.2F, plate.opacity);
  brush.pen.text(
      rect.inset(plate.pad() * 0.9F, 0), words,
      {.em = plate.em, .weight = Weight::kBold, .color = plate.pair.ink, .align = Align::kCenter});
}

void motion_icon(const Brush& brush, TraceMotion motion, float x, float y, float size, Color ink) {
  const float half = size / 2;
  const auto arrow = [&](float left, float w) {
    brush.pen.triangle({{left, y - half}, {left + w, y}, {left, y + half}}, ink);
  };
  switch (motion) {
    case TraceMotion::kPaused:
      return draw_pause(brush.pen, x, y, size * 1.4F, ink);
    case TraceMotion::kPlaying:
      return arrow(x - half * 0.8F, size * 0.9F);
    case TraceMotion::kFast:
      arrow(x - half * 1.1F, size * 0.6F);
      return arrow(x + half * 0.1F, size * 0.6F);
  }
}

// At the right above: whether it runs, and how fast.
float motion(const Brush& brush, const TracePlay& play, const Rect& inside) {
  const Plate plate = {brush.text.body, brush.colors.over_video, kPlateOpacity};
  const float icon = plate.em * 0.8F;
  const float w = plate_width(brush, plate, play.motion_text) + icon + plate.em * 0.3F;
  const Rect rect = {inside.right() - w, inside.y, w, plate.height()};
  brush.pen.fill(rect, plate.pair.ground, rect.h * 0.2F, plate.opacity);
  motion_icon(brush, play.motion, rect.x + plate.pad() + icon / 2, rect.center_y(), icon,
              plate.pair.ink);
  const float x = rect.x + plate.pad() + icon + plate.em * 0.3F;
  brush.pen.text({x, rect.y, rect.right() - x, rect.h}, play.motion_text,
                 {.em = plate.em, .weight = Weight::kBold, .color = plate.pair.ink});
  return w;
}

// Below: which camera, and the moment, as a camera stamps it into its picture.
Rect stamp(const Brush& brush, const TracePlay& play, const Rect& inside) {
  Plate plate = {std::round(brush.text.body * kStampEms), brush.colors.over_video, kPlateOpacity};
  const std::string words = play.name + (play.stamp.empty() ? "" : "  " + play.stamp);
  const float wanted = plate_width(brush, plate, words);
  if (wanted > inside.w) plate.em *= inside.w / wanted;
  const float w = std::min(inside.w, plate_width(brush, plate, words));
  const Rect rect = {inside.x, inside.bottom() - plate.height(), w, plate.height()};
  words_on_plate(brush, plate, rect, words);
  return rect;
}

}  // namespace

void trace_play(const Brush& brush, const TracePlay& play) {
  const float edge = std::round(brush.text.body * 0.16F);
  brush.pen.frame(play.picture.inset(edge * 0.4F), kTracePair.ground, edge,
                  std::round(brush.text.body * 0.32F));
  const Rect inside = play.picture.inset(edge + std::round(brush.text.body * 0.25F));
  const float motion_w = motion(brush, play, inside);
  const Plate mark = {brush.text.body, kTracePair, 1.0F};
  const float mark_w =
      std::min(plate_width(brush, mark, play.mark), inside.w - motion_w - mark.pad());
  words_on_plate(brush, mark, {inside.x, inside.y, mark_w, mark.height()}, play.mark);
  const Rect below = stamp(brush, play, inside);
  if (!play.told.empty()) {
    const Plate told = {brush.text.body, kTracePair, 1.0F};
    const float w = std::min(inside.w, plate_width(brush, told, play.told));
    const float y = below.y - told.height() - std::round(brush.text.body * 0.2F);
    words_on_plate(brush, told, {inside.x, y, w, told.height()}, play.told);
  }
  trace_bar(brush, play.bar);
}

}  // namespace sunhall::paint
