#include "core/stage/qr_card.h"

#include <doctest/doctest.h>

#include <cmath>

namespace sunhall {
namespace {

constexpr TextScale kText = {.body = 45, .small = 33, .title = 50, .huge = 130};

bool is_whole(float value) {
  return value == std::round(value);
}

TEST_CASE("qr card: the code has whole pixels for modules and its quiet zone, inside the card") {
  for (const Rect card : {Rect{1300, 150, 520, 800}, Rect{400, 300, 1100, 420},
                          Rect{7, 9, 366, 433}, Rect{0, 0, 1920, 1080}}) {
    const QrCard places = layout_qr_card(card, 29, kText);
    CAPTURE(card.w);

    CHECK(places.module_px >= 3);
    CHECK(is_whole(places.module_px));
    CHECK(is_whole(places.code.x));
    CHECK(is_whole(places.code.y));
    CHECK(places.code.w == places.module_px * (29 + 8));
    CHECK(places.code.h == places.code.w);
    for (const Rect& part : {places.code, places.title, places.line}) {
      CHECK(card.contains(part));
    }
    CHECK_FALSE(overlap(places.code, places.title));
    CHECK_FALSE(overlap(places.code, places.line));
    CHECK_FALSE(overlap(places.title, places.line));
  }
}

TEST_CASE("qr card: the words stand beside the code exactly where the card is wide") {
  CHECK(layout_qr_card({0, 0, 1100, 420}, 29, kText).beside);
  CHECK_FALSE(layout_qr_card({0, 0, 520, 800}, 29, kText).beside);
}

TEST_CASE("qr card: a panel's place beside a hall's pictures gives six pixels a module and more") {
  CHECK(layout_qr_card({0, 0, 560, 820}, 37, kText).module_px >= 6);
}

TEST_CASE("qr card: a card that is too small says so, and asks for no code's worth of pixels") {
  for (const Rect card : {Rect{0, 0, 60, 60}, Rect{}, Rect{0, 0, 400, 90}}) {
    CHECK(layout_qr_card(card, 29, kText).module_px == 0);
  }
  CHECK(layout_qr_card({0, 0, 500, 800}, 0, kText).module_px == 0);
}

}  // namespace
}  // namespace sunhall
