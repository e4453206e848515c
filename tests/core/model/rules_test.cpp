#include "core/model/rules.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/core/model/support_records.h"

using namespace sunhall;
using namespace sunhall::records;
using std::chrono::minutes;

TEST_CASE("staff: a passed check of this morning is a pass") {
  CHECK(judge_check(good_check(), noon()).verdict == Verdict::kPass);
}

TEST_CASE("staff: without a check nothing is recorded, whatever else is known") {
  StaffCheck check = good_check();
  check.outcome = CheckOutcome::kNotRecorded;
  CHECK(judge_check(check, noon()).verdict == Verdict::kNotRecorded);
  CHECK(judge_check(check, noon()).reason == Reason::kCheckMissing);
}

TEST_CASE("staff: whoever is off post did not pass") {
  StaffCheck check = good_check();
  check.outcome = CheckOutcome::kOffPost;
  CHECK(judge_check(check, noon()).reason == Reason::kOffPost);
  CHECK(judge_check(check, noon()).verdict == Verdict::kFail);
}

TEST_CASE("staff: yesterday's check says nothing about today, to the second before midnight") {
  StaffCheck check = good_check();
  check.shift_starts_at.reset();
  check.checked_at = at("2026-11-23T23:59:59+08:00");
  CHECK(judge_check(check, noon()).reason == Reason::kOfAnotherDay);
  CHECK(judge_check(check, noon()).verdict == Verdict::kNotRecorded);

  check.checked_at = at("2026-11-24T00:00:00+08:00");
  CHECK(judge_check(check, noon()).verdict == Verdict::kPass);
}

TEST_CASE("staff: a check at the shift's first second is in time, one second later is not") {
  StaffCheck check = good_check();
  check.checked_at = check.shift_starts_at;
  CHECK(judge_check(check, noon()).verdict == Verdict::kPass);
  check.checked_at = later(*check.shift_starts_at, std::chrono::seconds(1));
  CHECK(judge_check(check, noon()).reason == Reason::kCheckedAfterShiftStart);
}

TEST_CASE("staff: a pass without a time, or from the future, cannot be judged") {
  StaffCheck check = good_check();
  check.shift_starts_at.reset();
  check.checked_at = later(noon().now, kClockTolerance);
  CHECK(judge_check(check, noon()).verdict == Verdict::kPass);
  check.checked_at = later(noon().now, kClockTolerance + std::chrono::milliseconds(1));
  CHECK(judge_check(check, noon()).reason == Reason::kTimeImpossible);
  check.checked_at.reset();
  CHECK(judge_check(check, noon()).verdict == Verdict::kCannotJudge);
}

TEST_CASE(
    "health certificate: past its month it fails, in its month nobody can tell, before it passes") {
  StaffCheck check = good_check();
  const auto in = [&](int year, unsigned month) {
    check.health_certificate_valid_to = std::chrono::year(year) / std::chrono::month(month);
    return judge_health_certificate(check, noon()).verdict;
  };
  CHECK(in(2026, 10) == Verdict::kFail);
  CHECK(in(2026, 11) == Verdict::kCannotJudge);
  CHECK(in(2026, 12) == Verdict::kPass);
  CHECK(in(2025, 12) == Verdict::kFail);

  check.health_certificate_valid_to.reset();
  CHECK(judge_health_certificate(check, noon()).verdict == Verdict::kNotRecorded);
}

TEST_CASE("staff: the counts are what the list says") {
  StaffCheck off = good_check();
  off.outcome = CheckOutcome::kOffPost;
  StaffCheck open = good_check();
  open.outcome = CheckOutcome::kNotRecorded;
  CHECK(count_staff({good_check(), good_check(), off, open}) ==
        StaffCounts{.due = 4, .checked = 3, .passed = 2, .off_post = 1});
  CHECK(count_staff({}) == StaffCounts{});
}

TEST_CASE("storage: each kind of store is held against its own limits, exactly") {
  const auto verdict = [](StorageKind kind, double temperature_c) {
    StorageReading reading = good_reading();
    reading.kind = kind;
    reading.temperature_c = temperature_c;
    return judge_storage(reading, noon()).verdict;
  };
  CHECK(verdict(StorageKind::kRefrigerator, 0.0) == Verdict::kPass);
  CHECK(verdict(StorageKind::kRefrigerator, 8.0) == Verdict::kPass);
  CHECK(verdict(StorageKind::kRefrigerator, 8.1) == Verdict::kFail);
  CHECK(verdict(StorageKind::kRefrigerator, -0.1) == Verdict::kFail);
  CHECK(verdict(StorageKind::kFreezer, -12.0) == Verdict::kPass);
  CHECK(verdict(StorageKind::kFreezer, -11.9) == Verdict::kFail);
  CHECK(verdict(StorageKind::kColdDishRoom, 25.0) == Verdict::kPass);
  CHECK(verdict(StorageKind::kColdDishRoom, 25.1) == Verdict::kFail);
  CHECK(verdict(StorageKind::kHotHolding, 60.0) == Verdict::kPass);
  CHECK(verdict(StorageKind::kHotHolding, 59.9) == Verdict::kFail);
}

