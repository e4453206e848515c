// Header, notice, menu, PIN pad, hints and the clock of the night.
#include <algorithm>
#include <cmath>

#include "core/draw/icons.h"
#include "core/draw/paint.h"

namespace sunhall::paint {
namespace {

constexpr float kScrimOpacity = 0.62F;

void scrim(const Brush& brush, Size screen) {
  brush.pen.fill({0, 0, static_cast<float>(screen.width), static_cast<float>(screen.height)},
                 Color{0x0A, 0x08, 0x06}, 0, kScrimOpacity);
}

float radius(const Brush& brush) {
  return std::round(brush.text.body * 0.4F);
}

float hints_width(const Brush& brush, const std::vector<Hint>& hints, float em) {
  const float pad = em * 0.5F;
  float w = pad;
  for (const Hint& hint : hints) {
    w += brush.pen.width(hint.keys, em, Weight::kBold) +
         brush.pen.width(hint.what, em, Weight::kRegular) + em * 0.7F + pad * 2;
  }
  return w;
}

// Among the other cards: a bar of its colour at the left, the text, a cross to take it away.
void notice_card(const Brush& brush, const NoticeBox& box) {
  const Pair& pair = box.urgent ? brush.colors.bad : brush.colors.unknown;
  const float em = brush.text.small;
  brush.pen.fill(box.rect, pair.ground, std::round(brush.text.body * 0.32F));
  const float pad = std::round(em * 0.7F);
  const float icon = brush.text.body * 1.1F;
  const Rect inside = box.rect.inset(pad, std::round(em * 0.4F));
  draw_tone_icon(brush.pen, Tone::kCaution, inside.x + icon / 2, inside.center_y(), icon, pair.ink);
  const float x = inside.x + icon + pad;
  const float right = box.close.empty() ? inside.right() : box.close.x;
  brush.pen.paragraph({x, inside.y, right - x, inside.h}, box.text,
                      {.em = em, .weight = Weight::kBold, .color = pair.ink});
  if (box.close.empty()) return;
  draw_close(brush.pen, box.close.center_x(), box.close.center_y(), brush.text.body, pair.ink);
}

// Names at the left, states at the right, each with its sign and colour.
void service_card(const Brush& brush, const MenuBox& box) {
  const Rect& rect = box.service_rect;
  brush.pen.fill(rect, brush.colors.card, radius(brush));
  brush.pen.frame(rect, brush.colors.line, std::round(brush.text.body * 0.05F), radius(brush));
  const float em = brush.text.small;
  const Rect inside = rect.inset(std::round(em * 0.8F), std::round(em * 0.5F));
  const float row = inside.h / (1.0F + static_cast<float>(box.service.size()));
  brush.pen.text({inside.x, inside.y, inside.w, row}, box.service_title,
                 {.em = em, .weight = Weight::kBold, .color = brush.colors.brand});
  float y = inside.y + row;
  for (const ServiceLine& line : box.service) {
    const Pair& pair = tone_pair(brush.colors, line.status.tone);
    const float word_w = brush.pen.width(line.status.word, em, Weight::kBold);
    const float icon = em * 1.2F;
    const float name_w = inside.w - word_w - 2 * icon;
    brush.pen.text({inside.x, y, name_w, row}, line.name,
                   {.em = em, .weight = Weight::kRegular, .color = brush.colors.ink});
    draw_tone_icon(brush.pen, line.status.tone, inside.right() - word_w - icon, y + row / 2, icon,
                   pair.ink);
    brush.pen.text({inside.right() - word_w, y, word_w, row}, line.status.word,
                   {.em = em, .weight = Weight::kBold, .color = pair.ink, .align = Align::kRight});
    y += row;
  }
}

}  // namespace

void header(const Brush& brush, const Header& header) {
  const Rect& rect = header.rect;
  const float sun = brush.text.title * 1.12F;
  draw_sun(brush.pen, rect.x + sun / 2, rect.center_y(), sun, brush.colors.focus,
           brush.colors.ground);
  float x = rect.x + sun + brush.text.body * 0.28F;
  const float clock_w = brush.pen.width(header.clock, brush.text.title, Weight::kBold);
  const float day_w = brush.pen.width(header.day, brush.text.small, Weight::kRegular);
  const float right = rect.right() - clock_w - day_w - brush.text.body * 0.9F;
  x += brush.pen.text(
      {x, rect.y, right - x, rect.h}, header.brand,
      {.em = brush.text.title, .weight = Weight::kBold, .color = brush.colors.brand});
  x += brush.text.body * 0.4F;
  const Status sample = {Tone::kNeutral, header.sample};
  const float sample_w = chip_width(brush, sample, brush.text.small * 0.8F);
  const float place_max = right - x - sample_w - brush.text.body * 0.4F;
  x += brush.pen.text({x, rect.y, place_max, rect.h}, header.place,
                      {.em = brush.text.small, .color = brush.colors.ink_soft}) +
       brush.text.body * 0.4F;
  chip(brush, sample, x + sample_w, rect.center_y(), brush.text.small * 0.8F);
  x += sample_w + brush.text.body * 0.3F;
  brush.pen.text({x, rect.y, right - x, rect.h}, header.note,
                 {.em = brush.text.small * 0.8F, .color = brush.colors.ink_soft});
  const float clock_x = rect.right() - clock_w;
  brush.pen.text({clock_x, rect.y, clock_w + 1, rect.h}, header.clock,
                 {.em = brush.text.title, .weight = Weight::kBold, .color = brush.colors.ink});
  brush.pen.text({clock_x - brush.text.body * 0.45F - day_w, rect.y, day_w + 1, rect.h}, header.day,
                 {.em = brush.text.small, .color = brush.colors.ink_soft});
}

void notice(const Brush& brush, const NoticeBox& box, Size screen) {
  if (box.in_place) return notice_card(brush, box);
  scrim(brush, screen);
  brush.pen.fill(box.rect, brush.colors.card, radius(brush));
  const float band = std::round(brush.text.body * 0.22F);
  const Color accent = box.urgent ? brush.colors.bad.ink : brush.colors.focus;
  brush.pen.fill({box.rect.x, box.rect.y, box.rect.w, band * 3}, accent, radius(brush));
  brush.pen.fill({box.rect.x, box.rect.y + band, box.rect.w, band * 2}, brush.colors.card);
  const Rect inside = box.rect.inset(brush.text.body, brush.text.body * 0.7F);
  const float title_h = std::round(brush.text.title * 1.7F);
  brush.pen.text({inside.x, inside.y, inside.w, title_h}, box.title,
                 {.em = brush.text.title,
                  .weight = Weight::kBold,
                  .color = box.urgent ? brush.colors.bad.ink : brush.colors.brand,
                  .align = Align::kCenter});
  brush.pen.paragraph({inside.x, inside.y + title_h, inside.w, inside.h - title_h}, box.text,
                      {.em = std::round(brush.text.body * 1.5F),
                       .weight = Weight::kBold,
                       .color = brush.colors.ink,
                       .align = Align::kCenter});
}

void menu(const Brush& brush, const MenuBox& box) {
  if (!box.service.empty()) service_card(brush, box);
  brush.pen.fill(box.rect, brush.colors.card, radius(brush));
  brush.pen.frame(box.rect, brush.colors.line, std::round(brush.text.body * 0.05F), radius(brush));
  const float pad = std::round(brush.text.body * 0.35F);
  const float gap = std::round(brush.text.body * 0.15F);
  const auto count = static_cast<float>(box.entries.size());
  // Each entry has the room its word takes; what is left is shared out evenly.
  const float room = box.rect.w - 2 * pad - gap * (count - 1);
  float em = brush.text.small * 1.06F;
  const float side = em * 0.2F;
  float words_w = 0;
  for (const std::string& entry : box.entries) words_w += brush.pen.width(entry, em, Weight::kBold);
  const float scale = std::min(1.0F, (room - 2 * side * count) / words_w);
  em *= scale;
  const float share = (room - words_w * scale) / count;
  float x = box.rect.x + pad;
  for (std::size_t i = 0; i < box.entries.size(); ++i) {
    const float w = brush.pen.width(box.entries[i], em, Weight::kBold) + share;
    const Rect cell = {x, box.rect.y + pad, w, box.rect.h - 2 * pad};
    const bool selected = i == box.selected;
    brush.pen.fill(cell, selected ? brush.colors.brand : brush.colors.neutral.ground,
                   radius(brush) * 0.7F);
    brush.pen.text(cell, box.entries[i],
                   {.em = em,
                    .weight = Weight::kBold,
                    .color = selected ? brush.colors.card : brush.colors.neutral.ink,
                    .align = Align::kCenter});
    x += w + gap;
  }
}

void pin(const Brush& brush, const PinBox& box, Size screen) {
  scrim(brush, screen);
  brush.pen.fill(box.rect, brush.colors.card, radius(brush));
  const Rect inside = box.rect.inset(brush.text.body * 0.7F);
  const float row = inside.h / 4;
  brush.pen.text({inside.x, inside.y, inside.w, row}, box.title,
                 {.em = brush.text.title,
                  .weight = Weight::kBold,
                  .color = brush.colors.brand,
                  .align = Align::kCenter});
  const float r = brush.text.body * 0.26F;
  const float step = r * 4;
  float x = inside.center_x() - step * static_cast<float>(box.length - 1) / 2;
  for (std::size_t i = 0; i < box.length; ++i, x += step) {
    const float y = inside.y + row * 1.45F;
    brush.pen.ring(x, y, r, brush.colors.ink, r * 0.3F);
    if (i < box.entered) brush.pen.disc(x, y, r * 0.75F, brush.colors.ink);
  }
  constexpr int kDigits = 10;
  const float cell_w = inside.w / kDigits;
  for (int digit = 0; digit < kDigits; ++digit) {
    const bool selected = static_cast<std::size_t>(digit) == box.selected;
    const Rect cell =
        Rect{inside.x + cell_w * static_cast<float>(digit), inside.y + row * 1.95F, cell_w, row}
            .inset(cell_w * 0.06F, row * 0.08F);
    brush.pen.fill(cell, selected ? brush.colors.brand : brush.colors.neutral.ground,
                   radius(brush) * 0.6F);
    brush.pen.text(cell, std::to_string(digit),
                   {.em = brush.text.body,
                    .weight = Weight::kBold,
                    .color = selected ? brush.colors.card : brush.colors.neutral.ink,
                    .align = Align::kCenter});
  }
  brush.pen.text({inside.x, inside.y + row * 3.05F, inside.w, row}, box.message,
                 {.em = brush.text.small, .color = brush.colors.ink, .align = Align::kCenter});
}

void night(const Brush& brush, const NightClock& clock, float huge) {
  // Dim on purpose: it must not light the hall. Large text needs less contrast, and gets 4.5 : 1.
  constexpr Color kDim = {0x9A, 0x8C, 0x7A};
  const Rect& rect = clock.rect;
  const float y = rect.y + rect.h * 0.26F;
  const float clock_h = huge * 1.2F;
  brush.pen.text({rect.x, y, rect.w, clock_h}, clock.clock,
                 {.em = huge, .weight = Weight::kBold, .color = kDim, .align = Align::kCenter});
  const float line = brush.text.body * 1.6F;
  brush.pen.text({rect.x, y + clock_h, rect.w, line}, clock.day,
                 {.em = brush.text.body, .color = kDim, .align = Align::kCenter});
  brush.pen.text({rect.x, y + clock_h + line, rect.w, line}, clock.line,
                 {.em = brush.text.small, .color = kDim, .align = Align::kCenter});
}

void hints(const Brush& brush, const std::vector<Hint>& hints, const Rect& safe) {
  if (hints.empty()) return;
  float em = brush.text.small;
  const float h = std::round(em * 1.7F);
  const float wanted = hints_width(brush, hints, em);
  if (wanted > safe.w) em *= safe.w / wanted;
  const float pad = em * 0.5F;
  const float w = std::min(wanted, safe.w);
  const Rect plate = {safe.center_x() - w / 2, safe.bottom() - h, w, h};
  brush.pen.fill(plate, brush.colors.over_video.ground, h * 0.3F, 0.94F);
  brush.pen.frame(plate, brush.colors.ink_soft, std::max(1.0F, std::round(em * 0.06F)), h * 0.3F);
  float x = plate.x + pad;
  for (const Hint& hint : hints) {
    const float key_w = brush.pen.width(hint.keys, em, Weight::kBold);
    const Rect key = {x, plate.y + h * 0.14F, key_w + em * 0.5F, h * 0.72F};
    brush.pen.fill(key, brush.colors.over_video.ink, h * 0.14F);
    brush.pen.text(key, hint.keys,
                   {.em = em * 0.86F,
                    .weight = Weight::kBold,
                    .color = brush.colors.over_video.ground,
                    .align = Align::kCenter});
    x = key.right() + em * 0.2F;
    const float what_w = brush.pen.width(hint.what, em, Weight::kRegular);
    brush.pen.text({x, plate.y, what_w + 1, h}, hint.what,
                   {.em = em, .color = brush.colors.over_video.ink});
    x += what_w + pad * 2;
  }
}

}  // namespace sunhall::paint
