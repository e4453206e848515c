#include "core/stage/layout_hand.h"

#include <algorithm>
#include <cmath>

namespace sunhall {
namespace {

constexpr float kWideScreen = 16.0F / 9.0F;
constexpr float kRecordsWidthMax_css = 900.0F;  // wider, and a verdict is far from its name
constexpr float kMealsWidthMax_css = 1100.0F;
constexpr float kColumnsFrom_css = 640.0F;  // a body of this width has room for two columns
constexpr float kNameEms = 4.0F;            // names of four hanzi are not cut

// The least height of a panel with that many rows, with the strip of figures that some have; with
// more there is air between them.
float panel_h(const HandCanvas& canvas, float rows) {
  const PanelMetrics metrics = panel_metrics(canvas.text, PanelShape::kNarrow, true);
  return 2 * metrics.pad + metrics.title_h + metrics.figures_h + metrics.foot_h +
         rows * metrics.row_h;
}

float small_caption_h(const HandCanvas& canvas) {
  return std::round(canvas.text.small * 1.5F);
}

// A strip over the lower edge of a picture.
Rect caption_over(const Rect& picture, float em) {
  const float h = std::round(em * 1.9F);
  return {picture.x, picture.bottom() - h, picture.w, h};
}

TilePlace big_place(const HandCanvas& canvas, const Rect& picture) {
  return {picture, caption_over(picture, canvas.text.body)};
}

// As many beside each other as have room for a name under them, two to four.
std::size_t small_columns(const HandCanvas& canvas, float w) {
  const float gap = canvas.gap();
  const float least = std::max(kNameEms * canvas.text.small * kNameShrink, canvas.touch() * 1.3F);
  const float fit = std::floor((w + gap) / (least + gap));
  return static_cast<std::size_t>(std::clamp(fit, 2.0F, static_cast<float>(kSmallTileCountMax)));
}

struct SmallRow {
  std::size_t columns = 0;
  float w = 0;
  float h = 0;  // with its caption
};

SmallRow small_row(const HandCanvas& canvas, float w, std::size_t columns) {
  const auto count = static_cast<float>(columns);
  const float tile_w = std::floor((w - canvas.gap() * (count - 1)) / count);
  return {columns, tile_w, std::floor(tile_w / kWideScreen) + small_caption_h(canvas)};
}

void put_small(const HandCanvas& canvas, const SmallRow& row, float left, float top,
               std::size_t count, std::vector<TilePlace>& small) {
  const float caption_h = small_caption_h(canvas);
  for (std::size_t i = 0; i < count; ++i) {
    const float x = left + static_cast<float>(i % row.columns) * (row.w + canvas.gap());
    const float y = top + static_cast<float>(i / row.columns) * (row.h + canvas.gap());
    const float h = row.h - caption_h;
    small.push_back({{x, y, row.w, h}, {x, y + h, row.w, caption_h}});
  }
}

// Tabs in one row, else in two or four, so that every word has room.
HandTabs layout_tabs(const HandCanvas& canvas, const Rect& at, float tab_ems) {
  const float gap = std::round(canvas.gap() / 2);
  const float em = canvas.text.small * kTabEmShare;
  const float word_w = std::max(canvas.touch(), tab_ems * em * kNameShrink + 6.0F * canvas.css);
  std::size_t columns = kPanels.size();
  const auto cell_w = [&] {
    const auto count = static_cast<float>(columns);
    return std::floor((at.w - gap * (count - 1)) / count);
  };
  while (columns > 2 && cell_w() < word_w) columns /= 2;
  const float h = std::round(std::max(canvas.touch(), em * 2.5F + 6.0F * canvas.css));
  HandTabs tabs;
  const std::size_t rows = (kPanels.size() + columns - 1) / columns;
  for (std::size_t i = 0; i < kPanels.size(); ++i) {
    tabs.cells.push_back({at.x + static_cast<float>(i % columns) * (cell_w() + gap),
                          at.y + static_cast<float>(i / columns) * (h + gap), cell_w(), h});
  }
  tabs.rect = {at.x, at.y, at.w, static_cast<float>(rows) * (h + gap) - gap};
  return tabs;
}

// A panel with its tabs over it, as far as both have room; the tabs go first.
void put_records(const HandCanvas& canvas, const Rect& at, float tab_ems, float least_rows,
                 HandTabs& tabs, Rect& panel) {
  if (at.h < panel_h(canvas, least_rows)) return;
  HandTabs wanted = layout_tabs(canvas, at, tab_ems);
  const float used = wanted.rect.h + canvas.gap();
  panel = at;
  if (at.h - used < panel_h(canvas, least_rows)) return;
  tabs = std::move(wanted);
  panel.y += used;
  panel.h -= used;
}

HandWatch watch_upright(const HandCanvas& canvas, const Rect& body, std::size_t small_count,
                        float tab_ems) {
  const float gap = canvas.gap();
  const float margin = canvas.margin();
  const bool phone = canvas.safe.w < kColumnsFrom_css * canvas.css;
  // A phone gives the picture all its width.
  const float full_w = phone ? body.w : body.w - 2 * margin;
  const float h_max = body.h * 0.62F;
  const float w = std::floor(std::min(full_w, h_max * kWideScreen));
  const float h = std::floor(w / kWideScreen);
  HandWatch layout;
  layout.big = big_place(canvas, {body.x + std::floor((body.w - w) / 2), body.y, w, h});
  Rect rest = {body.x + margin, body.y + h + gap, body.w - 2 * margin, body.h - h - gap};
  if (small_count == 0) {
    put_records(canvas, rest, tab_ems, 2, layout.tabs, layout.panel);
    return layout;
  }
  const SmallRow row = small_row(canvas, rest.w, small_columns(canvas, rest.w));
  const float used = row.h + gap;
  if (rest.h - used >= panel_h(canvas, 2)) {
    put_small(canvas, row, rest.x, rest.y, std::min(small_count, row.columns), layout.small);
    rest.y += used;
    rest.h -= used;
    put_records(canvas, rest, tab_ems, 2, layout.tabs, layout.panel);
    return layout;
  }
  // Too little for records: the other pictures have it all, two beside each other if that fits.
  const SmallRow large = small_row(canvas, rest.w, 2);
  const SmallRow& fit = large.h <= rest.h ? large : row;
  const auto rows = static_cast<std::size_t>(std::floor((rest.h + gap) / (fit.h + gap)));
  const std::size_t count = std::min({small_count, rows * fit.columns, kSmallTileCountMax});
  put_small(canvas, fit, rest.x, rest.y, count, layout.small);
  return layout;
}

// Pictures at the left, records at the right.
HandWatch watch_columns(const HandCanvas& canvas, const Rect& body, std::size_t small_count,
                        float tab_ems) {
  const float gap = canvas.margin();
  const Rect room = body.inset(canvas.margin(), 0);
  const float panel_least =
      std::min(std::max(canvas.text.body * 18.0F, 320.0F * canvas.css), room.w * 0.42F);
  const float left_most = room.w - gap - panel_least;
  const std::size_t columns = small_columns(canvas, left_most);
  const float slots = static_cast<float>(columns);
  const bool has_small = small_count > 0;
  // The width at which picture and row together are as high as the body.
  const float row_share = has_small ? 1.0F / slots : 0.0F;
  const float fixed_h = has_small ? canvas.gap() + small_caption_h(canvas) : 0.0F;
  const float by_height = (room.h - fixed_h) * kWideScreen / (1.0F + row_share);
  const float w = std::floor(std::min(left_most, by_height));
  HandWatch layout;
  layout.big = big_place(canvas, {room.x, room.y, w, std::floor(w / kWideScreen)});
  const float top = layout.big.picture.bottom() + canvas.gap();
  if (has_small) {
    put_small(canvas, small_row(canvas, w, columns), room.x, top, std::min(small_count, columns),
              layout.small);
  }
  Rect at = {room.x + w + gap, room.y, room.w - w - gap, room.h};
  // Both columns end on one line where they nearly do.
  const float left_h =
      (has_small ? layout.small.back().caption.bottom() : layout.big.picture.bottom()) - room.y;
  if (left_h > room.h * 0.88F) at.h = left_h;
  put_records(canvas, at, tab_ems, 2, layout.tabs, layout.panel);
  return layout;
}

// A phone on its side: the picture has all the height, records only where they cost it nothing.
HandWatch watch_flat(const HandCanvas& canvas, const Rect& body, float tab_ems) {
  HandWatch layout;
  const float w = std::floor(body.h * kWideScreen);
  const float panel_w = body.w - w - canvas.gap();
  if (panel_w < canvas.text.body * 18.0F) {
    layout.big = big_place(canvas, body);
    return layout;
  }
  layout.big = big_place(canvas, {body.x, body.y, w, body.h});
  const Rect at = {body.x + w + canvas.gap(), body.y, panel_w, body.h};
  put_records(canvas, at, tab_ems, 2, layout.tabs, layout.panel);
  return layout;
}

// The middle of a wide body, so that what belongs together is not far apart.
Rect middle(const HandCanvas& canvas, const Rect& body, float w_max_css) {
  const Rect room = body.inset(canvas.margin(), 0);
  const float w = std::min(room.w, w_max_css * canvas.css);
  return {room.x + std::floor((room.w - w) / 2), room.y, w, room.h};
}

}  // namespace

HandWatch layout_hand_watch(const HandCanvas& canvas, const HandFrame& frame,
                            std::size_t camera_count, float tab_ems) {
  const Rect& body = frame.body;
  if (camera_count == 0) {
    HandWatch layout;
    put_records(canvas, body.inset(canvas.margin(), 0), tab_ems, 1, layout.tabs, layout.panel);
    return layout;
  }
  if (frame.chrome == HandChrome::kColumn) return watch_flat(canvas, body, tab_ems);
  const bool wide = body.w >= kColumnsFrom_css * canvas.css && body.w >= body.h * 1.15F;
  if (wide) return watch_columns(canvas, body, camera_count - 1, tab_ems);
  return watch_upright(canvas, body, camera_count - 1, tab_ems);
}

HandRecords layout_hand_records(const HandCanvas& canvas, const HandFrame& frame, float tab_ems) {
  HandRecords layout;
  const Rect at = middle(canvas, frame.body, kRecordsWidthMax_css);
  put_records(canvas, at, tab_ems, 1, layout.tabs, layout.panel);
  if (layout.panel.empty()) layout.panel = at;  // cut short rather than not there
  return layout;
}

HandMeals layout_hand_meals(const HandCanvas& canvas, const HandFrame& frame) {
  const Rect room = middle(canvas, frame.body, kMealsWidthMax_css);
  const float gap = canvas.gap();
  HandMeals layout;
  layout.menu = room;
  const bool wide = room.w >= kColumnsFrom_css * canvas.css && room.w >= room.h;
  if (wide) {
    layout.menu.w = std::floor((room.w - gap) / 2);
    layout.panel = {layout.menu.right() + gap, room.y, layout.menu.w, room.h};
    if (room.h < panel_h(canvas, 1)) layout.panel = {};
    return layout;
  }
  const float menu_h = std::floor((room.h - gap) * 0.5F);
  if (room.h - menu_h - gap < panel_h(canvas, 2)) return layout;
  layout.menu.h = menu_h;
  layout.panel = {room.x, room.y + menu_h + gap, room.w, room.h - menu_h - gap};
  return layout;
}

HandSingle layout_hand_single(const HandCanvas& canvas, float notice_ems) {
  const Rect& safe = canvas.safe;
  const float touch = canvas.touch();
  const float gap = canvas.gap();
  const float strip = std::round(canvas.text.body * 2.1F);
  HandSingle layout;
  layout.tile.picture = {0, 0, static_cast<float>(canvas.screen.width),
                         static_cast<float>(canvas.screen.height)};
  layout.tile.caption = {safe.x, safe.bottom() - strip, safe.w, strip};
  const float back_w = std::ceil(std::max(2.1F * touch, canvas.text.small * 2.6F + touch));
  layout.back = {safe.x + gap, safe.y + gap, back_w, touch};
  const float x = layout.back.right() + gap;
  layout.banner = {x, layout.back.y, safe.right() - gap - x, touch};
  if (notice_ems > 0) {
    const float w = safe.w - 2 * gap;
    layout.notice = {safe.x + gap, layout.back.bottom() + gap, w,
                     std::min(notice_height(canvas, notice_ems, w), safe.h / 3)};
    layout.notice_close = notice_cross(canvas, layout.notice);
  }
  return layout;
}

}  // namespace sunhall
