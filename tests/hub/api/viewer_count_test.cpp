#include "hub/api/viewer_count.h"

#include <doctest/doctest.h>

using namespace sunhall;
using std::chrono::seconds;

TEST_CASE("viewer count: who has a seat keeps it, who comes when all are taken gets none") {
  ViewerCount viewers(2);
  CHECK(viewers.admit("a", seconds(0)));
  CHECK(viewers.admit("b", seconds(1)));
  CHECK_FALSE(viewers.admit("c", seconds(2)));
  CHECK(viewers.is_full_for("c", seconds(2)));
  CHECK(viewers.admit("a", seconds(14)));
  CHECK(viewers.admit("b", seconds(15)));
  CHECK_FALSE(viewers.is_full_for("a", seconds(15)));
  CHECK(viewers.count(seconds(15)) == 2);
}

TEST_CASE("viewer count: a seat is free 15 seconds after its viewer asked last") {
  ViewerCount viewers(1);
  CHECK(viewers.admit("a", seconds(0)));
  CHECK_FALSE(viewers.admit("b", seconds(14)));
  CHECK(viewers.count(seconds(15)) == 0);
  CHECK(viewers.admit("b", seconds(15)));
  CHECK_FALSE(viewers.admit("a", seconds(16)));
}

TEST_CASE("viewer count: those who came and went are forgotten") {
  ViewerCount viewers(3);
  for (int i = 0; i < 1000; ++i) CHECK(viewers.admit(std::to_string(i), seconds(5 * i)));
  CHECK(viewers.count(seconds(5 * 999)) == 3);
}
