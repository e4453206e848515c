#include "core/stage/trace_layout.h"

#include <algorithm>
#include <cmath>

namespace sunhall {
namespace {

constexpr float kMinuteEms = 3.0F;  // 23:59 in bold figures
constexpr float kWideScreen = 16.0F / 9.0F;

// Hints lie over the lower edge of the safe area; playback leaves them their place.
float hints_height(const TextScale& text) {
  return std::round(text.small * 1.7F + text.gap() * 0.6F);
}

Rect title_rect(const Canvas& canvas) {
  return {canvas.safe.x, canvas.safe.y, canvas.safe.w, std::round(canvas.text.title * 1.4F)};
}

float hours_height(const TextScale& text) {
  return std::round(text.small * 1.2F);
}

// A bar at `y`; the hours stand under it.
TraceBarPlace bar_at(const Canvas& canvas, float y, float h) {
  const Rect bar = {canvas.safe.x, y, canvas.safe.w, std::round(h)};
  return {bar, {bar.x, bar.bottom(), bar.w, hours_height(canvas.text)}};
}

std::size_t rows_in(float h, float row_h) {
  const auto rows = static_cast<std::size_t>(std::max(0.0F, std::floor(h / row_h)));
  return std::min(rows, kPanelRowsMax);
}

}  // namespace

float trace_minute_em(const Canvas& canvas) {
  return std::round(std::min(canvas.text.title * 1.9F, canvas.safe.w * 0.55F / kMinuteEms));
}

TraceListLayout layout_trace_list(const Canvas& canvas, bool has_bar) {
  const TextScale& text = canvas.text;
  const float gap = std::round(text.gap() * 0.7F);
  TraceListLayout layout;
  layout.title = title_rect(canvas);
  layout.row_h = std::round(text.body * 1.45F);
  float bottom = canvas.safe.bottom() - hints_height(text);
  if (has_bar) {
    const float bar_h = text.body * 0.8F;
    layout.bar = bar_at(canvas, bottom - std::round(bar_h) - hours_height(text), bar_h);
    const float summary_h = std::round(text.small * 1.35F);
    layout.summary = {canvas.safe.x, layout.bar.bar.y - summary_h - std::round(gap * 0.5F),
                      canvas.safe.w, summary_h};
    bottom = layout.summary.y - std::round(gap * 0.5F);
  }
  const float top = layout.title.bottom() + gap;
  layout.row_count = std::max<std::size_t>(1, rows_in(bottom - top, layout.row_h));
  layout.rows = {canvas.safe.x, top, canvas.safe.w,
                 layout.row_h * static_cast<float>(layout.row_count)};
  return layout;
}

TraceMinuteLayout layout_trace_minute(const Canvas& canvas) {
  const TextScale& text = canvas.text;
  const float gap = std::round(text.gap() * 0.5F);
  const Rect& safe = canvas.safe;
  TraceMinuteLayout layout;
  layout.title = title_rect(canvas);
  const float minute_em = trace_minute_em(canvas);
  const float minute_w = std::round(minute_em * kMinuteEms);
  layout.minute = {safe.x, layout.title.bottom(), minute_w, std::round(minute_em * 1.2F)};
  const float status_x = layout.minute.right() + text.gap();
  layout.status = {status_x, layout.minute.y, safe.right() - status_x, layout.minute.h};
  // Above the bar stands the mark of the minute.
  layout.bar = bar_at(canvas, layout.minute.bottom() + gap + text.body * 0.3F, text.body * 0.9F);
  layout.summary = {safe.x, layout.bar.hours.bottom() + gap, safe.w,
                    std::round(text.small * 1.35F)};
  const float top = layout.summary.bottom() + gap;
  const float bottom = safe.bottom() - hints_height(text);
  layout.row_h = std::round(text.body * 1.3F);
  layout.row_count = rows_in(bottom - top, layout.row_h);
  layout.rows = {safe.x, top, safe.w, layout.row_h * static_cast<float>(layout.row_count)};
  return layout;
}

TracePlayLayout layout_trace_play(const Canvas& canvas) {
  const TextScale& text = canvas.text;
  const Rect& safe = canvas.safe;
  TracePlayLayout layout;
  const float bar_h = text.body * 0.5F;
  const float bar_y = safe.bottom() - hints_height(text) - hours_height(text) - std::round(bar_h);
  layout.bar = bar_at(canvas, bar_y, bar_h);
  const float room = bar_y - std::round(text.body * 0.5F) - safe.y;  // the mark of the moment
  const float w = std::floor(std::min(safe.w, room * kWideScreen));
  const float h = std::floor(w / kWideScreen);
  layout.picture = {std::floor(safe.center_x() - w / 2), safe.y + std::floor((room - h) / 2), w, h};
  return layout;
}

}  // namespace sunhall
