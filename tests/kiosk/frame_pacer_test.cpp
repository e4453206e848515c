#include "kiosk/frame_pacer.h"

#include <doctest/doctest.h>

namespace sunhall {
namespace {

using std::chrono::milliseconds;

constexpr Ticks kSoon = std::chrono::seconds(1);

TEST_CASE("pacer: without news nothing is drawn before the scene changes") {
  FramePacer pacer;
  pacer.presented(Ticks{});

  CHECK(pacer.due(kSoon) == kSoon);
}

TEST_CASE("pacer: the big feed's picture is drawn at once, but never faster than 60 Hz") {
  FramePacer pacer;
  pacer.presented(milliseconds(100));
  pacer.add({.lead = true});

  CHECK(pacer.due(kSoon) == Ticks(milliseconds(100)) + kFrameGapMin);
}

TEST_CASE("pacer: small tiles' pictures wait for the big one, but not for ever") {
  FramePacer pacer;
  pacer.presented(milliseconds(100));
  pacer.add({.companions = true});

  CHECK(pacer.due(kSoon) == Ticks(milliseconds(100)) + kCompanionWait);
  pacer.add({.lead = true});
  CHECK(pacer.due(kSoon) == Ticks(milliseconds(100)) + kFrameGapMin);
}

TEST_CASE("pacer: a key is answered with the next frame") {
  FramePacer pacer;
  pacer.presented(milliseconds(100));
  pacer.add({.urgent = true});

  CHECK(pacer.due(kSoon) <= Ticks(milliseconds(117)));
}

TEST_CASE("pacer: what was presented is not drawn again") {
  FramePacer pacer;
  pacer.add({.lead = true, .companions = true, .urgent = true});
  pacer.presented(milliseconds(100));

  CHECK(pacer.due(kSoon) == kSoon);
}

TEST_CASE("pacer: a fade asks for every frame") {
  FramePacer pacer;
  pacer.presented(milliseconds(100));

  CHECK(pacer.due(milliseconds(90)) == Ticks(milliseconds(100)) + kFrameGapMin);
}

}  // namespace
}  // namespace sunhall
