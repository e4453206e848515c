#include <doctest/doctest.h>

#include "core/model/records/judge_record.h"
#include "tests/core/model/records/book.h"

using namespace sunhall;
using namespace sunhall::records;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// A day whose first store is of a kind, at a temperature that its sensor says.
Book store_at(StorageKind kind, double temperature_c) {
  Book day;
  day.book.stores.front().body.store_kind = kind;
  day.sensor().value = temperature_c;
  return day;
}

}  // namespace

TEST_CASE("refrigerator 0–8 °C, freezer ≤ −12 °C, cold-dish room ≤ 25 °C, hot holding ≥ 60 °C") {
  const auto outside = [](StorageKind kind, double temperature_c) {
    return store_at(kind, temperature_c).count(FindingKind::kStorageOutside) == 1;
  };
  CHECK_FALSE(outside(StorageKind::kRefrigerator, 0));
  CHECK(outside(StorageKind::kRefrigerator, -0.1));
  CHECK_FALSE(outside(StorageKind::kRefrigerator, 8));
  CHECK(outside(StorageKind::kRefrigerator, 8.1));
  CHECK_FALSE(outside(StorageKind::kFreezer, -12));
  CHECK(outside(StorageKind::kFreezer, -11.9));
  CHECK_FALSE(outside(StorageKind::kColdDishRoom, 25));
  CHECK(outside(StorageKind::kColdDishRoom, 25.1));
  CHECK_FALSE(outside(StorageKind::kHotHolding, 60));
  CHECK(outside(StorageKind::kHotHolding, 59.9));
}

TEST_CASE("temperature excursion: counts after the dwell time, exactly fifteen minutes") {
  Book day = store_at(StorageKind::kRefrigerator, 9.5);
  day.sensor().out_of_limit_since = later(*day.sensor().measured_at, -minutes(15) + seconds(1));
  CHECK(day.count(FindingKind::kStorageOutside) == 0);
  day.sensor().out_of_limit_since = later(*day.sensor().measured_at, -minutes(15));
  CHECK(day.only(FindingKind::kStorageOutside).since == day.sensor().out_of_limit_since);
  day.limits.excursion_dwell_min = 20;
  CHECK(day.count(FindingKind::kStorageOutside) == 0);
}

TEST_CASE("temperature excursion: one that is over is told too, with the farthest value") {
  Book day;
  day.sensor().excursions = {{.from = clock("03:00").utc,
                              .to = clock("04:00").utc,
                              .extreme_c = 12.5,
                              .is_open = false,
                              .is_breach = true},
                             {.from = clock("05:00").utc,
                              .to = clock("05:05").utc,
                              .extreme_c = 10.0,
                              .is_open = false,
                              .is_breach = false}};
  const Finding finding = day.only(FindingKind::kStorageOutside);
  CHECK(finding.judgement.value == 12.5);
  CHECK(finding.since == clock("03:00"));
  CHECK(finding.thing == "store-0001");
}

TEST_CASE("sensor: late or absent is not normal, of a past day nobody asks") {
  Book day;
  day.sensor().is_late = true;
  CHECK(day.only(FindingKind::kSensorLate).thing == "store-0001");
  CHECK(day.only(FindingKind::kSensorLate).verdict == Verdict::kNotRecorded);
  day.book.sensors.clear();
  CHECK(day.count(FindingKind::kSensorLate) == 2);
  day.now = clock("14:00", "2026-11-25");
  CHECK(day.count(FindingKind::kSensorLate) == 0);
}

TEST_CASE("storage read by eye: due by ten, judged as of when it was read") {
  Book day;
  day.book.stores.front().body.sensor.clear();
  day.now = clock("10:00");
  day.book.waste.clear();
  CHECK_FALSE(day.only(FindingKind::kStorageCheckMissing).is_overdue);
  day.now = later(clock("10:00"), seconds(1));
  CHECK(day.only(FindingKind::kStorageCheckMissing).is_overdue);

  StorageCheckBody body;
  body.store = "store-0001";
  body.temperature_c = 8.0;
  body.measured_at = clock("08:00");
  auto& check = day.add("storage-0001", body);
  CHECK(day.count(FindingKind::kStorageCheckMissing) == 0);
  CHECK(day.count(FindingKind::kStorageOutside) == 0);
  day.now = clock("22:00");
  CHECK(judge_storage_check(check, day.context()).verdict == Verdict::kPass);
  check.temperature_c = 8.1;
  CHECK(day.only(FindingKind::kStorageOutside).since == clock("08:00"));
  check.store = "store-9999";
  CHECK(judge_storage_check(check, day.context()).reason == Reason::kStoreMissing);
}

TEST_CASE("waste: asked for after the last meal, overdue when the day is over") {
  Book day;
  day.book.waste.clear();
  day.now = later(clock("12:30"), -seconds(1));
  CHECK(day.count(FindingKind::kWasteMissing) == 0);
  day.now = clock("12:30");
  CHECK_FALSE(day.only(FindingKind::kWasteMissing).is_overdue);
  day.now = clock("00:00", "2026-11-25");
  CHECK_FALSE(day.only(FindingKind::kWasteMissing).is_overdue);
  day.now = later(clock("00:00", "2026-11-25"), seconds(1));
  CHECK(day.only(FindingKind::kWasteMissing).is_public);
  day.say_nothing(DaySection::kWaste);
  CHECK(day.count(FindingKind::kWasteMissing) == 0);
}

TEST_CASE("waste: time, kind, amount and collector, else it is incomplete") {
  const auto reason = [](const auto& lose) {
    Book day;
    lose(day.waste());
    return day.only(FindingKind::kWasteIncomplete).judgement.reason;
  };
  CHECK(reason([](WasteBody& waste) { waste.collected_at.reset(); }) == Reason::kTimeMissing);
  CHECK(reason([](WasteBody& waste) { waste.waste_kind.clear(); }) == Reason::kKindMissing);
  CHECK(reason([](WasteBody& waste) { waste.amount_kg.reset(); }) == Reason::kAmountMissing);
  CHECK(reason([](WasteBody& waste) { waste.collector.clear(); }) == Reason::kCollectorMissing);
}
