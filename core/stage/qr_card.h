// Where the parts of a card with a QR code are.
#pragma once

#include <cstddef>

#include "core/stage/geometry.h"
#include "core/stage/legibility.h"

namespace sunhall {

/// Light modules around a code, part of what a phone looks for.
///
/// Source:  ISO/IEC 18004:2015 §6.3.8, "quiet zone".
inline constexpr float kQuietModules = 4.0F;

struct QrCard {
  float module_px = 0;  // a whole number; 0: the card is too small for the code
  Rect code;            // with the quiet zone
  Rect title;
  Rect line;
  bool beside = false;  // the words stand beside the code, else above and below it
};

/// Shares a card out: the code as large as it can be, its modules whole pixels.
///
/// A card that is much wider than high has its words beside the code.
QrCard layout_qr_card(const Rect& card, std::size_t side_modules, const TextScale& text);

}  // namespace sunhall
