#include "native/backoff.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("backoff: the first try after a good session comes within half a second") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Backoff backoff(seed);
    CHECK(backoff.after_failure() <= 500ms);
  }
}

TEST_CASE("backoff: no wait is ever longer than thirty seconds, or no wait at all") {
  Backoff backoff(7);

  for (int i = 0; i < 10'000; ++i) {
    const Ticks wait = backoff.after_failure();
    REQUIRE(wait <= kBackoffMax);
    REQUIRE(wait >= kBackoffFirst / 2);
  }
}

TEST_CASE("backoff: a camera that takes two minutes to restart is asked every six seconds") {
  Backoff backoff(3);
  Ticks outage{0};

  while (outage < 2min) {
    const Ticks wait = backoff.after_failure();
    REQUIRE(wait <= kBackoffPatient);
    outage += wait;
  }
}

TEST_CASE("backoff: a camera that stays away is asked less and less often") {
  Backoff backoff(3);
  for (int i = 0; i < 200; ++i) (void)backoff.after_failure();

  CHECK(backoff.after_failure() > 20s);
}

TEST_CASE("backoff: the same seed gives the same waits, another one different waits") {
  Backoff a(1);
  Backoff b(1);
  Backoff c(2);

  const Ticks first = a.after_failure();
  CHECK(first == b.after_failure());
  CHECK(first != c.after_failure());
}

TEST_CASE("backoff: a refused password is not tried again soon, so that no account is locked") {
  Backoff backoff(1);

  CHECK(backoff.after_refusal() >= kBackoffMax / 2);
}

TEST_CASE("backoff: a camera that shows itself between restarts is back within ten seconds") {
  Backoff backoff(1);
  for (int restart = 0; restart < 200; ++restart) {
    backoff.saw_picture();

    CHECK(backoff.after_failure() <= 10s);
  }
}

TEST_CASE("backoff: after a good session the next failure is a first one again") {
  Backoff backoff(1);
  for (int i = 0; i < 50; ++i) (void)backoff.after_failure();

  backoff.reset();

  CHECK(backoff.after_failure() <= kBackoffFirst);
}
