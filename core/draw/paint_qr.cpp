// A card with a QR code: where families look.
#include <algorithm>
#include <cmath>

#include "core/draw/paint.h"
#include "core/stage/qr_card.h"

namespace sunhall::paint {
namespace {

// Black on white by night, too: phones look for dark modules on a light ground.
constexpr Color kDark = {0x17, 0x12, 0x0E};
constexpr Color kLight = {0xFF, 0xFF, 0xFF};

// A run of dark modules is one rectangle: no seam in it, and a tenth of the corners.
void modules(const Brush& brush, const QrGrid& grid, const QrCard& card) {
  const float px = card.module_px;
  const float left = card.code.x + kQuietModules * px;
  const float top = card.code.y + kQuietModules * px;
  for (std::size_t y = 0; y < grid.side; ++y) {
    for (std::size_t x = 0; x < grid.side;) {
      std::size_t end = x;
      while (end < grid.side && grid.is_dark(end, y)) ++end;
      if (end > x) {
        brush.pen.fill({left + static_cast<float>(x) * px, top + static_cast<float>(y) * px,
                        static_cast<float>(end - x) * px, px},
                       kDark);
      }
      x = end + 1;
    }
  }
}

// One line if that needs only some squeezing: who types it must not wonder where it breaks.
void address(const Brush& brush, const std::string& words, const Rect& rect, Align align) {
  constexpr float kSqueezeMin = 0.66F;
  TextStyle style = {.em = brush.text.small, .color = brush.colors.ink_soft, .align = align};
  const float w = brush.pen.width(words, style.em, style.weight);
  if (w * kSqueezeMin > rect.w) return brush.pen.paragraph(rect, words, style);
  style.em = std::floor(style.em * std::min(1.0F, rect.w / w));
  brush.pen.text(rect, words, style);
}

}  // namespace

void qr(const Brush& brush, const QrBox& box) {
  const float radius = std::round(brush.text.body * 0.32F);
  brush.pen.fill(box.rect, brush.colors.card, radius);
  if (box.grid == nullptr) return;
  const QrCard card = layout_qr_card(box.rect, box.grid->side, brush.text);
  const Align align = card.beside ? Align::kLeft : Align::kCenter;
  brush.pen.text(card.title, box.title,
                 {.em = brush.text.title,
                  .weight = Weight::kBold,
                  .color = brush.colors.brand,
                  .align = align});
  address(brush, box.line, card.line, align);
  if (card.module_px <= 0) return;
  // Only as round as the quiet zone allows.
  brush.pen.fill(card.code, kLight, std::min(radius, 2 * card.module_px));
  modules(brush, *box.grid, card);
}

}  // namespace sunhall::paint
