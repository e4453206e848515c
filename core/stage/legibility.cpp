#include "core/stage/legibility.h"

#include <cmath>

namespace sunhall {

TextScale text_scale(Size screen, const Viewing& viewing) {
  constexpr float kMmPerInch = 25.4F;
  constexpr float kMmPerMetre = 1000.0F;
  const auto width = static_cast<float>(screen.width);
  const auto height = static_cast<float>(screen.height);
  const float diagonal_mm = viewing.diagonal_inch * kMmPerInch;
  const float px_per_mm = std::hypot(width, height) / diagonal_mm;

  const float wanted = viewing.farthest_seat_m * kMmPerMetre * kLetterPerDistance * px_per_mm;
  const float letter = std::clamp(wanted, height * kBodyShareMin, height * kBodyShareMax);
  TextScale scale;
  scale.body = std::round(letter / kInkPerEm);
  scale.small = std::round(scale.body * 0.68F);
  scale.title = std::round(scale.body * 1.12F);
  scale.huge = std::round(height * 0.2F);
  scale.too_far = wanted > height * kBodyShareMax;
  return scale;
}

}  // namespace sunhall
