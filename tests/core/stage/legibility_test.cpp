#include "core/stage/legibility.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace sunhall;

namespace {

constexpr Size kScreens[] = {{1280, 720}, {1920, 1080}, {3840, 2160}, {1024, 768}, {1080, 1920}};

// Millimetres of a letter's ink on the screen.
double letter_mm(const TextScale& text, Size screen, const Viewing& viewing) {
  const double diagonal_px = std::hypot(screen.width, screen.height);
  return static_cast<double>(text.body * kInkPerEm) * static_cast<double>(viewing.diagonal_inch) *
         25.4 / diagonal_px;
}

}  // namespace

TEST_CASE(
    "legibility: a letter is as high as the farthest seat needs, or the screen says it is not") {
  for (const Size screen : kScreens) {
    for (float inch = 24; inch <= 85; inch += 1) {
      for (float seat_m = 1; seat_m <= 12; seat_m += 0.5F) {
        const Viewing viewing = {inch, seat_m};
        const TextScale text = text_scale(screen, viewing);
        const double needed_mm = static_cast<double>(seat_m) * 1000.0 / 150.0;
        if (!text.too_far) CHECK(letter_mm(text, screen, viewing) >= needed_mm * 0.98);
        if (text.too_far) CHECK(letter_mm(text, screen, viewing) < needed_mm * 1.02);
      }
    }
  }
}

TEST_CASE(
    "legibility: body text is never under a twenty-fourth of the height, nor over a thirteenth") {
  for (const Size screen : kScreens) {
    for (const float seat_m : {0.5F, 1.0F, 3.0F, 6.0F, 12.0F, 40.0F}) {
      const TextScale text = text_scale(screen, {55, seat_m});
      const auto h = static_cast<float>(screen.height);
      CHECK(text.body * kInkPerEm >= h / 24 - 1);
      CHECK(text.body * kInkPerEm <= h / 13 + 1);
    }
  }
}

TEST_CASE("legibility: 55 inches and six metres make forty millimetres") {
  const Viewing viewing = {55, 6};
  CHECK(letter_mm(text_scale({1920, 1080}, viewing), {1920, 1080}, viewing) ==
        doctest::Approx(40).epsilon(0.02));
}

TEST_CASE("legibility: a sharper screen of the same size shows letters of the same height") {
  const Viewing viewing = {55, 6};
  const double full_hd = letter_mm(text_scale({1920, 1080}, viewing), {1920, 1080}, viewing);
  const double uhd = letter_mm(text_scale({3840, 2160}, viewing), {3840, 2160}, viewing);
  CHECK(full_hd == doctest::Approx(uhd).epsilon(0.02));
}

TEST_CASE("legibility: a seat farther away never makes text smaller; sizes keep their order") {
  for (const Size screen : kScreens) {
    float body = 0;
    for (float seat_m = 1; seat_m <= 12; seat_m += 0.25F) {
      const TextScale text = text_scale(screen, {43, seat_m});
      CHECK(text.body >= body);
      CHECK(text.small < text.body);
      CHECK(text.body < text.title);
      CHECK(text.title < text.huge);
      body = text.body;
    }
  }
}
