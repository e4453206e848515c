#include "core/stage/legibility.h"

#include <algorithm>
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

TextScale hand_text_scale(float pixel_ratio, int percent) {
  const int chosen = std::clamp(percent, kTextPercentMin, kTextPercentMax);
  const float body = kHandBody_css * pixel_ratio * static_cast<float>(chosen) / 100.0F;
  TextScale scale;
  scale.body = std::round(body);
  scale.small = std::round(body * 0.83F);
  scale.title = std::round(body * 1.12F);
  scale.huge = std::round(body * 2.0F);
  return scale;
}

}  // namespace sunhall
