#include "hub/upload/retry_wait.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("retry: waits begin at two seconds, grow, and never pass ten minutes") {
  RetryWait wait(1);
  Ticks all{0};
  for (int failures = 0; failures < 200; ++failures) {
    const Ticks one = wait.after(failures);
    CHECK(one >= kRetryFirst / 2);
    CHECK(one <= kRetryMax);
    if (failures <= 1) CHECK(one <= kRetryFirst);
    if (failures > 30) CHECK(one >= kRetryMax / 2);
    if (failures < 10) all += one;
  }
  CHECK(all < 60s);
}

TEST_CASE("retry: two homes whose platform was down do not come back in the same second") {
  RetryWait one(1);
  RetryWait other(2);
  int same_count = 0;
  for (int failures = 20; failures < 60; ++failures) {
    const Ticks between = one.after(failures) - other.after(failures);
    same_count += between < 1s && between > -1s ? 1 : 0;
  }
  CHECK(same_count < 10);
}
