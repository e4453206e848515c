#include "kiosk/stream_lag.h"

#include <doctest/doctest.h>

#include "kiosk/stream_pacer.h"

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("lag: a healthy stream is never behind, whatever its clock says") {
  StreamLag lag;

  for (int i = 0; i < 1000; ++i) CHECK(lag.measure(1h + i * 40ms, 5s + i * 40ms) == 0us);
}

TEST_CASE("lag: packets that waited behind a stall are as old as the stall") {
  StreamLag lag;
  for (int i = 0; i < 100; ++i) (void)lag.measure(1h + i * 40ms, i * 40ms);

  // Nothing for three seconds, then everything at once.
  const Ticks arrived = 1h + 100 * 40ms + 3s;
  const Ticks behind = lag.measure(arrived, 100 * 40ms);

  CHECK(behind > 2900ms);
  CHECK(behind <= 3s);
  CHECK(lag.measure(arrived, 100 * 40ms + 3s) < 10ms);
}

TEST_CASE("lag: a camera clock that drifts by a hundred ppm is not late after a day") {
  StreamLag lag;
  Ticks behind{0};

  for (Ticks t = 0s; t < 24h; t += 10s) behind = std::max(behind, lag.measure(t + t / 10'000, t));

  CHECK(behind < 100ms);
}

TEST_CASE("lag: a camera whose clock is set back is not late") {
  StreamLag lag;
  (void)lag.measure(1h, 30min);

  CHECK(lag.measure(1h + 40ms, 10min) == 0us);
  CHECK(lag.measure(1h + 80ms, 10min + 40ms) == 0us);
}

TEST_CASE("pacer: a file plays at its own speed") {
  StreamPacer pacer;

  CHECK(pacer.due(10s, 0ms) == 10s);
  CHECK(pacer.due(10s + 5ms, 40ms) == 10s + 40ms);
  CHECK(pacer.due(10s + 70ms, 80ms) == 10s + 80ms);
}

TEST_CASE("pacer: a gap in a file's timestamps does not stop the picture") {
  StreamPacer pacer;
  (void)pacer.due(10s, 0s);

  CHECK(pacer.due(10s + 40ms, 1h) == 10s + 40ms);
  CHECK(pacer.due(10s + 50ms, 1h + 40ms) == 10s + 80ms);
}

TEST_CASE("pacer: a file that starts anew goes on at once") {
  StreamPacer pacer;
  (void)pacer.due(10s, 0ms);
  (void)pacer.due(10s, 900ms);

  pacer.restart();

  CHECK(pacer.due(11s, 0ms) == 11s);
}
