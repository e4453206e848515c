#include "core/model/records/excursion.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/core/model/support_records.h"

using namespace sunhall;
using namespace sunhall::records;

namespace {

const WallTime kStart = at("2026-11-24T23:50:00+08:00").utc;

TemperaturePoint point(int minute, double value_c) {
  return {.at = kStart + std::chrono::minutes(minute), .value_c = value_c};
}

std::vector<Excursion> excursions(const std::vector<TemperaturePoint>& series,
                                  const Limits& limits = {}) {
  return find_excursions(series, storage_range(StorageKind::kRefrigerator, limits), limits);
}

}  // namespace

TEST_CASE("excursion: nothing outside, nothing found; the limits themselves are inside") {
  CHECK(excursions({}).empty());
  CHECK(excursions({point(0, 0.0), point(5, 8.0), point(10, 4.0)}).empty());
}

TEST_CASE("excursion: from the first reading outside to the last, over midnight") {
  const auto found = excursions(
      {point(0, 4), point(5, 9), point(15, 11.5), point(25, 8.5), point(30, 7), point(35, 4)});
  REQUIRE(found.size() == 1);
  CHECK(found[0] == Excursion{.from = point(5, 0).at,
                              .to = point(25, 0).at,
                              .extreme_c = 11.5,
                              .is_open = false,
                              .is_breach = true});
}

TEST_CASE("excursion: exactly the dwell time is a breach, a second less is none") {
  std::vector<TemperaturePoint> series{point(0, 9), point(15, 9)};
  CHECK(excursions(series)[0].is_breach);
  series[1].at -= std::chrono::seconds(1);
  CHECK_FALSE(excursions(series)[0].is_breach);
  series[1].at += std::chrono::seconds(2);
  CHECK(excursions(series)[0].is_breach);
  CHECK_FALSE(excursions(series, Limits{.excursion_dwell_min = 16})[0].is_breach);
}

TEST_CASE("excursion: one open door after another are two, and none a breach") {
  const auto found = excursions(
      {point(0, 9), point(10, 9), point(11, 7), point(12, 9), point(22, 9), point(23, 5)});
  REQUIRE(found.size() == 2);
  CHECK_FALSE(found[0].is_breach);
  CHECK_FALSE(found[1].is_breach);
}

TEST_CASE("excursion: silence is not measured: after it nobody knows that it lasted") {
  const auto found = excursions({point(0, 9), point(61, 9)});
  REQUIRE(found.size() == 2);
  CHECK_FALSE(found[0].is_open);
  CHECK(found[1].is_open);
  CHECK_FALSE(found[1].is_breach);
  CHECK(excursions({point(0, 9), point(60, 9)}).size() == 1);
}

TEST_CASE("excursion: since when, while it is open; nothing once a reading is inside") {
  const auto range = storage_range(StorageKind::kFreezer, {});
  std::vector<TemperaturePoint> series{point(0, -18), point(5, -10), point(10, -11)};
  CHECK(out_of_limit_since(series, range, {}) == point(5, 0).at);
  series.push_back(point(15, -12));
  CHECK_FALSE(out_of_limit_since(series, range, {}));
}

TEST_CASE("excursion: what no store can have is no reading") {
  CHECK(excursions({point(0, 4), point(5, 999), point(10, -100), point(15, 5)}).empty());
  CHECK(excursions({point(0, std::numeric_limits<double>::quiet_NaN()),
                    point(5, std::numeric_limits<double>::infinity())})
            .empty());
}

TEST_CASE("excursion: the extreme is the farthest out on either side") {
  CHECK(excursions({point(0, -1), point(1, -3), point(2, -2)})[0].extreme_c == -3);
}

TEST_CASE("excursion: a home's stricter limit counts") {
  const Limits strict{.refrigerator_highest_c = 5};
  CHECK(excursions({point(0, 5)}, strict).empty());
  CHECK(excursions({point(0, 5.1)}, strict).size() == 1);
}
