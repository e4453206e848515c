// Choosing a camera, a day and a minute of the past.
#include <algorithm>
#include <cmath>

#include "core/draw/trace.h"

namespace sunhall::paint {
namespace {

void title(const Brush& brush, const TracePick& pick) {
  const Rect& rect = pick.title_rect;
  const float page_em = brush.text.small;
  const float page_w = brush.pen.width(pick.page, page_em, Weight::kBold);
  const float gap = brush.text.body * 0.4F;
  brush.pen.text({rect.x, rect.y, rect.w - page_w - gap, rect.h}, pick.title,
                 {.em = brush.text.title, .weight = Weight::kBold, .color = brush.colors.brand});
  brush.pen.text({rect.right() - page_w - 1, rect.y, page_w + 1, rect.h}, pick.page,
                 {.em = page_em, .weight = Weight::kBold, .color = brush.colors.ink_soft});
}

// The chosen one is filled, and pointed at: not by colour alone.
void choice(const Brush& brush, const TraceRow& row, const Rect& rect) {
  const float pad = brush.text.body * 0.4F;
  const float arrow = brush.text.body * 0.34F;
  brush.pen.fill(rect, row.is_selected ? brush.colors.brand : brush.colors.card,
                 std::round(brush.text.body * 0.2F));
  const Color ink = row.is_selected ? brush.colors.card : brush.colors.ink;
  if (row.is_selected) {
    const float x = rect.x + pad;
    const float y = rect.center_y();
    brush.pen.triangle({{x, y - arrow}, {x + arrow * 1.4F, y}, {x, y + arrow}}, ink);
  }
  const float left = rect.x + pad * 2 + arrow;
  brush.pen.text({left, rect.y, rect.right() - pad - left, rect.h}, row.text,
                 {.em = brush.text.body, .weight = Weight::kBold, .color = ink});
}

// What is missing: from when to when, and why.
void gap(const Brush& brush, const TraceRow& row, const Rect& rect) {
  const float pad = brush.text.body * 0.3F;
  const Pair& bad = brush.colors.bad;
  const Color ink = row.is_selected ? bad.ink : brush.colors.ink;
  if (row.is_selected) brush.pen.fill(rect, bad.ground, std::round(brush.text.body * 0.2F));
  const float span_w =
      std::min(rect.w * 0.5F, brush.pen.width(row.text, brush.text.body, Weight::kBold) + 1);
  brush.pen.text({rect.x + pad, rect.y, span_w, rect.h}, row.text,
                 {.em = brush.text.body, .weight = Weight::kBold, .color = ink});
  const float x = rect.x + pad * 3 + span_w;
  brush.pen.text({x, rect.y, rect.right() - pad - x, rect.h}, row.beside,
                 {.em = brush.text.body, .color = ink});
}

void minute(const Brush& brush, const TracePick& pick) {
  brush.pen.text(pick.minute_rect, pick.minute,
                 {.em = pick.minute_em, .weight = Weight::kBold, .color = brush.colors.ink});
  if (pick.status.word.empty()) return;
  const float em = std::min(brush.text.body, brush.text.body * pick.status_rect.w /
                                                 chip_width(brush, pick.status, brush.text.body));
  const float right = pick.status_rect.x + chip_width(brush, pick.status, em);
  chip(brush, pick.status, right, pick.status_rect.center_y(), em);
}

void summary(const Brush& brush, const TracePick& pick) {
  float all = 0;
  for (const Status& status : pick.summary) {
    all += chip_width(brush, status, brush.text.small) + brush.text.small * 0.4F;
  }
  const float em = brush.text.small * std::min(1.0F, pick.summary_rect.w / std::max(all, 1.0F));
  float x = pick.summary_rect.x;
  for (const Status& status : pick.summary) {
    x += chip_width(brush, status, em);
    chip(brush, status, x, pick.summary_rect.center_y(), em);
    x += em * 0.4F;
  }
}

}  // namespace

void trace_pick(const Brush& brush, const TracePick& pick) {
  title(brush, pick);
  const float gap_h = std::round(pick.row_h * 0.08F);
  Rect row = {pick.rows_rect.x, pick.rows_rect.y, pick.rows_rect.w, pick.row_h - gap_h};
  for (const TraceRow& one : pick.rows) {
    if (pick.rows_are_choices) {
      choice(brush, one, row);
    } else {
      gap(brush, one, row);
    }
    row.y += pick.row_h;
  }
  if (!pick.minute.empty()) minute(brush, pick);
  if (pick.bar) trace_bar(brush, *pick.bar);
  summary(brush, pick);
}

}  // namespace sunhall::paint
