#include "core/draw/icons.h"

#include <cmath>

namespace sunhall {
namespace {

constexpr float kFullTurn = 6.2831853F;

void draw_question(Pen& pen, float x, float y, float size, Color color) {
  const float r = size / 2;
  pen.ring(x, y, r * 0.86F, color, size * 0.1F);
  pen.text({x - r, y - r, size, size}, "?",
           {.em = size * 0.7F, .weight = Weight::kBold, .color = color, .align = Align::kCenter});
}

void draw_exclamation(Pen& pen, float x, float y, float size, Color color) {
  const float r = size / 2;
  const float thick = size * 0.1F;
  pen.stroke({{x, y - r * 0.8F},
              {x + r * 0.92F, y + r * 0.74F},
              {x - r * 0.92F, y + r * 0.74F},
              {x, y - r * 0.8F}},
             color, thick);
  pen.stroke({{x, y - r * 0.22F}, {x, y + r * 0.2F}}, color, thick * 1.1F);
  pen.disc(x, y + r * 0.48F, thick * 0.6F, color);
}

void draw_clock(Pen& pen, float x, float y, float size, Color color) {
  const float r = size / 2;
  pen.ring(x, y, r * 0.86F, color, size * 0.1F);
  pen.stroke({{x, y - r * 0.5F}, {x, y}, {x + r * 0.38F, y + r * 0.2F}}, color, size * 0.1F);
}

}  // namespace

void draw_tone_icon(Pen& pen, Tone tone, float x, float y, float size, Color color) {
  const float r = size / 2;
  const float thick = size * 0.15F;
  switch (tone) {
    case Tone::kGood:
      pen.stroke({{x - r * 0.72F, y + r * 0.02F},
                  {x - r * 0.18F, y + r * 0.56F},
                  {x + r * 0.76F, y - r * 0.56F}},
                 color, thick);
      return;
    case Tone::kBad:
      pen.stroke({{x - r * 0.58F, y - r * 0.58F}, {x + r * 0.58F, y + r * 0.58F}}, color, thick);
      pen.stroke({{x + r * 0.58F, y - r * 0.58F}, {x - r * 0.58F, y + r * 0.58F}}, color, thick);
      return;
    case Tone::kUnknown:
      return draw_question(pen, x, y, size, color);
    case Tone::kCaution:
      return draw_exclamation(pen, x, y, size, color);
    case Tone::kActive:
      return draw_clock(pen, x, y, size, color);
    case Tone::kNeutral:
      return;
  }
}

void draw_camera_off(Pen& pen, float x, float y, float size, Color color) {
  const float r = size / 2;
  const float thick = size * 0.07F;
  pen.frame({x - r * 0.9F, y - r * 0.5F, r * 1.2F, r}, color, thick, r * 0.16F);
  pen.stroke({{x + r * 0.42F, y - r * 0.1F},
              {x + r * 0.9F, y - r * 0.42F},
              {x + r * 0.9F, y + r * 0.42F},
              {x + r * 0.42F, y + r * 0.1F}},
             color, thick);
  pen.stroke({{x - r * 0.85F, y - r * 0.85F}, {x + r * 0.85F, y + r * 0.85F}}, color, thick);
}

void draw_sun(Pen& pen, float x, float y, float size, Color color, Color ground) {
  const float r = size / 2;
  constexpr int kRays = 7;
  for (int i = 0; i < kRays; ++i) {  // the upper half of the sky only
    const float angle = kFullTurn / 2 * (1.0F + static_cast<float>(i) / (kRays - 1));
    const float dx = std::cos(angle);
    const float dy = std::sin(angle);
    pen.stroke({{x + dx * r * 0.68F, y + dy * r * 0.68F}, {x + dx * r * 0.98F, y + dy * r * 0.98F}},
               color, size * 0.075F);
  }
  pen.disc(x, y, r * 0.46F, color);
  pen.fill({x - r, y + r * 0.1F, size, r * 0.9F}, ground);
  // The bowl: a half disc is a disc with its upper half painted over.
  pen.stroke({{x - r * 0.86F, y + r * 0.2F}, {x + r * 0.86F, y + r * 0.2F}}, color, size * 0.1F);
  pen.stroke({{x - r * 0.66F, y + r * 0.34F},
              {x - r * 0.36F, y + r * 0.72F},
              {x + r * 0.36F, y + r * 0.72F},
              {x + r * 0.66F, y + r * 0.34F}},
             color, size * 0.1F);
}

void draw_pause(Pen& pen, float x, float y, float size, Color color) {
  const float h = size * 0.62F;
  const float w = size * 0.18F;
  pen.fill({x - size * 0.26F, y - h / 2, w, h}, color, w * 0.3F);
  pen.fill({x + size * 0.26F - w, y - h / 2, w, h}, color, w * 0.3F);
}

}  // namespace sunhall
