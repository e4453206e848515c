#include "hub/store/coverage.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace sunhall;

namespace {

Coverage gap(int from, int to, std::string reason) {
  return {MediaTime(from), MediaTime(to), false, std::move(reason), {}};
}
Coverage recorded(int from, int to) {
  return {MediaTime(from), MediaTime(to), true, {}, {}};
}

/// For example `0-5 recorded, 5-9 off`.
std::string story(const std::vector<Coverage>& row) {
  std::string text;
  for (const Coverage& span : row) {
    if (!text.empty()) text += ", ";
    text += std::to_string(span.from.count()) + "-" + std::to_string(span.to.count()) + " " +
            (span.is_recorded ? "recorded" : span.reason);
  }
  return text;
}

std::string merge(int from, int to, const std::vector<std::vector<Coverage>>& layers) {
  return story(merge_coverage(MediaTime(from), MediaTime(to), layers));
}

}  // namespace

TEST_CASE("coverage: recordings that touch are one stretch, and what lies between is a gap") {
  CHECK(merge(0, 30, {{gap(10, 20, "off")}, {recorded(0, 5), recorded(5, 10), recorded(20, 30)}}) ==
        "0-10 recorded, 10-20 off, 20-30 recorded");
}

TEST_CASE("coverage: it is cut to the span that was asked for") {
  CHECK(merge(5, 25, {{gap(10, 20, "off")}, {recorded(0, 10), recorded(20, 30)}}) ==
        "5-10 recorded, 10-20 off, 20-25 recorded");
  CHECK(merge(5, 5, {{recorded(0, 10)}}).empty());
}

TEST_CASE("coverage: what nobody explains says so") {
  CHECK(merge(0, 10, {{recorded(2, 4)}}) == "0-2 unknown, 2-4 recorded, 4-10 unknown");
  CHECK(merge(0, 10, {}) == "0-10 unknown");
}

TEST_CASE("coverage: a later layer lies over an earlier one, within a layer the first stays") {
  CHECK(merge(0, 10, {{gap(0, 10, "a")}, {gap(2, 8, "b")}, {recorded(4, 6)}}) ==
        "0-2 a, 2-4 b, 4-6 recorded, 6-8 b, 8-10 a");
  CHECK(merge(0, 10, {{gap(3, 8, "b"), gap(0, 5, "a")}}) == "0-5 a, 5-8 b, 8-10 unknown");
}

TEST_CASE("coverage: recordings that overlap after a clock step are one stretch") {
  CHECK(merge(0, 10, {{recorded(0, 8), recorded(2, 5), recorded(4, 9)}}) ==
        "0-9 recorded, 9-10 unknown");
}

TEST_CASE("coverage: for any spans there is neither overlap nor hole, and each tick is right") {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    CAPTURE(round);
    std::vector<std::vector<Coverage>> layers(3);
    for (std::vector<Coverage>& layer : layers) {
      for (int i = 0; i < 6; ++i) {
        const int from = static_cast<int>(random() % 60) - 5;
        const int to = from + static_cast<int>(random() % 10);
        layer.push_back(&layer == &layers[2] ? recorded(from, to)
                                             : gap(from, to, std::string(1, char('a' + i))));
      }
    }
    const auto row = merge_coverage(MediaTime(0), MediaTime(50), layers);
    MediaTime at{0};
    for (const Coverage& span : row) {
      REQUIRE(span.from == at);
      REQUIRE(span.to > span.from);
      at = span.to;
      for (MediaTime tick = span.from; tick < span.to; ++tick) {
        const auto covers = [tick](const Coverage& one) {
          return one.from <= tick && tick < one.to;
        };
        REQUIRE(span.is_recorded == std::ranges::any_of(layers[2], covers));
      }
    }
    REQUIRE(at == MediaTime(50));
  }
}
