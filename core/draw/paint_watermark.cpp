// Whose page this is, faintly over each picture: a photograph of the screen tells where it is from.
#include <algorithm>
#include <cmath>

#include "core/draw/paint.h"

namespace sunhall::paint {
namespace {

constexpr float kTurn_rad = 0.31F;
constexpr float kPitchX = 1.7F;          // between the middles, in widths of the turned words
constexpr float kPitchY = 2.4F;          // and in heights
constexpr float kPitchMinX_ems = 14.0F;  // short words are no reason for more of them
constexpr float kPitchMinY_ems = 7.5F;
// White with a dark edge shows on a steel table and on a dark floor; together they hide nothing.
constexpr float kInkOpacity = 0.34F;
constexpr float kEdgeOpacity = 0.26F;
// A picture of fewer ems is a stamp: the words would cover it, and nobody recognises a face on it.
constexpr float kPictureMin_ems = 15.0F;

struct Grid {
  int columns = 1;
  int rows = 1;
};

void mark(const Brush& brush, float x, float y, const std::string& words, float em, float opacity) {
  const float edge = std::max(1.0F, em * 0.07F);
  const TextStyle dark = {.em = em, .color = {0, 0, 0}, .opacity = kEdgeOpacity * opacity};
  const TextStyle light = {.em = em, .color = {255, 255, 255}, .opacity = kInkOpacity * opacity};
  brush.pen.slanted(x + edge, y + edge, kTurn_rad, words, dark);
  brush.pen.slanted(x, y, kTurn_rad, words, light);
}

}  // namespace

void watermark(const Brush& brush, const std::string& words, const Tile& tile) {
  if (words.empty() || !tile.shows_picture) return;
  const Rect picture = seen_rect(tile);
  float em = std::round(brush.text.small * 0.82F);
  if (!tile.big && picture.w < em * kPictureMin_ems) return;
  const float wide = brush.pen.width(words, em, Weight::kRegular);
  // As wide as it is before it is turned, so that it stays inside however it lies.
  const float shrink = std::min(1.0F, picture.w * 0.9F / wide);
  em *= shrink;
  const float w = wide * shrink;
  const float h = w * std::sin(kTurn_rad) + em * std::cos(kTurn_rad);
  const float wanted_x = std::max(w * kPitchX, em * kPitchMinX_ems);
  const float wanted_y = std::max(h * kPitchY, em * kPitchMinY_ems);
  const Grid grid = {std::max(1, static_cast<int>(picture.w / wanted_x)),
                     std::max(1, static_cast<int>(picture.h / wanted_y))};
  const float pitch_x = picture.w / static_cast<float>(grid.columns);
  const float pitch_y = picture.h / static_cast<float>(grid.rows);
  // Every second row stands aside, as far as the picture lets it.
  const float aside = std::clamp((pitch_x - w) * 0.3F, 0.0F, pitch_x / 4);
  for (int row = 0; row < grid.rows; ++row) {
    const float shift = grid.rows == 1 ? 0 : (row % 2 == 0 ? -aside : aside);
    for (int column = 0; column < grid.columns; ++column) {
      mark(brush, picture.x + (static_cast<float>(column) + 0.5F) * pitch_x + shift,
           picture.y + (static_cast<float>(row) + 0.5F) * pitch_y, words, em, tile.opacity);
    }
  }
}

}  // namespace sunhall::paint
