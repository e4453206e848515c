#include "hub/api/login_guard.h"

#include <doctest/doctest.h>

using namespace sunhall;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("login guard: after five failures in a row an account is locked, longer each time") {
  LoginGuard guard;
  Ticks now = hours(1);
  const auto fail_five_times = [&] {
    for (int i = 0; i < 5; ++i) {
      CHECK_FALSE(guard.begin("li", "peer " + std::to_string(now.count()), now));
      now += seconds(1);
    }
  };
  fail_five_times();
  CHECK(guard.begin("li", "another", now) == Ticks(seconds(29)));
  CHECK_FALSE(guard.begin("wang", "another", now));
  now += seconds(29);
  fail_five_times();
  CHECK(guard.begin("li", "another", now) == Ticks(seconds(59)));
  for (int round = 0; round < 8; ++round) {
    now += minutes(15);
    fail_five_times();
  }
  CHECK(guard.begin("li", "another", now) == Ticks(minutes(15) - seconds(1)));
}

TEST_CASE("login guard: who gets it right begins anew, and old failures are forgotten") {
  LoginGuard guard;
  Ticks now = hours(1);
  for (int i = 0; i < 4; ++i) CHECK_FALSE(guard.begin("li", "a", now));
  CHECK_FALSE(guard.begin("li", "a", now));
  guard.succeed("li");
  CHECK_FALSE(guard.begin("li", "a", now));
  for (int i = 0; i < 3; ++i) CHECK_FALSE(guard.begin("li", "b", now));
  now += hours(1);
  for (int i = 0; i < 5; ++i) CHECK_FALSE(guard.begin("li", "c", now));
  CHECK(guard.begin("li", "c", now));
}

TEST_CASE("login guard: many attempts at the same time are no way round") {
  LoginGuard guard;
  int let_through = 0;
  for (int i = 0; i < 100; ++i)
    if (!guard.begin("li", "peer " + std::to_string(i), hours(1))) ++let_through;
  CHECK(let_through == 5);
}

TEST_CASE("login guard: one network has ten attempts a minute, whatever names it tries") {
  LoginGuard guard;
  const Ticks now = hours(1);
  for (int i = 0; i < 10; ++i) CHECK_FALSE(guard.begin("name " + std::to_string(i), "peer", now));
  CHECK(guard.begin("name 10", "peer", now + seconds(20)) == Ticks(seconds(40)));
  CHECK_FALSE(guard.begin("name 10", "other", now));
  CHECK_FALSE(guard.begin("name 11", "peer", now + seconds(60)));
}

TEST_CASE("login guard: it remembers a bounded number of names and networks") {
  LoginGuard guard({.entries_max = 100});
  for (int i = 0; i < 1000; ++i)
    CHECK_FALSE(guard.begin("name " + std::to_string(i), "peer " + std::to_string(i),
                            hours(1) + seconds(i)));
  // The newest are still known.
  for (int i = 0; i < 4; ++i) CHECK_FALSE(guard.begin("name 999", "x", hours(1) + seconds(1000)));
  CHECK(guard.begin("name 999", "x", hours(1) + seconds(1000)));
}
