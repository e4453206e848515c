#include "hub/sensors/excursion_tracker.h"

#include <doctest/doctest.h>

#include <random>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("excursion: followed point by point is what the whole series shows") {
  std::mt19937_64 random(3);
  const Limits limits;
  for (int round = 0; round < 400; ++round) {
    const TemperatureRange range = storage_range(static_cast<StorageKind>(round % 4), limits);
    const double edge = range.highest_c.value_or(range.lowest_c.value_or(0));
    ExcursionTracker tracker(range, limits);
    std::vector<TemperaturePoint> series;
    WallTime at = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24);
    std::uniform_real_distribution<double> around(edge - 1, edge + 1);
    for (int i = 0; i < 60; ++i) {
      const int dice = static_cast<int>(random() % 20);
      at += dice == 0 ? 61min : dice == 1 ? 60min : 5min;
      series.push_back({.at = at, .value_c = dice == 2 ? edge : around(random)});
      tracker.push(series.back());
      CHECK(tracker.open_since() == out_of_limit_since(series, range, limits));
    }
    CHECK(tracker.all() == find_excursions(series, range, limits));
  }
}

TEST_CASE("excursion: fifteen minutes outside are a breach, fourteen are an open door") {
  ExcursionTracker tracker({.lowest_c = 0, .highest_c = 8}, Limits{});
  const WallTime start{};
  for (int minute = 0; minute <= 14; ++minute) {
    tracker.push({.at = start + std::chrono::minutes(minute), .value_c = 8.5});
    CHECK_FALSE(tracker.all().back().is_breach);
  }
  tracker.push({.at = start + 15min, .value_c = 10});
  CHECK(tracker.all().back().is_breach);
  CHECK(tracker.all().back().extreme_c == 10);
}
