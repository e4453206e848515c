#include "core/stage/pin_pad.h"

#include <doctest/doctest.h>

#include <string_view>

#include "core/stage/key.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

using Outcome = PinPad::Outcome;

struct Pad {
  Outcome type(std::string_view digits) {
    Outcome outcome = Outcome::kGoesOn;
    for (const char digit : digits) {
      outcome = pad.press(static_cast<Key>(static_cast<int>(Key::kDigit0) + digit - '0'), now);
    }
    return outcome;
  }

  PinPad pad{"2580"};
  Ticks now{1h};
};

}  // namespace

TEST_CASE("pin_pad: the right digits open it, at the last one") {
  Pad test;
  test.pad.open();

  CHECK(test.type("258") == Outcome::kGoesOn);
  CHECK(test.pad.entered() == 3);
  CHECK(test.type("0") == Outcome::kRight);
}

TEST_CASE("pin_pad: six keys are enough") {
  Pad test;
  test.pad.open();

  for (const int digit : {2, 5, 8, 0}) {
    while (static_cast<int>(test.pad.selected()) != digit) test.pad.press(Key::kRight, test.now);
    const Outcome outcome = test.pad.press(Key::kOk, test.now);
    CHECK(outcome == (digit == 0 ? Outcome::kRight : Outcome::kGoesOn));
  }
}

TEST_CASE("pin_pad: the row of digits is a ring") {
  Pad test;
  test.pad.open();

  test.pad.press(Key::kLeft, test.now);
  CHECK(test.pad.selected() == 9);
  test.pad.press(Key::kRight, test.now);
  CHECK(test.pad.selected() == 0);
}

TEST_CASE("pin_pad: wrong digits are told after the last one, and the next try begins clean") {
  Pad test;
  test.pad.open();

  CHECK(test.type("1111") == Outcome::kGoesOn);
  CHECK(test.pad.wrong());
  CHECK(test.pad.entered() == 0);

  CHECK(test.type("2") == Outcome::kGoesOn);
  CHECK_FALSE(test.pad.wrong());
  CHECK(test.type("580") == Outcome::kRight);
}

TEST_CASE("pin_pad: Back takes a digit away, then cancels") {
  Pad test;
  test.pad.open();
  test.type("25");

  CHECK(test.pad.press(Key::kBack, test.now) == Outcome::kGoesOn);
  CHECK(test.pad.entered() == 1);
  test.pad.press(Key::kBack, test.now);
  CHECK(test.pad.press(Key::kBack, test.now) == Outcome::kCancelled);
}

TEST_CASE("pin_pad: five wrong tries lock it for a minute, the right PIN too") {
  Pad test;
  test.pad.open();
  for (int i = 0; i < kPinTriesMax; ++i) test.type("1111");

  CHECK(test.pad.locked_s(test.now) == 60);
  CHECK(test.type("2580") == Outcome::kGoesOn);
  test.now += 59s;
  CHECK(test.pad.locked_s(test.now) == 1);
  CHECK(test.type("2580") == Outcome::kGoesOn);

  test.now += 1s;
  CHECK(test.pad.locked_s(test.now) == 0);
  CHECK(test.type("2580") == Outcome::kRight);
}

TEST_CASE("pin_pad: closing and opening again neither unlocks it nor gives back tries") {
  Pad test;
  for (int i = 0; i < kPinTriesMax; ++i) {
    CHECK(test.pad.locked_s(test.now) == 0);
    test.pad.open();
    test.type("1111");
    test.pad.press(Key::kBack, test.now);
  }

  test.pad.open();
  CHECK(test.pad.locked_s(test.now) > 0);
  CHECK(test.pad.press(Key::kBack, test.now) == Outcome::kCancelled);
}

TEST_CASE("pin_pad: after a lock there are five tries again") {
  Pad test;
  test.pad.open();
  for (int i = 0; i < kPinTriesMax; ++i) test.type("1111");
  test.now += kPinLock;

  for (int i = 0; i < kPinTriesMax - 1; ++i) test.type("1111");
  CHECK(test.pad.locked_s(test.now) == 0);
  test.type("1111");
  CHECK(test.pad.locked_s(test.now) == 60);
}

TEST_CASE("pin_pad: other keys do nothing") {
  Pad test;
  test.pad.open();

  for (const Key key : {Key::kUp, Key::kDown, Key::kRed, Key::kMenu, Key::kPower}) {
    CHECK(test.pad.press(key, test.now) == Outcome::kGoesOn);
  }
  CHECK(test.pad.entered() == 0);
}
