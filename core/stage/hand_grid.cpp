#include "core/stage/hand_grid.h"

#include <algorithm>
#include <cmath>

namespace sunhall {
namespace {

constexpr float kWideScreen = 16.0F / 9.0F;
constexpr float kLineEms = 11.0F;  // a title of the board beside its verdict, in the small text

// How equal pictures share a box.
struct Cells {
  std::size_t columns = 1;
  std::size_t rows = 1;
  float w = 0;
  float h = 0;
  float wide_h = 0;  // of a first picture that spans the row, so that an odd number leaves no hole

  float height(float gap) const {
    const float first = wide_h > 0 ? wide_h : h;
    return first + static_cast<float>(rows - 1) * (h + gap);
  }
};

Cells cells_of(const Rect& box, std::size_t count, std::size_t columns, float gap) {
  Cells cells;
  cells.columns = columns;
  cells.rows = (count + columns - 1) / columns;
  const auto c = static_cast<float>(columns);
  const auto r = static_cast<float>(cells.rows);
  const float by_width = (box.w - gap * (c - 1)) / c;
  const float by_height = (box.h - gap * (r - 1)) / r * kWideScreen;
  cells.w = std::floor(std::min(by_width, by_height));
  cells.h = std::floor(cells.w / kWideScreen);
  return cells;
}

// The number of columns with which the pictures are the largest.
Cells largest_cells(const Rect& box, std::size_t count, float gap) {
  Cells best = cells_of(box, count, 1, gap);
  for (std::size_t columns = 2; columns <= count; ++columns) {
    const Cells cells = cells_of(box, count, columns, gap);
    if (cells.w > best.w) best = cells;
  }
  return best;
}

// Two columns over the whole width of an upright screen, the first of an odd number over both; none
// when that is too high.
Cells two_columns(const Rect& box, std::size_t count, float gap) {
  Cells cells;
  cells.columns = 2;
  cells.rows = (count + 1) / 2;
  cells.w = std::floor((box.w - gap) / 2);
  cells.h = std::floor(cells.w / kWideScreen);
  if (count % 2 == 1) cells.wide_h = std::floor((2 * cells.w + gap) / kWideScreen);
  if (cells.height(gap) > box.h) cells.wide_h = 0;
  if (cells.height(gap) > box.h) cells.rows = 0;
  return cells;
}

Cells choose_cells(const Rect& box, std::size_t count, float gap) {
  if (count > 2 && box.h > box.w) {
    const Cells cells = two_columns(box, count, gap);
    if (cells.rows > 0) return cells;
  }
  return largest_cells(box, count, gap);
}

// A strip over the lower edge, as wide as the picture.
TilePlace place(const HandCanvas& canvas, const Rect& picture) {
  const float h = std::round(canvas.text.small * 1.9F);
  return {picture, {picture.x, picture.bottom() - h, picture.w, h}};
}

void put_tiles(const HandCanvas& canvas, const Rect& box, const Cells& cells, std::size_t count,
               HandGrid& layout) {
  const float gap = canvas.gap();
  const float w = static_cast<float>(cells.columns) * (cells.w + gap) - gap;
  const float left = box.x + std::floor((box.w - w) / 2);
  std::size_t cell = 0;
  if (cells.wide_h > 0) {
    layout.tiles.push_back(place(canvas, {left, box.y, w, cells.wide_h}));
    cell = cells.columns;  // it took the whole row
  }
  const float below = cells.wide_h > 0 ? cells.wide_h - cells.h : 0;
  for (; layout.tiles.size() < count; ++cell) {
    const float x = left + static_cast<float>(cell % cells.columns) * (cells.w + gap);
    const float y = box.y + below + static_cast<float>(cell / cells.columns) * (cells.h + gap);
    layout.tiles.push_back(place(canvas, {x, y, cells.w, cells.h}));
  }
}

// How the board stands: lines in two columns, none higher than `row_most`.
void put_overview(const HandCanvas& canvas, const Rect& rest, float row_most,
                  std::size_t line_count, HandGrid& layout) {
  const float pad = std::round(std::round(canvas.text.body * 0.36F) * 1.2F);  // as the title's
  const float title_h = std::round(canvas.text.small * 1.7F);
  if (line_count == 0) return;
  const std::size_t rows = (line_count + 1) / 2;
  const float share = (rest.h - title_h - 2 * pad) / static_cast<float>(rows);
  const float row_h = std::floor(std::min(share, row_most));
  if (row_h < std::max(canvas.touch(), canvas.text.small * 1.7F)) return;
  const float h = title_h + static_cast<float>(rows) * row_h + 2 * pad;
  layout.overview = {rest.x, rest.y, rest.w, h};
  const float gap = 2 * canvas.margin();
  const float w = std::floor((rest.w - 2 * pad - gap) / 2);
  for (std::size_t i = 0; i < line_count; ++i) {
    layout.lines.push_back({rest.x + pad + static_cast<float>(i / rows) * (w + gap),
                            rest.y + pad + title_h + static_cast<float>(i % rows) * row_h, w,
                            row_h});
  }
}

// In the hole that an incomplete last row leaves, if it is large enough.
void fill_hole(const HandCanvas& canvas, std::size_t line_count, HandGrid& layout) {
  const Rect& last = layout.tiles.back().picture;
  const float cell_w = last.w + canvas.gap();
  const std::size_t holes = layout.columns - 1 - (layout.tiles.size() - 1) % layout.columns;
  const Rect hole = {last.right() + canvas.gap(), last.y,
                     static_cast<float>(holes) * cell_w - canvas.gap(), last.h};
  if (hole.w < 2 * (kLineEms * canvas.text.small + canvas.margin()) + canvas.gap()) return;
  put_overview(canvas, hole, hole.h, line_count, layout);
  if (!layout.overview.empty()) layout.overview.h = hole.h;
}

}  // namespace

HandGrid layout_hand_grid(const HandCanvas& canvas, const HandFrame& frame, std::size_t tile_count,
                          std::size_t line_count) {
  HandGrid layout;
  const std::size_t count = std::min(tile_count, kTileCountMax);
  Rect box = frame.body.inset(canvas.margin(), 0);
  if (count == 0) return layout;
  const Cells cells = choose_cells(box, count, canvas.gap());
  layout.columns = cells.columns;
  const float used = cells.height(canvas.gap());
  // What is free under the pictures of an upright screen is for the board; on others they stand in
  // the middle.
  if (box.h > box.w) {
    const float top = box.y + used + canvas.margin();
    put_tiles(canvas, box, cells, count, layout);
    put_overview(canvas, {box.x, top, box.w, box.bottom() - top}, canvas.touch() * 1.4F, line_count,
                 layout);
    return layout;
  }
  box.y += std::floor((box.h - used) / 2);
  put_tiles(canvas, box, cells, count, layout);
  fill_hole(canvas, line_count, layout);
  return layout;
}

}  // namespace sunhall
