#include <doctest/doctest.h>

#include "core/model/records/judge_record.h"
#include "tests/core/model/records/book.h"

using namespace sunhall;
using namespace sunhall::records;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

MealTime meal_time(std::string name, minutes from) {
  return {.name = std::move(name), .span = {.from = from, .to = from + hours(1)}};
}

}  // namespace

TEST_CASE("menu: a meal of the site's times is a to-do until it begins, then overdue") {
  Book day;
  day.book.meal_times = {meal_time("早餐", hours(7)), meal_time("午餐", hours(11)),
                         meal_time("晚餐", hours(17))};
  auto missing = day.findings(FindingKind::kMealMissing);
  REQUIRE(missing.size() == 2);
  CHECK(missing[0].subject == "早餐");
  CHECK(missing[0].is_overdue);
  CHECK(missing[1].subject == "晚餐");
  CHECK(missing[1].due == clock("17:00"));
  CHECK_FALSE(missing[1].is_overdue);
  CHECK(missing[1].form == RecordKind::kMeal);

  day.now = clock("17:00");
  CHECK_FALSE(day.findings(FindingKind::kMealMissing)[1].is_overdue);
  day.now = later(clock("17:00"), seconds(1));
  CHECK(day.findings(FindingKind::kMealMissing)[1].is_overdue);
}

TEST_CASE("menu: a meal without its dishes is not recorded; one with none has none") {
  Book day;
  day.meal().dishes.reset();
  CHECK(day.only(FindingKind::kMealMissing).thing == "meal-0001");
  day.meal().dishes.emplace();
  CHECK(day.count(FindingKind::kMealMissing) == 0);
}

TEST_CASE("menu: of a day that expressly has no meals none is missing") {
  Book day;
  day.book.meals.clear();
  day.book.samples.clear();
  day.book.meal_times = {meal_time("午餐", hours(11))};
  CHECK(day.count(FindingKind::kMealMissing) == 1);
  day.say_nothing(DaySection::kMeals);
  CHECK(day.count(FindingKind::kMealMissing) == 0);
  day.book.nothings.front().meta.day = records::day("2026-11-23");
  CHECK(day.count(FindingKind::kMealMissing) == 1);
}

TEST_CASE("menu: a meal that has begun waits for its tick") {
  Book day;
  day.meal().served_at.reset();
  day.now = later(clock("11:00"), -seconds(1));
  CHECK(day.count(FindingKind::kMealNotServed) == 0);
  day.now = clock("11:00");
  CHECK(day.only(FindingKind::kMealNotServed).thing == "meal-0001");
  CHECK(day.only(FindingKind::kMealNotServed).due == clock("12:30"));
}

TEST_CASE("food samples: every dish of every meal, an hour ahead as a to-do, overdue once begun") {
  Book day;
  day.meal().dishes->push_back({.name = "米饭", .note = {}, .dish = {}, .used = {}});
  day.now = later(clock("10:00"), -seconds(1));
  CHECK(day.count(FindingKind::kSampleMissing) == 0);
  day.now = clock("10:00");
  Finding finding = day.only(FindingKind::kSampleMissing);
  CHECK(finding.subject == "米饭");
  CHECK(finding.detail == "午餐");
  CHECK(finding.thing == "meal-0001");
  CHECK(finding.form == RecordKind::kSample);
  CHECK_FALSE(finding.is_overdue);
  day.now = later(clock("11:00"), seconds(1));
  CHECK(day.only(FindingKind::kSampleMissing).is_public);

  day.add("sample-0002", sample_of("米饭", "meal-0009"));  // of another meal
  CHECK(day.count(FindingKind::kSampleMissing) == 1);
  day.add("sample-0003", sample_of("米饭"));
  CHECK(day.count(FindingKind::kSampleMissing) == 0);
}

TEST_CASE("food samples: a dish that stands on the menu twice is asked for once") {
  Book day;
  day.book.samples.clear();
  day.meal().dishes->push_back(day.meal().dishes->front());
  CHECK(day.count(FindingKind::kSampleMissing) == 1);
}

TEST_CASE("food samples: under 125 g is a breach, 125 g is not; a home may ask for more") {
  Book day;
  day.sample().weight_g = 125;
  CHECK(day.findings().empty());
  day.sample().weight_g = 124.9;
  CHECK(day.only(FindingKind::kSampleTooLight).judgement.limit == 125);
  day.limits.sample_weight_g = 150;
  day.sample().weight_g = 149;
  CHECK(day.only(FindingKind::kSampleTooLight).judgement.limit == 150);
}

