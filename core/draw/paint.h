// The pieces of a scene, one function a piece; used by painter.cpp only.
#pragma once

#include "core/draw/pen.h"
#include "core/draw/theme.h"
#include "core/stage/scene.h"

namespace sunhall::paint {

/// What every piece needs.
struct Brush {
  Pen& pen;
  const Palette& colors;
  const TextScale& text;
};

/// Draws a pill with icon and word; returns its width.
float chip(const Brush& brush, const Status& status, float right, float center_y, float em);
float chip_width(const Brush& brush, const Status& status, float em);

/// Draws all pieces of a scene but its pictures, from the back to the front.
void scene(const Brush& brush, const Scene& scene);

/// The part of the screen that a tile's picture takes, bars left out.
Rect seen_rect(const Tile& tile);

void header(const Brush& brush, const Header& header);
void tile(const Brush& brush, const Tile& tile, const Scene& scene);
void panel(const Brush& brush, const PanelBox& box);
void tabs(const Brush& brush, const Rect& rect, const std::vector<Tab>& tabs);
void overview(const Brush& brush, const OverviewBox& box);
void meal(const Brush& brush, const MealBox& box);
void notice(const Brush& brush, const NoticeBox& box, Size screen);
void menu(const Brush& brush, const MenuBox& box);
void pin(const Brush& brush, const PinBox& box, Size screen);
void night(const Brush& brush, const NightClock& clock, float huge);
void watermark(const Brush& brush, const std::string& words, const Tile& tile);
void qr(const Brush& brush, const QrBox& box);
void buttons(const Brush& brush, const std::vector<Button>& all, const Rect& bar);
void banner(const Brush& brush, const std::string& words, const Rect& rect);
void hints(const Brush& brush, const std::vector<Hint>& hints, const Rect& safe);

}  // namespace sunhall::paint
