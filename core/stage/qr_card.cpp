#include "core/stage/qr_card.h"

#include <algorithm>
#include <cmath>

namespace sunhall {
namespace {

constexpr float kBesideAspect = 1.35F;
constexpr float kModuleMin_px = 3.0F;  // finer ones blur in a phone's camera
constexpr float kTitleLine = 1.5F;     // heights of the words' boxes, in ems of the title
constexpr float kAddressLines = 2.6F;  // and of the address, which may take two lines

float module_of(float room, std::size_t side_modules) {
  if (side_modules == 0) return 0;
  const float px = std::floor(room / (static_cast<float>(side_modules) + 2 * kQuietModules));
  return px >= kModuleMin_px ? px : 0;
}

}  // namespace

QrCard layout_qr_card(const Rect& card, std::size_t side_modules, const TextScale& text) {
  QrCard out;
  const float pad = std::round(text.body * 0.5F);
  const Rect inside = card.inset(pad);
  const float title_h = std::round(text.title * kTitleLine);
  const float line_h = std::round(text.small * kAddressLines);
  out.beside = card.w > card.h * kBesideAspect;
  const float room = out.beside ? std::min(inside.h, inside.w * 0.5F)
                                : std::min(inside.w, inside.h - title_h - line_h);
  out.module_px = module_of(room, side_modules);
  const float side = out.module_px * (static_cast<float>(side_modules) + 2 * kQuietModules);
  if (out.beside) {
    out.code = {std::round(inside.x), std::round(inside.center_y() - side / 2), side, side};
    const float x = out.code.right() + pad;
    const float w = inside.right() - x;
    out.title = {x, inside.center_y() - title_h, w, title_h};
    out.line = {x, inside.center_y(), w, line_h};
    return out;
  }
  // What is left over goes above and below, so that the words stay close to the code.
  const float spare = std::max(0.0F, (inside.h - title_h - side - line_h) / 2);
  out.title = {inside.x, inside.y + spare, inside.w, title_h};
  out.code = {std::round(inside.center_x() - side / 2), std::round(out.title.bottom()), side, side};
  out.line = {inside.x, out.code.bottom(), inside.w, line_h};
  return out;
}

}  // namespace sunhall
