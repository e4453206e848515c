// What a screen in the hand has besides: buttons, the word about its connection, the watermark.
#include <algorithm>
#include <cmath>

#include "core/draw/icons.h"
#include "core/draw/paint.h"

namespace sunhall::paint {
namespace {

// Over a picture, as behind a caption: white on it keeps more than 7 : 1 over anything.
constexpr float kPlateOpacity = 0.8F;
constexpr float kDisabledOpacity = 0.4F;
constexpr float kIconBesideEms = 1.3F;
constexpr float kIconAboveEms = 1.75F;

bool is_letter(ButtonAct act) {
  return act == ButtonAct::kTextSmaller || act == ButtonAct::kTextLarger;
}

float hairline(const Brush& brush) {
  return std::max(1.0F, std::round(brush.text.body * 0.05F));
}

/// How one button is coloured.
struct Look {
  Color ink;
  Color ground;
  float ground_opacity = 0;  // 0: none
  float opacity = 1.0F;      // of the ink
};

Look look_of(const Brush& brush, const Button& button, bool in_bar) {
  const Palette& colors = brush.colors;
  const float opacity = button.enabled ? 1.0F : kDisabledOpacity;
  if (button.act == ButtonAct::kBack) {  // lies on the picture
    return {colors.over_video.ink, colors.over_video.ground, kPlateOpacity, opacity};
  }
  if (button.selected) return {colors.card, colors.brand, 1.0F, opacity};
  return {colors.ink, colors.card, in_bar ? 0.0F : 1.0F, opacity};
}

// A blend, since icons know no opacity.
Color faded(const Look& look, const Palette& colors) {
  const Color under = look.ground_opacity > 0 ? look.ground : colors.card;
  const auto mix = [&](std::uint8_t over, std::uint8_t below) {
    const float value = static_cast<float>(below) +
                        look.opacity * (static_cast<float>(over) - static_cast<float>(below));
    return static_cast<std::uint8_t>(std::lround(value));
  };
  return {mix(look.ink.r, under.r), mix(look.ink.g, under.g), mix(look.ink.b, under.b)};
}

void icon_beside(const Brush& brush, const Button& button, const Rect& cell, Color ink) {
  float em = brush.text.small;
  const float icon = em * kIconBesideEms;
  const float gap = em * 0.45F;
  const float word_w = brush.pen.width(button.word, em, Weight::kBold);
  const float room = cell.w - icon - gap - em * 0.6F;
  const float w = icon + gap + std::min(word_w, room);
  const float x = cell.center_x() - w / 2;
  draw_act_icon(brush.pen, button.act, x + icon / 2, cell.center_y(), icon, ink);
  brush.pen.text({x + icon + gap, cell.y, std::min(word_w, room), cell.h}, button.word,
                 {.em = em, .weight = Weight::kBold, .color = ink});
}

void icon_above(const Brush& brush, const Button& button, const Rect& cell, Color ink) {
  const float em = std::min(brush.text.small * 0.92F, cell.h * 0.27F);
  const float icon = em * kIconAboveEms;
  const float line = em * 1.3F;
  const float gap = em * 0.12F;
  const float top = cell.center_y() - (icon + gap + line) / 2;
  draw_act_icon(brush.pen, button.act, cell.center_x(), top + icon / 2, icon, ink);
  const float side = em * 0.1F;
  brush.pen.text({cell.x + side, top + icon + gap, cell.w - 2 * side, line}, button.word,
                 {.em = em, .weight = Weight::kBold, .color = ink, .align = Align::kCenter});
}

void button(const Brush& brush, const Button& button, bool in_bar) {
  const float gap = std::round(brush.text.body * 0.12F);
  const Rect cell = button.rect.inset(gap);
  const float radius = std::min(cell.h, cell.w) * (in_bar ? 0.2F : 0.24F);
  const Look look = look_of(brush, button, in_bar);
  const Color ink = faded(look, brush.colors);
  if (look.ground_opacity > 0) brush.pen.fill(cell, look.ground, radius, look.ground_opacity);
  if (look.ground_opacity > 0 && !button.selected && button.act != ButtonAct::kBack) {
    brush.pen.frame(cell, brush.colors.line, hairline(brush), radius);
  }
  if (is_letter(button.act)) {
    brush.pen.text(cell, button.word,
                   {.em = std::min(brush.text.body, cell.h * 0.5F),
                    .weight = Weight::kBold,
                    .color = ink,
                    .align = Align::kCenter});
  } else if (cell.w > 2 * cell.h) {
    icon_beside(brush, button, cell, ink);
  } else if (button.act == ButtonAct::kBack) {
    const float icon = std::min(cell.w, cell.h) * 0.5F;
    draw_act_icon(brush.pen, button.act, cell.center_x(), cell.center_y(), icon, ink);
  } else {
    icon_above(brush, button, cell, ink);
  }
  if (!button.focused) return;
  const float ring = std::round(brush.text.body * 0.14F);
  brush.pen.frame(cell.inset(-ring / 2), brush.colors.focus, ring, radius + ring / 2);
}

}  // namespace

void buttons(const Brush& brush, const std::vector<Button>& all, const Rect& bar) {
  if (!bar.empty()) {
    brush.pen.fill(bar, brush.colors.card);
    const float line = hairline(brush);
    // Towards the rest of the screen: upwards from a bar, leftwards from a column.
    const Rect edge =
        bar.w > bar.h ? Rect{bar.x, bar.y, bar.w, line} : Rect{bar.x, bar.y, line, bar.h};
    brush.pen.fill(edge, brush.colors.line);
  }
  for (const Button& one : all) button(brush, one, bar.contains(one.rect));
}

void banner(const Brush& brush, const std::string& words, const Rect& rect) {
  if (words.empty() || rect.empty()) return;
  const Pair& pair = tone_pair(brush.colors, Tone::kCaution);
  const float em = brush.text.small;
  brush.pen.fill(rect, pair.ground, std::min(rect.h * 0.28F, em * 0.8F));
  const float icon = em * 1.35F;
  const float gap = em * 0.5F;
  const float room = rect.w - icon - gap - em;
  const float w = std::min(brush.pen.width(words, em, Weight::kBold), room);
  const float x = rect.center_x() - (icon + gap + w) / 2;
  draw_away(brush.pen, x + icon / 2, rect.center_y(), icon, pair.ink);
  brush.pen.text({x + icon + gap, rect.y, w, rect.h}, words,
                 {.em = em, .weight = Weight::kBold, .color = pair.ink});
}

}  // namespace sunhall::paint
