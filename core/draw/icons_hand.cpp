// Icons of a screen in the hand: what the buttons do.
#include <algorithm>
#include <cmath>

#include "core/draw/icons.h"

namespace sunhall {
namespace {

constexpr float kStrokeShare = 0.085F;  // of an icon's size
constexpr float kHalfTurn = 3.14159265F;

struct Box {
  Pen& pen;
  float x;  // of the middle
  float y;
  float r;  // half of the size
  float thick;
  Color color;

  float at_x(float share) const { return x + r * share; }
  float at_y(float share) const { return y + r * share; }
  void stroke(std::initializer_list<std::pair<float, float>> points) const {
    for (auto one = points.begin(); one + 1 != points.end(); ++one) {
      const auto& [x0, y0] = *one;
      const auto& [x1, y1] = *(one + 1);
      pen.stroke({{at_x(x0), at_y(y0)}, {at_x(x1), at_y(y1)}}, color, thick);
    }
  }
  void frame(float left, float top, float right, float bottom, float radius) const {
    pen.frame({at_x(left), at_y(top), r * (right - left), r * (bottom - top)}, color, thick,
              r * radius);
  }
};

// A camera that films.
void draw_watch(const Box& box) {
  box.frame(-0.92F, -0.56F, 0.38F, 0.56F, 0.22F);
  box.stroke({{0.42F, -0.12F}, {0.9F, -0.46F}, {0.9F, 0.46F}, {0.42F, 0.12F}});
}

void draw_grid(const Box& box) {
  for (const float left : {-0.84F, 0.12F}) {
    for (const float top : {-0.84F, 0.12F}) {
      box.frame(left, top, left + 0.72F, top + 0.72F, 0.14F);
    }
  }
}

// A sheet with what was ticked off.
void draw_records(const Box& box) {
  box.frame(-0.7F, -0.82F, 0.7F, 0.88F, 0.2F);
  box.stroke({{-0.28F, -0.84F}, {0.28F, -0.84F}});
  for (const float y : {-0.22F, 0.38F}) {
    box.stroke({{-0.4F, y}, {-0.28F, y + 0.13F}, {-0.08F, y - 0.13F}});
    box.stroke({{0.12F, y}, {0.4F, y}});
  }
}

// A bowl that steams.
void draw_meals(const Box& box) {
  box.stroke({{-0.92F, 0.02F}, {0.92F, 0.02F}});
  box.pen.arc(box.x, box.at_y(0.02F), box.r * 0.78F, 0, kHalfTurn, box.color, box.thick);
  box.stroke({{-0.34F, 0.84F}, {0.34F, 0.84F}});
  for (const float x : {-0.34F, 0.06F, 0.46F}) {
    box.stroke({{x, -0.34F}, {x - 0.1F, -0.5F}, {x + 0.02F, -0.66F}, {x - 0.08F, -0.82F}});
  }
}

// What somebody says.
void draw_feedback(const Box& box) {
  box.stroke({{-0.2F, 0.42F},
              {-0.5F, 0.86F},
              {-0.5F, 0.42F},
              {-0.7F, 0.42F},
              {-0.86F, 0.26F},
              {-0.86F, -0.6F},
              {-0.7F, -0.76F},
              {0.7F, -0.76F},
              {0.86F, -0.6F},
              {0.86F, 0.26F},
              {0.7F, 0.42F},
              {-0.2F, 0.42F}});
  for (const float x : {-0.42F, 0.0F, 0.42F}) {
    box.pen.disc(box.at_x(x), box.at_y(-0.17F), box.thick * 0.75F, box.color);
  }
}

void draw_back(const Box& box) {
  box.stroke({{0.78F, 0}, {-0.74F, 0}});
  box.stroke({{-0.14F, -0.62F}, {-0.76F, 0}, {-0.14F, 0.62F}});
}

}  // namespace

void draw_act_icon(Pen& pen, ButtonAct act, float x, float y, float size, Color color) {
  const Box box = {pen, x, y, size / 2, std::max(1.5F, size * kStrokeShare), color};
  switch (act) {
    case ButtonAct::kWatch:
      return draw_watch(box);
    case ButtonAct::kGrid:
      return draw_grid(box);
    case ButtonAct::kRecords:
      return draw_records(box);
    case ButtonAct::kMeals:
      return draw_meals(box);
    case ButtonAct::kFeedback:
      return draw_feedback(box);
    case ButtonAct::kBack:
      return draw_back(box);
    case ButtonAct::kTextSmaller:
    case ButtonAct::kTextLarger:
      return;
  }
}

void draw_away(Pen& pen, float x, float y, float size, Color color) {
  const Box box = {pen, x, y, size / 2, std::max(1.5F, size * kStrokeShare), color};
  for (const float radius : {0.44F, 0.86F, 1.28F}) {
    pen.arc(x, box.at_y(0.62F), box.r * radius, -kHalfTurn * 0.75F, -kHalfTurn * 0.25F, color,
            box.thick);
  }
  pen.disc(x, box.at_y(0.62F), box.thick * 0.8F, color);
  box.stroke({{-0.8F, -0.78F}, {0.8F, 0.82F}});
}

void draw_close(Pen& pen, float x, float y, float size, Color color) {
  const Box box = {pen, x, y, size / 2, std::max(1.5F, size * kStrokeShare), color};
  box.stroke({{-0.6F, -0.6F}, {0.6F, 0.6F}});
  box.stroke({{0.6F, -0.6F}, {-0.6F, 0.6F}});
}

}  // namespace sunhall
