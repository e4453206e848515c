#include "core/draw/theme.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace sunhall {
namespace {

constexpr double kLegible = 7.0;  // WCAG 2.2 §1.4.6, and what the hall is promised

constexpr std::array kTones = {Tone::kNeutral, Tone::kGood, Tone::kBad, Tone::kUnknown,
                               Tone::kActive};

TEST_CASE("contrast: black on white is 21, a colour on itself 1") {
  CHECK(contrast({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21.0));
  CHECK(contrast({12, 34, 56}, {12, 34, 56}) == doctest::Approx(1.0));
}

TEST_CASE("theme: every text stands at least 7 : 1 against its ground, by day and by night") {
  for (const Theme theme : {Theme::kDay, Theme::kNight}) {
    const Palette& colors = palette(theme);
    CAPTURE(static_cast<int>(theme));

    for (const Color ground : {colors.ground, colors.card}) {
      CHECK(contrast(colors.ink, ground) >= kLegible);
      CHECK(contrast(colors.ink_soft, ground) >= kLegible);
      CHECK(contrast(colors.brand, ground) >= kLegible);
    }
    CHECK(contrast(colors.card, colors.brand) >= kLegible);  // the selected tab
    CHECK(contrast(colors.over_video.ink, colors.over_video.ground) >= kLegible);
    for (const Tone tone : kTones) {
      const Pair& pair = tone_pair(colors, tone);
      CAPTURE(static_cast<int>(tone));
      CHECK(contrast(pair.ink, pair.ground) >= kLegible);
    }
    // A tab shows its status's icon on the card.
    for (const Tone tone : kTones) {
      CHECK(contrast(tone_pair(colors, tone).ink, colors.card) >= kLegible);
    }
  }
}

TEST_CASE("theme: good, bad and unknown never share a colour") {
  for (const Theme theme : {Theme::kDay, Theme::kNight}) {
    const Palette& colors = palette(theme);

    CHECK(contrast(colors.good.ground, colors.bad.ground) != doctest::Approx(1.0).epsilon(0.001));
    CHECK(colors.good.ink.g > colors.good.ink.r);
    CHECK(colors.bad.ink.r > colors.bad.ink.g);
    CHECK(colors.unknown.ink.r > colors.unknown.ink.b);
  }
}

}  // namespace
}  // namespace sunhall
