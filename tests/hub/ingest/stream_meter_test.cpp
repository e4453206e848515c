#include "hub/ingest/stream_meter.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("stream meter: 25 frames of 1000 bytes a second are 25 fps and 200 kbit/s") {
  StreamMeter meter;
  for (int i = 0; i < 500; ++i) meter.add(i * 40ms, 1000, i % 50 == 0);

  CHECK(*meter.frames_per_s() == doctest::Approx(25));
  CHECK(*meter.bits_per_s() == 200'000);
  CHECK(*meter.keyframe_interval() == Ticks(2s));
}

TEST_CASE("stream meter: nothing is claimed before a second has been seen") {
  StreamMeter meter;
  for (int i = 0; i < 20; ++i) meter.add(i * 40ms, 1000, i == 0);

  CHECK_FALSE(meter.frames_per_s());
  CHECK_FALSE(meter.bits_per_s());
  CHECK_FALSE(meter.keyframe_interval());
}

TEST_CASE(
    "stream meter: the figures are of the last ten seconds, keyframes older than that count") {
  StreamMeter meter;
  meter.add(0s, 1000, true);
  for (int i = 1; i < 300; ++i) meter.add(i * 100ms, 1'000'000, false);
  for (int i = 300; i < 500; ++i) meter.add(i * 100ms, 1000, i == 499);

  CHECK(*meter.bits_per_s() == 80'000);
  CHECK(*meter.keyframe_interval() == Ticks(49'900ms));
}

TEST_CASE("stream meter: a new clock starts new figures") {
  for (const Ticks jump : {Ticks(-1s), Ticks(1h)}) {
    StreamMeter meter;
    for (int i = 0; i < 100; ++i) meter.add(i * 40ms, 1000, i % 50 == 0);
    meter.add(4s + jump, 1000, false);

    CHECK_FALSE(meter.frames_per_s());
    CHECK_FALSE(meter.keyframe_interval());
  }
}
