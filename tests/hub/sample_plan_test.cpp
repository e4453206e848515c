#include "hub/sample_plan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "native/file.h"
#include "tests/support/source_path.h"

using namespace sunhall;

namespace {

constexpr std::chrono::minutes kChina{480};

Date date(const char* text) {
  return parse_date(text).value();
}

SamplePlan plan_of(const std::string& events) {
  const auto plan = SamplePlan::read(
      R"({"format": "sunhall.sample", "masters": [], "sensors": [], "events": [)" + events + "]}");
  REQUIRE_MESSAGE(plan.has_value(), plan.error().what);
  return *plan;
}

}  // namespace

TEST_CASE("sample plan: the sample home's own plan can be lived through on any day") {
  const auto text = read_file(source_path("config/sample/home.json"), kSampleBytesMax);
  REQUIRE(text.has_value());
  const auto plan = SamplePlan::read(*text);
  REQUIRE_MESSAGE(plan.has_value(), plan.error().what);
  const auto masters = plan->masters(date("2026-11-24"), kChina);
  REQUIRE_MESSAGE(masters.has_value(), masters.error().what);
  for (const char* day : {"2026-11-24", "2026-11-25", "2028-02-29", "2026-12-31"}) {
    for (const char* today : {day, "2030-01-01"}) {
      const auto steps = plan->day(date(day), date(today), kChina);
      REQUIRE_MESSAGE(steps.has_value(), steps.error().what);
      CHECK(steps->size() > 40);
      CHECK(std::ranges::is_sorted(*steps, {}, [](const SampleStep& it) { return it.due.utc; }));
      for (const SampleStep& step : *steps) CHECK(step.entry.id.starts_with(kSampleIdStart));
    }
  }
}

TEST_CASE("sample plan: times, dates and things are those of the day") {
  const SamplePlan plan =
      plan_of(R"({"at": "08:20", "key": "cycle-1", "kind": "disinfection", "who": "示例",)"
              R"( "body": {"what": "碗", "method": "steam", "started_at": "@08:20"}},)"
              R"({"at": "08:35", "key": "cycle-1-end", "kind": "disinfection", "of": "cycle-1",)"
              R"( "body": {"ended_at": "@+1 08:35"}})");
  const auto steps = plan.day(date("2026-12-31"), date("2026-12-31"), kChina);
  REQUIRE(steps.has_value());
  REQUIRE(steps->size() == 2);
  const NewEntry& end = (*steps)[1].entry;
  CHECK(end.step == RecordStep::kGoOn);
  CHECK(end.previous == "sample-20261231-cycle-1");
  CHECK(end.body.find("2026-12-31T08:20:00+08:00") != std::string::npos);
  CHECK(end.body.find("2027-01-01T08:35:00+08:00") != std::string::npos);
  CHECK(format_rfc3339((*steps)[0].due) == "2026-12-31T08:20:00+08:00");
}

TEST_CASE("sample plan: a plan that is cut off, or says what no record can hold, is refused") {
  const std::string text =
      R"({"format": "sunhall.sample", "masters": [], "sensors": [], "events": [)"
      R"({"at": "06:00", "key": "a", "kind": "waste", "body": {"waste_kind": "厨余垃圾"}}]})";
  for (std::size_t length = 0; length < text.size(); ++length)
    CHECK_FALSE(SamplePlan::read(text.substr(0, length)).has_value());
  CHECK(SamplePlan::read(text).has_value());
  const SamplePlan plan =
      plan_of(R"({"at": "06:00", "key": "a", "kind": "waste", "body": {"typo": 1}})");
  CHECK_FALSE(plan.day(date("2026-11-24"), date("2026-11-24"), kChina).has_value());
}

TEST_CASE(
    "sample plan: a thermometer says the same of the same minute, and warms where it is told") {
  const SampleSensor sensor{
      .id = "fridge-2",
      .base = 5.0,
      .swing = 0.7,
      .bumps = {
          {.from = std::chrono::minutes(665), .to = std::chrono::minutes(695), .value = 9.3}}};
  const ZonedTime warm = parse_rfc3339("2026-11-24T11:20:00+08:00").value();
  const ZonedTime cold = parse_rfc3339("2026-11-24T12:20:00+08:00").value();
  CHECK(sensor.at(warm) == sensor.at(warm));
  CHECK(sensor.at(warm) > 8.0);
  CHECK(sensor.at(cold) < 6.0);
}