TEST_CASE("food samples: thrown away before 48 h is a breach, at 48 h and long after is none") {
  Book day;
  day.sample().taken_at = clock("10:50", "2026-11-22");
  day.sample().discarded_at = later(clock("10:50"), -seconds(1));
  CHECK(day.only(FindingKind::kSampleKeptShort).severity == Severity::kBreach);
  day.sample().discarded_at = clock("10:50");
  CHECK(day.findings().empty());
  day.sample().discarded_at.reset();
  day.sample().taken_at = clock("10:50", "2026-11-01");
  CHECK(day.findings().empty());
}

TEST_CASE("food samples: yesterday's, thrown away too early today, is found today") {
  Book day;
  SampleBody old = sample_of("蛋汤", "meal-0000");
  old.taken_at = clock("10:50", "2026-11-23");
  old.discarded_at = clock("13:00");
  day.add("sample-0000", old, "2026-11-23");
  CHECK(day.only(FindingKind::kSampleKeptShort).thing == "sample-0000");
}

TEST_CASE("food samples: two breaches of one sample are both told") {
  Book day;
  day.sample().weight_g = 80;
  day.sample().kept_until = clock("22:00");
  CHECK(day.count(FindingKind::kSampleTooLight) == 1);
  CHECK(day.count(FindingKind::kSampleKeptShort) == 1);
}

TEST_CASE("food samples: the label says dish, weight, time and person, else it is incomplete") {
  Book day;
  day.sample().person.clear();
  CHECK(day.only(FindingKind::kSampleIncomplete).judgement.reason == Reason::kPersonMissing);
  day.sample() = sample_of("红烧肉");
  day.sample().weight_g.reset();
  CHECK(day.only(FindingKind::kSampleIncomplete).judgement.reason == Reason::kWeightMissing);
  day.sample() = sample_of("红烧肉");
  day.sample().taken_at.reset();
  CHECK(day.only(FindingKind::kSampleIncomplete).judgement.reason == Reason::kTimeMissing);
  day.sample() = sample_of("红烧肉");
  day.sample().store.clear();
  CHECK(day.only(FindingKind::kSampleIncomplete).judgement.reason == Reason::kStoreMissing);
}

TEST_CASE("food samples: kept in a dedicated refrigerator, nowhere else") {
  Book day;
  day.sample().store = "store-0001";
  CHECK(day.only(FindingKind::kSampleWrongStore).severity == Severity::kBreach);
  day.sample().store = "store-0002";
  day.book.stores[1].body.store_kind = StorageKind::kFreezer;
  day.book.sensors[1].value = -18.0;
  CHECK(day.count(FindingKind::kSampleWrongStore) == 1);
}

TEST_CASE("cooking, reheating core: at least 70 °C, exactly 70 °C is enough") {
  Book day;
  CoreTemperatureBody measured;
  measured.dish = "红烧肉";
  measured.measured_at = clock("10:40");
  auto& core = day.add("core-0001", measured);
  for (const auto purpose : {HeatingPurpose::kCooking, HeatingPurpose::kReheating}) {
    core.purpose = purpose;
    core.temperature_c = 70;
    CHECK(day.findings().empty());
    core.temperature_c = 70.1;
    CHECK(day.findings().empty());
    core.temperature_c = 69.9;
    CHECK(day.only(FindingKind::kCoreTooCold).is_public);
  }
  core.temperature_c.reset();
  CHECK(judge_core_temperature(core, day.context()).verdict == Verdict::kNotRecorded);
  core.temperature_c = 75;
  core.measured_at.reset();
  CHECK(judge_core_temperature(core, day.context()).verdict == Verdict::kCannotJudge);
}

TEST_CASE("holding over 2 h: at least 60 °C or at most 8 °C, up to 2 h anything") {
  Book day;
  HoldingBody body;
  body.dish = "红烧肉";
  body.measured_at = clock("13:00");
  auto& held = day.add("holding-0001", body);
  const auto verdict = [&](double temperature_c, double held_min) {
    held.temperature_c = temperature_c;
    held.held_min = held_min;
    const Verdict judged = judge_holding(held, day.context()).verdict;
    CHECK(day.count(FindingKind::kHoldingOutside) == (judged == Verdict::kFail ? 1 : 0));
    return judged;
  };
  CHECK(verdict(60, 121) == Verdict::kPass);
  CHECK(verdict(59.9, 121) == Verdict::kFail);
  CHECK(verdict(8, 121) == Verdict::kPass);
  CHECK(verdict(8.1, 121) == Verdict::kFail);
  CHECK(verdict(30, 120) == Verdict::kPass);
  CHECK(verdict(30, 120.1) == Verdict::kFail);
  held.held_min.reset();
  CHECK(judge_holding(held, day.context()).reason == Reason::kHeldTimeMissing);
  held.temperature_c.reset();
  CHECK(judge_holding(held, day.context()).verdict == Verdict::kNotRecorded);
}

