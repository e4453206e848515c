#include "hub/api/hourly_limit.h"

#include <doctest/doctest.h>

using namespace sunhall;
using std::chrono::minutes;

TEST_CASE("hourly limit: so many in any hour, and then how long to wait for the next") {
  HourlyLimit limit(2);
  CHECK_FALSE(limit.take("a", minutes(0)));
  CHECK_FALSE(limit.take("a", minutes(20)));
  CHECK(limit.take("a", minutes(30)) == minutes(30));
  CHECK_FALSE(limit.take("b", minutes(30)));
  CHECK_FALSE(limit.take("a", minutes(60)));
  CHECK(limit.take("a", minutes(60)) == minutes(20));
}

TEST_CASE("hourly limit: a crowd of names costs bounded memory, and forgets the oldest first") {
  HourlyLimit limit(1);
  for (std::size_t i = 0; i < kHourlyEntriesMax; ++i)
    CHECK_FALSE(limit.take(std::to_string(i), Ticks(i)));
  CHECK_FALSE(limit.take("one more", minutes(1)));
  CHECK(limit.take("1", minutes(2)));
  CHECK_FALSE(limit.take("0", minutes(2)));
}
