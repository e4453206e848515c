#include "native/clock.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("clock: ticks never go back and start with the program") {
  const SystemClock clock;
  Ticks last = clock.now().ticks;
  CHECK(last >= 0us);
  CHECK(last < 10min);

  for (int i = 0; i < 1000; ++i) {
    const Ticks now = clock.now().ticks;
    REQUIRE(now >= last);
    last = now;
  }
}

TEST_CASE("clock: two clocks of one process agree") {
  const SystemClock a;
  const SystemClock b;

  const Ticks first = a.now().ticks;
  CHECK(b.now().ticks - first < 1s);
}

TEST_CASE("clock: the wall clock is the machine's, with an offset that exists on earth") {
  const SystemClock clock;

  const Moment now = clock.now();

  const auto error = std::chrono::system_clock::now() - now.wall.utc;
  CHECK(std::chrono::abs(error) < 1s);
  CHECK(std::chrono::abs(now.wall.offset) <= 14h);
}