TEST_CASE("disinfection after a meal: a to-do from its end, overdue three hours later") {
  Book day;
  day.book.disinfections.clear();
  day.now = later(clock("12:30"), -seconds(1));
  CHECK(day.count(FindingKind::kDisinfectionMissing) == 0);
  day.now = clock("12:30");
  CHECK(day.only(FindingKind::kDisinfectionMissing).due == clock("15:30"));
  day.now = clock("15:30");
  CHECK_FALSE(day.only(FindingKind::kDisinfectionMissing).is_overdue);
  day.now = later(clock("15:30"), seconds(1));
  CHECK(day.only(FindingKind::kDisinfectionMissing).is_public);

  day.limits.disinfection_after_meal_h = 4;
  CHECK_FALSE(day.only(FindingKind::kDisinfectionMissing).is_overdue);
}

TEST_CASE("disinfection after a meal: one cycle stands for one meal") {
  Book day;
  MealBody breakfast = lunch();
  breakfast.name = "早餐";
  breakfast.starts_at = clock("07:00");
  breakfast.ends_at = clock("08:00");
  breakfast.dishes->clear();
  day.add("meal-0002", breakfast);
  CHECK(day.only(FindingKind::kDisinfectionMissing).subject == "早餐");
  day.cycle().started_at = clock("10:59");
  day.cycle().ended_at = clock("11:14");
  CHECK(day.only(FindingKind::kDisinfectionMissing).subject == "午餐");
}

TEST_CASE("disinfection: a cycle that failed is a breach, one that cannot be judged a warning") {
  Book day;
  day.cycle().temperature_c = 99.9;
  CHECK(day.only(FindingKind::kDisinfectionFailed).severity == Severity::kBreach);
  day.cycle().temperature_c.reset();
  CHECK(day.only(FindingKind::kDisinfectionUnclear).severity == Severity::kWarning);
  day.cycle().ended_at.reset();
  CHECK(day.findings().empty());  // still running
  day.now = later(*day.cycle().started_at, minutes(240) + seconds(1));
  CHECK(day.only(FindingKind::kDisinfectionUnclear).judgement.reason == Reason::kNeverEnded);
}

TEST_CASE("disinfection: the limits of every method, at, under and over, by the private record") {
  struct Case {
    DisinfectionMethod method;
    double temperature_c;
    seconds length;
    Verdict verdict;
  };
  using enum DisinfectionMethod;
  for (const Case& tried : {Case{kSteam, 100, seconds(600), Verdict::kPass},
                            Case{kSteam, 99.9, seconds(600), Verdict::kFail},
                            Case{kSteam, 100, seconds(599), Verdict::kFail},
                            Case{kBoil, 100, seconds(600), Verdict::kPass},
                            Case{kBoil, 99.9, seconds(601), Verdict::kFail},
                            Case{kInfrared, 120, seconds(600), Verdict::kPass},
                            Case{kInfrared, 119.9, seconds(600), Verdict::kFail},
                            Case{kInfrared, 125, seconds(599), Verdict::kFail},
                            Case{kDishwasher, 85, seconds(40), Verdict::kPass},
                            Case{kDishwasher, 84.9, seconds(40), Verdict::kFail},
                            Case{kDishwasher, 85, seconds(39), Verdict::kFail}}) {
    Book day;
    day.cycle().method = tried.method;
    day.cycle().temperature_c = tried.temperature_c;
    day.cycle().ended_at = later(*day.cycle().started_at, tried.length);
    CHECK(judge_cycle(day.cycle(), day.context()).verdict == tried.verdict);
  }
}

TEST_CASE("chlorine: 250 mg/L, five minutes immersed, then rinsed") {
  Book day;
  DisinfectionBody& cycle = day.cycle();
  cycle.method = DisinfectionMethod::kChlorine;
  cycle.temperature_c.reset();
  const auto verdict = [&](double mg_l, double immersed_min, std::optional<bool> rinsed) {
    cycle.concentration_mg_l = mg_l;
    cycle.immersed_min = immersed_min;
    cycle.rinsed = rinsed;
    return judge_cycle(cycle, day.context()).verdict;
  };
  CHECK(verdict(250, 5, true) == Verdict::kPass);
  CHECK(verdict(249.9, 5, true) == Verdict::kFail);
  CHECK(verdict(250, 4.9, true) == Verdict::kFail);
  CHECK(verdict(250, 5, false) == Verdict::kFail);
  CHECK(verdict(250, 5, std::nullopt) == Verdict::kCannotJudge);
}
