// Writes and draws with the theme's colours: the only place that knows Dear ImGui's draw lists.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/draw/fonts.h"
#include "core/draw/theme.h"
#include "core/stage/geometry.h"

struct ImDrawList;

namespace sunhall {

enum class Align : unsigned char { kLeft, kCenter, kRight };

struct TextStyle {
  float em = 0;  // px of the em square
  Weight weight = Weight::kRegular;
  Color color{};
  Align align = Align::kLeft;
  float opacity = 1.0F;
};

/// How far a text may shrink to fit before it is cut with an ellipsis.
inline constexpr float kShrinkMin = 0.78F;

/// Draws one frame's shapes and texts, in order, over the video.
///
/// Owner:   the painter, for one frame.
/// Units:   pixels.
class Pen {
 public:
  Pen(ImDrawList* list, Fonts& fonts) : list_(list), fonts_(fonts) {}

  void fill(const Rect& rect, Color color, float radius = 0, float opacity = 1.0F);
  void frame(const Rect& rect, Color color, float thickness, float radius = 0,
             float opacity = 1.0F);
  void line(float x0, float y0, float x1, float y1, Color color, float thickness);
  void disc(float x, float y, float radius, Color color, float opacity = 1.0F);
  void ring(float x, float y, float radius, Color color, float thickness);
  /// A line through points with round-looking joints.
  void stroke(std::initializer_list<std::pair<float, float>> points, Color color, float thickness,
              float opacity = 1.0F);
  /// A part of a circle, from one angle to the other (radians, clockwise from the right).
  void arc(float x, float y, float radius, float from, float to, Color color, float thickness);
  void triangle(std::initializer_list<std::pair<float, float>> corners, Color color);
  /// Paints the four corners around a rounded rectangle, so that a picture looks rounded.
  void round_off(const Rect& rect, float radius, Color outside);

  float width(std::string_view text, float em, Weight weight) const;

  /// Writes one line in the middle of the box's height; returns how wide it came out.
  ///
  /// Shrinks to kShrinkMin, then cuts with an ellipsis: never outside the box.
  float text(const Rect& box, std::string_view words, TextStyle style);

  /// Writes one line around a point, turned counter-clockwise by `turn` (radians).
  void slanted(float x, float y, float turn, std::string_view words, const TextStyle& style);

  /// Writes as many lines as it takes, centred in the box, smaller if the box is too small.
  void paragraph(const Rect& box, std::string_view words, TextStyle style);

 private:
  float fit(std::string_view words, float width_px, TextStyle& style, std::string& cut) const;
  void glyphs(float x, float center_y, std::string_view words, const TextStyle& style);
  std::vector<std::string_view> wrap(std::string_view words, float em, Weight weight,
                                     float width_px) const;

  ImDrawList* list_;
  Fonts& fonts_;
};

}  // namespace sunhall
