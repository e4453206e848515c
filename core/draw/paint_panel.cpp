// Records: the panel beside the pictures, the board's tabs, the menu of the meal.
#include <algorithm>
#include <cmath>

#include "core/draw/icons.h"
#include "core/draw/paint.h"
#include "core/stage/layout_hand.h"

namespace sunhall::paint {
namespace {

constexpr float kChipIconEms = 0.92F;
constexpr float kChipPadEms = 0.42F;
constexpr std::size_t kPageDotsMax = 6;

float card_radius(const Brush& brush) {
  return std::round(brush.text.body * 0.32F);
}

// Page dots say where one is and that there is more, without reading; too many become a number.
float page_mark(const Brush& brush, const PanelBox& box, float right, float center_y) {
  if (box.page_count < 2) return 0;
  if (box.page_count > kPageDotsMax) {
    const float em = brush.text.small * 0.9F;
    const std::string words = std::to_string(box.page + 1) + "/" + std::to_string(box.page_count);
    const float w = brush.pen.width(words, em, Weight::kRegular);
    brush.pen.text({right - w, center_y - em, w + 1, 2 * em}, words,
                   {.em = em, .color = brush.colors.ink_soft});
    return w;
  }
  const float r = brush.text.small * 0.15F;
  const float step = r * 3.4F;
  float x = right - r;
  for (std::size_t i = box.page_count; i-- > 0; x -= step) {
    if (i == box.page) {
      brush.pen.disc(x, center_y, r * 1.25F, brush.colors.brand);
    } else {
      brush.pen.ring(x, center_y, r, brush.colors.ink_soft, r * 0.45F);
    }
  }
  return step * static_cast<float>(box.page_count);
}

// How old the records are; a stale answer is a warning, not a footnote.
float as_of(const Brush& brush, const Panel& panel, float right, float center_y) {
  const float em = brush.text.small * 0.82F;
  if (panel.as_of.empty()) return 0;
  if (panel.as_of_stale) return chip(brush, {Tone::kUnknown, panel.as_of}, right, center_y, em);
  const float w = brush.pen.width(panel.as_of, em, Weight::kRegular);
  brush.pen.text({right - w, center_y - em, w + 1, 2 * em}, panel.as_of,
                 {.em = em, .color = brush.colors.ink_soft});
  return w;
}

// Figures as words in the title's line, where a wide panel has room.
float inline_figures(const Brush& brush, const std::vector<Figure>& figures, float right,
                     float center_y) {
  const float begin = right;
  for (auto figure = figures.rbegin(); figure != figures.rend(); ++figure) {
    right -= chip(brush, {figure->tone, figure->name + " " + figure->value}, right, center_y,
                  brush.text.small * 0.9F) +
             brush.text.small * 0.3F;
  }
  return begin - right;
}

void title(const Brush& brush, const PanelBox& box, const Rect& rect) {
  const float bar = std::round(brush.text.body * 0.16F);
  const float bar_h = brush.text.title * 0.92F;
  const float gap = brush.text.small * 0.6F;
  brush.pen.fill({rect.x, rect.center_y() - bar_h / 2, bar, bar_h}, brush.colors.focus, bar / 2);
  const float x = rect.x + bar + brush.text.body * 0.3F;
  float right = rect.right() - page_mark(brush, box, rect.right(), rect.center_y());
  if (box.shape == PanelShape::kWide) {
    right -= gap;
    right -= as_of(brush, box.panel, right, rect.center_y());
    if (!box.panel.figures.empty()) {
      right -= gap;
      right -= inline_figures(brush, box.panel.figures, right, rect.center_y());
    }
  }
  brush.pen.text({x, rect.y, right - x, rect.h}, box.panel.title,
                 {.em = brush.text.title, .weight = Weight::kBold, .color = brush.colors.brand});
}

void figures(const Brush& brush, const std::vector<Figure>& figures, const Rect& rect) {
  if (figures.empty()) return;
  const float gap = brush.text.body * 0.2F;
  const auto count = static_cast<float>(figures.size());
  const float w = (rect.w - gap * (count - 1)) / count;
  float x = rect.x;
  for (const Figure& figure : figures) {
    const Pair& pair = tone_pair(brush.colors, figure.tone);
    const Rect cell = {x, rect.y, w, rect.h - brush.text.body * 0.18F};
    brush.pen.fill(cell, pair.ground, card_radius(brush) * 0.7F);
    const float split = cell.y + cell.h * 0.58F;
    brush.pen.text({x, cell.y, w, split - cell.y}, figure.value,
                   {.em = brush.text.body,
                    .weight = Weight::kBold,
                    .color = pair.ink,
                    .align = Align::kCenter});
    brush.pen.text({x, split, w, cell.bottom() - split - cell.h * 0.06F}, figure.name,
                   {.em = brush.text.small * 0.86F, .color = pair.ink, .align = Align::kCenter});
    x += w + gap;
  }
}

// Two lines: name and verdict, then what is behind it.
void narrow_row(const Brush& brush, const Row& row, const Rect& rect) {
  const float body_h = brush.text.body * 1.21F;
  const float small_h = brush.text.small * 1.21F;
  const float top = rect.y + (rect.h - body_h - small_h) / 2;
  const float middle = top + body_h / 2;
  const float chip_w = chip(brush, row.status, rect.right(), middle, brush.text.small);
  const float gap = chip_w > 0 ? brush.text.body * 0.25F : 0;
  brush.pen.text({rect.x, top, rect.w - chip_w - gap, body_h}, row.primary,
                 {.em = brush.text.body, .weight = Weight::kBold, .color = brush.colors.ink});
  const float value_w =
      row.value.empty() ? 0 : brush.pen.width(row.value, brush.text.small, Weight::kBold);
  const Rect second = {rect.x, top + body_h, rect.w, small_h};
  brush.pen.text(second, row.value,
                 {.em = brush.text.small,
                  .weight = Weight::kBold,
                  .color = brush.colors.ink,
                  .align = Align::kRight});
  brush.pen.text({second.x, second.y, second.w - value_w - gap, second.h}, row.secondary,
                 {.em = brush.text.small, .color = brush.colors.ink_soft});
}

// One line: name, what is behind it, figure, verdict, in columns.
void wide_row(const Brush& brush, const Row& row, const Rect& rect) {
  const float chip_w = chip(brush, row.status, rect.right(), rect.center_y(), brush.text.small);
  const float chip_column = std::max(chip_w, brush.text.small * 5.4F);
  const float value_column = brush.text.small * 4.2F;
  const float gap = brush.text.body * 0.3F;
  const float name_w = std::round(rect.w * 0.33F);
  brush.pen.text({rect.x, rect.y, name_w, rect.h}, row.primary,
                 {.em = brush.text.body, .weight = Weight::kBold, .color = brush.colors.ink});
  const float x = rect.x + name_w + gap;
  const float value_right = rect.right() - chip_column - gap;
  const float value_w = row.value.empty() ? 0 : value_column;
  brush.pen.text({value_right - value_w, rect.y, value_w, rect.h}, row.value,
                 {.em = brush.text.small,
                  .weight = Weight::kBold,
                  .color = brush.colors.ink,
                  .align = Align::kRight});
  brush.pen.text({x, rect.y, value_right - value_w - gap - x, rect.h}, row.secondary,
                 {.em = brush.text.small, .color = brush.colors.ink_soft});
}

// One short line: a dish and the meal it belongs to.
void compact_row(const Brush& brush, const Row& row, const Rect& rect) {
  const float em = brush.text.small * 0.86F;
  const float chip_w = chip(brush, row.status, rect.right(), rect.center_y(), brush.text.small);
  const float value_w = row.value.empty() ? 0 : brush.pen.width(row.value, em, Weight::kRegular);
  const float gap = brush.text.body * 0.25F;
  brush.pen.text({rect.right() - chip_w - value_w, rect.y, value_w + 1, rect.h}, row.value,
                 {.em = em, .color = brush.colors.ink_soft});
  brush.pen.text({rect.x, rect.y, rect.w - chip_w - value_w - gap, rect.h}, row.primary,
                 {.em = brush.text.body, .weight = Weight::kBold, .color = brush.colors.ink});
}

void draw_row(const Brush& brush, PanelShape shape, const Row& row, const Rect& cell) {
  switch (shape) {
    case PanelShape::kNarrow:
    case PanelShape::kHand:
      return narrow_row(brush, row, cell);
    case PanelShape::kCompact:
      return compact_row(brush, row, cell);
    case PanelShape::kWide:
      return wide_row(brush, row, cell);
  }
}

void rows(const Brush& brush, const PanelBox& box, const Rect& rect, float row_h) {
  float y = rect.y;
  for (const Row& row : box.panel.rows) {
    const Rect cell = {rect.x, y, rect.w, row_h};
    draw_row(brush, box.shape, row, cell);
    y += row_h;
    if (&row != &box.panel.rows.back()) {
      brush.pen.line(rect.x, y, rect.right(), y, brush.colors.line,
                     std::max(1.0F, std::round(brush.text.body * 0.03F)));
    }
  }
}

// Up to six dishes under each other with their notes; more in two columns without.
void dishes(const Brush& brush, const std::vector<Row>& dishes, const Rect& rect) {
  const std::size_t columns = dishes.size() > kPanelRowsMax ? 2 : 1;
  const std::size_t lines = std::max<std::size_t>((dishes.size() + columns - 1) / columns, 4);
  const float row_h = rect.h / static_cast<float>(lines);
  const float em = std::min(brush.text.body * 1.3F, row_h * 0.62F);
  const float gap = brush.text.body * 0.6F;
  const float w = (rect.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (std::size_t i = 0; i < dishes.size(); ++i) {
    const Row& dish = dishes[i];
    const float x = rect.x + static_cast<float>(i / lines) * (w + gap);
    const float y = rect.y + static_cast<float>(i % lines) * row_h;
    const float note_w = columns > 1 || dish.secondary.empty() ? 0 : w * 0.4F;
    brush.pen.text({x, y, w - note_w, row_h}, dish.primary,
                   {.em = em, .weight = Weight::kBold, .color = brush.colors.ink});
    if (note_w <= 0) continue;
    brush.pen.text(
        {x + w - note_w, y, note_w, row_h}, dish.secondary,
        {.em = brush.text.small, .color = brush.colors.ink_soft, .align = Align::kRight});
  }
}

}  // namespace

float chip_width(const Brush& brush, const Status& status, float em) {
  if (status.word.empty()) return 0;
  const float icon = status.tone == Tone::kNeutral ? 0 : em * (kChipIconEms + 0.18F);
  return std::round(brush.pen.width(status.word, em, Weight::kBold) + icon + 2 * em * kChipPadEms);
}

float chip(const Brush& brush, const Status& status, float right, float center_y, float em) {
  const float w = chip_width(brush, status, em);
  if (w <= 0) return 0;
  const Pair& pair = tone_pair(brush.colors, status.tone);
  const float h = std::round(em * 1.5F);
  const Rect pill = {right - w, std::round(center_y - h / 2), w, h};
  brush.pen.fill(pill, pair.ground, h / 2);
  float x = pill.x + em * kChipPadEms;
  if (status.tone != Tone::kNeutral) {
    draw_tone_icon(brush.pen, status.tone, x + em * kChipIconEms / 2, center_y, em * kChipIconEms,
                   pair.ink);
    x += em * (kChipIconEms + 0.18F);
  }
  brush.pen.text({x, pill.y, pill.right() - x, h}, status.word,
                 {.em = em, .weight = Weight::kBold, .color = pair.ink});
  return w;
}

void panel(const Brush& brush, const PanelBox& box) {
  const PanelMetrics metrics = panel_metrics(brush.text, box.shape, !box.panel.figures.empty());
  brush.pen.fill(box.rect, brush.colors.card, card_radius(brush));
  const Rect inside = box.rect.inset(brush.text.body * 0.46F, metrics.pad);
  title(brush, box, {inside.x, inside.y, inside.w, metrics.title_h});
  if (metrics.figures_h > 0) {
    figures(brush, box.panel.figures,
            {inside.x, inside.y + metrics.title_h, inside.w, metrics.figures_h});
  }
  const float top = inside.y + metrics.title_h + metrics.figures_h;
  const float foot = inside.bottom() - metrics.foot_h;
  const Rect middle = {inside.x, top, inside.w, foot - top};
  if (box.panel.rows.empty()) {
    brush.pen.paragraph(
        middle, box.panel.empty_text,
        {.em = brush.text.body, .color = brush.colors.ink, .align = Align::kCenter});
  }
  rows(brush, box, middle, metrics.row_h);
  if (box.shape != PanelShape::kWide) {
    as_of(brush, box.panel, inside.right(), foot + metrics.foot_h / 2);
  }
}

namespace {

// A tab with a place of its own: word and icon together in its middle.
void touch_tab(const Brush& brush, const Tab& tab) {
  const Color ground = tab.selected ? brush.colors.brand : brush.colors.card;
  const Color ink = tab.selected ? brush.colors.card : brush.colors.ink;
  const float em = brush.text.small * kTabEmShare;
  const bool has_icon = tab.status.tone != Tone::kNeutral;
  const float icon = has_icon ? em * kTabIconEms : 0;
  const float gap = has_icon ? em * kTabGapEms : 0;
  const float room = tab.rect.w - em * 0.3F - icon - gap;
  const float word_w = std::min(brush.pen.width(tab.title, em, Weight::kBold), room);
  brush.pen.fill(tab.rect, ground, card_radius(brush) * 0.9F);
  const float x = tab.rect.center_x() - (word_w + gap + icon) / 2;
  brush.pen.text({x, tab.rect.y, word_w + 1, tab.rect.h}, tab.title,
                 {.em = em, .weight = Weight::kBold, .color = ink});
  draw_tone_icon(brush.pen, tab.status.tone, x + word_w + gap + icon / 2, tab.rect.center_y(), icon,
                 tab.selected ? ink : tone_pair(brush.colors, tab.status.tone).ink);
}

}  // namespace

void tabs(const Brush& brush, const Rect& rect, const std::vector<Tab>& tabs) {
  if (tabs.empty()) return;
  const float gap = brush.text.small * 0.2F;
  const auto count = static_cast<float>(tabs.size());
  const float w = (rect.w - gap * (count - 1)) / count;
  float x = rect.x;
  for (const Tab& tab : tabs) {
    if (!tab.rect.empty()) {
      touch_tab(brush, tab);
      continue;
    }
    const Rect cell = {x, rect.y, w, rect.h};
    const Pair& pair = tone_pair(brush.colors, tab.status.tone);
    brush.pen.fill(cell, tab.selected ? brush.colors.brand : brush.colors.card,
                   card_radius(brush) * 0.8F);
    const float icon = brush.text.small * 0.66F;
    const float pad = brush.text.small * 0.2F;
    const Color ink = tab.selected ? brush.colors.card : brush.colors.ink;
    brush.pen.text({cell.x + pad, cell.y, cell.w - 3 * pad - icon, cell.h}, tab.title,
                   {.em = brush.text.small * 0.84F, .weight = Weight::kBold, .color = ink});
    draw_tone_icon(brush.pen, tab.status.tone, cell.right() - pad - icon / 2, cell.center_y(), icon,
                   tab.selected ? ink : pair.ink);
    x += w + gap;
  }
}

namespace {

// A line with a place of its own has room for the verdict's word.
void overview_line(const Brush& brush, const Tab& line) {
  const float em = brush.text.small;
  const Rect& cell = line.rect;
  const float chip_w = chip_width(brush, line.status, em * 0.86F);
  const float title_w = brush.pen.width(line.title, em, Weight::kBold);
  const bool room = title_w * kShrinkMin + chip_w + em * 0.3F <= cell.w;
  const float icon = room ? 0 : em * 1.2F;
  if (room) chip(brush, line.status, cell.right(), cell.center_y(), em * 0.86F);
  if (!room) {
    draw_tone_icon(brush.pen, line.status.tone, cell.x + em * 0.45F, cell.center_y(), em * 0.86F,
                   tone_pair(brush.colors, line.status.tone).ink);
  }
  const float w = cell.w - icon - (room ? chip_w + em * 0.3F : 0);
  brush.pen.text({cell.x + icon, cell.y, w, cell.h}, line.title,
                 {.em = em, .weight = Weight::kBold, .color = brush.colors.ink});
}

}  // namespace

void overview(const Brush& brush, const OverviewBox& box) {
  brush.pen.fill(box.rect, brush.colors.card, card_radius(brush));
  const float pad = std::round(brush.text.body * 0.36F);
  const Rect inside = box.rect.inset(pad * 1.2F, pad);
  const float title_h = std::round(brush.text.small * 1.5F);
  brush.pen.text({inside.x, inside.y, inside.w, title_h}, box.title,
                 {.em = brush.text.small, .weight = Weight::kBold, .color = brush.colors.brand});
  if (box.lines.empty()) return;
  // Two columns where they fit: eight short lines would be too small under each other.
  const std::size_t columns = inside.w > brush.text.small * 9.0F ? 2 : 1;
  const std::size_t lines = (box.lines.size() + columns - 1) / columns;
  const float row_h = (inside.h - title_h) / static_cast<float>(lines);
  const float gap = brush.text.small * 0.6F;
  const float w = (inside.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float em = std::min(brush.text.small * 0.84F, row_h * 0.62F);
  for (std::size_t i = 0; i < box.lines.size(); ++i) {
    const Tab& line = box.lines[i];
    const Rect cell = {inside.x + static_cast<float>(i / lines) * (w + gap),
                       inside.y + title_h + static_cast<float>(i % lines) * row_h, w, row_h};
    if (!line.rect.empty()) {
      overview_line(brush, line);
      continue;
    }
    const Color ink = tone_pair(brush.colors, line.status.tone).ink;
    draw_tone_icon(brush.pen, line.status.tone, cell.x + em / 2, cell.center_y(), em, ink);
    brush.pen.text({cell.x + em * 1.35F, cell.y, cell.w - em * 1.35F, cell.h}, line.title,
                   {.em = em, .weight = Weight::kBold, .color = brush.colors.ink});
  }
}

void meal(const Brush& brush, const MealBox& box) {
  const float pad = std::round(brush.text.body * 0.6F);
  brush.pen.fill(box.rect, brush.colors.card, card_radius(brush));
  const Rect inside = box.rect.inset(pad, pad * 0.8F);
  const float title_em = brush.text.title * 1.25F;
  const float title_h = std::round(title_em * 1.5F);
  const Rect title_rect = {inside.x, inside.y, inside.w, title_h};
  const float title_w =
      brush.pen.text(title_rect, box.title,
                     {.em = title_em, .weight = Weight::kBold, .color = brush.colors.brand});
  const float badge_w = box.badge.empty() ? 0
                                          : chip(brush, {Tone::kActive, box.badge}, inside.right(),
                                                 title_rect.center_y(), brush.text.small);
  const float span_x = inside.x + title_w + brush.text.body * 0.4F;
  brush.pen.text({span_x, inside.y, inside.right() - badge_w - span_x, title_h}, box.span,
                 {.em = brush.text.body, .color = brush.colors.ink_soft});
  const Rect body = {inside.x, inside.y + title_h + pad * 0.3F, inside.w,
                     inside.h - title_h - pad * 0.3F};
  brush.pen.line(body.x, body.y, body.right(), body.y, brush.colors.line,
                 std::max(1.0F, std::round(brush.text.body * 0.04F)));
  if (box.dishes.empty()) {
    brush.pen.paragraph(
        body, box.empty_text,
        {.em = brush.text.body, .color = brush.colors.ink, .align = Align::kCenter});
    return;
  }
  dishes(brush, box.dishes, body);
}

}  // namespace sunhall::paint
