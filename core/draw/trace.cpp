#include "core/draw/trace.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sunhall::paint {
namespace {

constexpr int kHours = 24;
// A gap of seconds is less than a pixel of a day: it is drawn this wide.
constexpr float kPieceEms = 0.07F;

void hours(const Brush& brush, const TraceBar& bar) {
  const float em = std::round(brush.text.small * 0.86F);
  const float thick = std::max(1.0F, std::round(em * 0.06F));
  for (int hour = 0; hour <= kHours; ++hour) {
    const float x = bar.rect.x + bar.rect.w * static_cast<float>(hour) / kHours;
    const bool is_named = hour % 6 == 0;
    const float tick = em * (is_named ? 0.3F : 0.15F);
    brush.pen.line(x, bar.rect.bottom(), x, bar.rect.bottom() + tick, brush.colors.ink_soft, thick);
    if (!is_named) continue;
    const std::string words = std::to_string(hour) + ":00";
    const float w = brush.pen.width(words, em, Weight::kRegular) + 1;
    const float left = std::clamp(x - w / 2, bar.hours.x, bar.hours.right() - w);
    brush.pen.text({left, bar.hours.y + em * 0.2F, w, bar.hours.h - em * 0.2F}, words,
                   {.em = em, .color = brush.colors.ink_soft});
  }
}

void cursor(const Brush& brush, const TraceBar& bar) {
  const float em = brush.text.body;
  const float x = bar.rect.x + bar.rect.w * *bar.cursor;
  const float half = em * 0.26F;
  const float thick = std::round(em * 0.11F);
  const float top = bar.rect.y - half * 1.2F;
  brush.pen.line(x, top, x, bar.rect.bottom() + half * 0.6F, brush.colors.ground, thick * 1.7F);
  brush.pen.line(x, top, x, bar.rect.bottom() + half * 0.6F, brush.colors.ink, thick);
  brush.pen.triangle(
      {{x - half, top - half * 0.6F}, {x + half, top - half * 0.6F}, {x, top + half}},
      brush.colors.ink);
}

// One plain sentence in the middle, nothing beside it.
void sentence(const Brush& brush, const std::string& words, const Rect& safe) {
  const Rect box = safe.inset(safe.w * 0.06F, safe.h * 0.24F);
  brush.pen.fill(box, brush.colors.card, std::round(brush.text.body * 0.4F));
  brush.pen.paragraph(box.inset(brush.text.body), words,
                      {.em = std::round(brush.text.body * 1.2F),
                       .weight = Weight::kBold,
                       .color = brush.colors.ink,
                       .align = Align::kCenter});
}

// Stands over the hints: that is where the person looks who holds the remote.
void warning(const Brush& brush, const std::string& words, const Rect& safe) {
  const float em = brush.text.body;
  const float h = std::round(em * 1.6F);
  const float w = std::min(safe.w, brush.pen.width(words, em, Weight::kBold) + em * 1.2F);
  const Rect plate = {safe.center_x() - w / 2, safe.center_y() - h / 2, w, h};
  brush.pen.fill(plate, kTracePair.ground, h * 0.2F);
  brush.pen.text(
      plate.inset(em * 0.4F, 0), words,
      {.em = em, .weight = Weight::kBold, .color = kTracePair.ink, .align = Align::kCenter});
}

}  // namespace

void trace_bar(const Brush& brush, const TraceBar& bar) {
  const Palette& colors = brush.colors;
  const Rect& rect = bar.rect;
  brush.pen.fill(rect, colors.neutral.ground);
  const float least = std::max(2.0F, brush.text.body * kPieceEms);
  // What is missing is drawn last, so that a gap of seconds is not painted over.
  for (const bool recorded : {true, false}) {
    for (const TraceBar::Piece& piece : bar.pieces) {
      if (piece.is_recorded != recorded) continue;
      const float x = rect.x + rect.w * piece.from;
      const float w = std::max(rect.w * (piece.to - piece.from), recorded ? 1.0F : least);
      const Rect box = {x, rect.y, std::min(w, rect.right() - x), rect.h};
      brush.pen.fill(box, recorded ? colors.good.ink : colors.bad.ground);
      if (recorded) continue;
      brush.pen.fill({box.x, box.y + rect.h * 0.36F, box.w, rect.h * 0.28F}, colors.bad.ink);
    }
  }
  brush.pen.frame(rect, colors.ink_soft, std::max(1.0F, std::round(brush.text.body * 0.03F)));
  hours(brush, bar);
  if (bar.cursor) cursor(brush, bar);
}

void trace(const Brush& brush, const TraceScene& trace, const Rect& safe) {
  if (trace.pick) trace_pick(brush, *trace.pick);
  if (trace.play) trace_play(brush, *trace.play);
  if (!trace.sentence.empty()) sentence(brush, trace.sentence, safe);
  if (!trace.warning.empty()) warning(brush, trace.warning, safe);
}

}  // namespace sunhall::paint
