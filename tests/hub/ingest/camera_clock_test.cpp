#include "hub/ingest/camera_clock.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("camera clock: an error is told as it is, large or small") {
  CameraClock clock;

  CHECK(clock.add(0s, 120ms) == 120ms);
  CHECK(clock.add(1s, -30ms) == -30ms);
  CHECK(CameraClock().add(0s, -8h) == -8h);
  CHECK(CameraClock().add(0s, 24h * 365 * 20) == 24h * 365 * 20);
}

TEST_CASE("camera clock: a timestamp that wraps before the next sender report changes nothing") {
  CameraClock clock;
  REQUIRE(clock.add(0s, 8h + 40ms) == 8h + 40ms);

  CHECK(clock.add(1s, 8h + 45ms - kRtpWrap) == 8h + 40ms);
  CHECK(clock.add(5s, 8h + 45ms - kRtpWrap) == 8h + 40ms);
  CHECK(clock.add(6s, 8h + 50ms) == 8h + 50ms);
  CHECK(clock.add(7s, 8h + 45ms + kRtpWrap) == 8h + 50ms);
}

TEST_CASE("camera clock: a wrap right at the start is no error of thirteen hours") {
  CHECK(CameraClock().add(0s, kRtpWrap - 38ms) == -38ms);
  CHECK(CameraClock().add(0s, 38ms - kRtpWrap) == 38ms);
}

TEST_CASE("camera clock: a start within a wrap is right again a minute later") {
  CameraClock clock;
  REQUIRE(clock.add(0s, 8h - kRtpWrap) == 8h - kRtpWrap);

  clock.add(4s, 8h);
  CHECK(clock.add(4s + kRtpWrapBelievedAfter - 1us, 8h) == 8h - kRtpWrap);
  CHECK(clock.add(4s + kRtpWrapBelievedAfter, 8h) == 8h);
  CHECK(clock.add(65s, 8h + 1ms) == 8h + 1ms);
}

TEST_CASE("camera clock: a clock that is set is believed at once") {
  CameraClock clock;
  clock.add(0s, 8h);

  CHECK(clock.add(1s, 5ms) == 5ms);
}