TEST_CASE("storage: the judgement carries the value and the limit for the words") {
  StorageReading reading = good_reading();
  reading.temperature_c = 9.5;
  const Judgement judgement = judge_storage(reading, noon());
  CHECK(judgement.reason == Reason::kTemperatureTooHigh);
  CHECK(judgement.value == 9.5);
  CHECK(judgement.limit == 8.0);
  CHECK(judgement.rule == &kRefrigeratorHighest);
}

TEST_CASE("storage: an open door is no breach until it has lasted a quarter of an hour") {
  StorageReading reading = good_reading();
  reading.temperature_c = 9.5;
  reading.out_of_limit_since = later(*reading.measured_at, -minutes(15));
  CHECK(judge_storage(reading, noon()).verdict == Verdict::kFail);
  reading.out_of_limit_since = later(*reading.measured_at, -minutes(15) + std::chrono::seconds(1));
  CHECK(judge_storage(reading, noon()).verdict == Verdict::kCannotJudge);
  CHECK(judge_storage(reading, noon()).reason == Reason::kOutOfLimitShortly);
}

TEST_CASE("storage: a reading over an hour old says nothing about now") {
  StorageReading reading = good_reading();
  reading.measured_at = later(noon().now, -minutes(60));
  CHECK(judge_storage(reading, noon()).verdict == Verdict::kPass);
  reading.measured_at = later(noon().now, -minutes(60) - std::chrono::seconds(1));
  CHECK(judge_storage(reading, noon()).verdict == Verdict::kCannotJudge);
  CHECK(judge_storage(reading, noon()).reason == Reason::kReadingTooOld);
}

TEST_CASE("storage: a sensor that lost its wire is not a very cold freezer") {
  StorageReading reading = good_reading();
  reading.kind = StorageKind::kFreezer;
  reading.temperature_c = -127.0;
  CHECK(judge_storage(reading, noon()).reason == Reason::kReadingImplausible);
}

TEST_CASE("storage: without a temperature nothing is recorded, without a time nothing is judged") {
  StorageReading reading = good_reading();
  reading.measured_at.reset();
  CHECK(judge_storage(reading, noon()).verdict == Verdict::kCannotJudge);
  reading.temperature_c.reset();
  CHECK(judge_storage(reading, noon()).verdict == Verdict::kNotRecorded);
}

TEST_CASE("licence: it is good through its last day") {
  Licence licence{
      .number = "JY3", .grade = "A", .valid_until = day("2026-11-24"), .food_safety_officer = {}};
  CHECK(judge_licence(licence, noon()).verdict == Verdict::kPass);
  licence.valid_until = day("2026-11-23");
  CHECK(judge_licence(licence, noon()).verdict == Verdict::kFail);
  licence.valid_until.reset();
  CHECK(judge_licence(licence, noon()).verdict == Verdict::kNotRecorded);
}

TEST_CASE("waste: kind, amount, collector and time make the record") {
  const WasteRecord whole{.kind = "厨余垃圾",
                          .amount_kg = 18.5,
                          .collected_at = at("2026-11-24T08:55:00+08:00"),
                          .collector = "示例环卫"};
  CHECK(judge_waste(whole, noon()).verdict == Verdict::kPass);
  WasteRecord part = whole;
  part.collector.clear();
  CHECK(judge_waste(part, noon()).reason == Reason::kCollectorMissing);
  part = whole;
  part.amount_kg.reset();
  CHECK(judge_waste(part, noon()).reason == Reason::kAmountMissing);
  part = whole;
  part.collected_at.reset();
  CHECK(judge_waste(part, noon()).verdict == Verdict::kNotRecorded);
}

TEST_CASE("rules: an empty record of any kind is never a pass, and always names its rule") {
  for (const Judgement& judgement :
       {judge_check({}, noon()), judge_health_certificate({}, noon()),
        judge_disinfection({}, noon()), judge_storage({}, noon()), judge_sample({}, noon()),
        judge_ingredient({}, noon()), judge_waste({}, noon()), judge_licence({}, noon())}) {
    CHECK(judgement.verdict != Verdict::kPass);
    CHECK(judgement.rule != nullptr);
  }
}

TEST_CASE("rules: every reason has its own word") {
  std::set<std::string_view> words;
  const int count = static_cast<int>(Reason::kUsedAfterShelfLife) + 1;
  for (int i = 0; i < count; ++i) words.insert(reason_word(static_cast<Reason>(i)));
  CHECK(words.size() == static_cast<std::size_t>(count));
  CHECK_FALSE(words.contains(""));
}
