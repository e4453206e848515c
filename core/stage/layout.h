// Where things are, for each mode and screen: the one place that decides it.
#pragma once

#include <cstddef>
#include <vector>

#include "core/stage/geometry.h"
#include "core/stage/legibility.h"
#include "core/stage/panel.h"

namespace sunhall {

/// At most this many tiles on one screen.
inline constexpr std::size_t kTileCountMax = 16;
/// Small tiles under the big one; more would be smaller than a thumb from six metres.
inline constexpr std::size_t kSmallTileCountMax = 4;

/// What every layout starts from.
struct Canvas {
  Size screen;
  Rect safe;  // inside the overscan margin
  TextScale text;
};

/// Computes the safe area: `overscan` of each edge left free, moved by the pixel drift.
///
/// The drift walks one pixel a minute around the middle, so that no edge burns in and nobody sees
/// it move.
Rect safe_area(Size screen, float overscan, long minute);

struct TilePlace {
  Rect picture;
  Rect caption;
};

struct RotateLayout {
  Rect header;
  TilePlace big;
  std::vector<TilePlace> small;  // left to right
  Rect panel;
};
/// One big tile with a row of small ones under it, the records panel at the right.
RotateLayout layout_rotate(const Canvas& canvas, std::size_t camera_count);

struct GridLayout {
  Rect header;
  std::vector<TilePlace> tiles;  // reading order
  std::size_t columns = 1;
  Rect rest;  // the free cells at the end of the last row; empty if there is none
};
/// All tiles, row by row, as large as they can be.
GridLayout layout_grid(const Canvas& canvas, std::size_t tile_count);

/// One picture over the whole screen, its caption inside the safe area.
TilePlace layout_single(const Canvas& canvas);

struct RecordsLayout {
  Rect header;
  Rect tabs;
  Rect panel;
};
RecordsLayout layout_records(const Canvas& canvas);

struct MealtimeLayout {
  Rect header;
  Rect menu;
  TilePlace tile;
  Rect panel;
};
MealtimeLayout layout_mealtime(const Canvas& canvas);

/// Heights inside a panel, shared by the stage (how many rows fit) and the painter (where they go).
struct PanelMetrics {
  float pad = 0;
  float title_h = 0;
  float figures_h = 0;  // 0 without figures, or when they stand in the title's line
  float row_h = 0;
  float foot_h = 0;
};
PanelMetrics panel_metrics(const TextScale& text, PanelShape shape, bool has_figures);

/// How many rows fit a panel of that height: at least 1, at most `rows_max`.
std::size_t rows_that_fit(float panel_h, const PanelMetrics& metrics,
                          std::size_t rows_max = kPanelRowsMax);

}  // namespace sunhall
