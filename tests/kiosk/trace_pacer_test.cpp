#include "kiosk/trace_pacer.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

WallTime wall(std::chrono::milliseconds since) {
  return WallTime(1764000000s) + since;
}

}  // namespace

TEST_CASE("trace_pacer: pictures keep their distance, a half and an eighth of it when fast") {
  for (const int speed : {1, 2, 8}) {
    TracePacer pacer;
    CHECK(pacer.due(10s, wall(0ms), speed) == Ticks(10s));
    CHECK(pacer.due(10s, wall(800ms), speed) == Ticks(10s) + Ticks(800ms) / speed);
    CHECK_FALSE(pacer.fell_behind());
  }
}

TEST_CASE("trace_pacer: another speed counts from where it changed") {
  TracePacer pacer;
  pacer.due(10s, wall(0ms), 1);
  CHECK(pacer.due(11s, wall(1s), 8) == Ticks(11s));
  CHECK(pacer.due(11s, wall(9s), 8) == Ticks(12s));
}

TEST_CASE("trace_pacer: a jump in the recording is not waited for, forwards or backwards") {
  TracePacer pacer;
  pacer.due(10s, wall(0ms), 1);
  CHECK(pacer.due(10s, wall(1h), 1) == Ticks(10s));
  CHECK(pacer.due(10s, wall(1h + 40ms), 1) == Ticks(10s + 40ms));
  CHECK(pacer.due(11s, wall(0ms), 1) == Ticks(11s));
}

TEST_CASE("trace_pacer: who cannot keep up is told once and plays on from there") {
  TracePacer pacer;
  pacer.due(10s, wall(0ms), 8);
  CHECK(pacer.due(11s, wall(80ms), 8) == Ticks(11s));
  CHECK(pacer.fell_behind());
  CHECK_FALSE(pacer.fell_behind());
  CHECK(pacer.due(11s, wall(160ms), 8) == Ticks(11s + 10ms));
}

TEST_CASE("trace_pacer: after a pause the next picture comes at once") {
  TracePacer pacer;
  pacer.due(10s, wall(0ms), 1);
  pacer.restart();
  CHECK(pacer.due(60s, wall(40ms), 1) == Ticks(60s));
}
