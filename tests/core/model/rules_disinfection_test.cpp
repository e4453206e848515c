#include <doctest/doctest.h>

#include "tests/core/model/support_records.h"

using namespace sunhall;
using namespace sunhall::records;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Verdict heat(DisinfectionMethod method, double temperature_c, seconds length) {
  return judge_disinfection(heat_cycle(method, temperature_c, length), noon()).verdict;
}

}  // namespace

TEST_CASE("disinfection: nine minutes at 125 °C in an infrared cabinet is not a pass") {
  const auto cycle = heat_cycle(DisinfectionMethod::kInfrared, 125, minutes(9));
  const Judgement judgement = judge_disinfection(cycle, noon());
  CHECK(judgement.verdict == Verdict::kFail);
  CHECK(judgement.reason == Reason::kTimeTooShort);
  CHECK(judgement.value == doctest::Approx(9.0));
  CHECK(judgement.limit == 10.0);
}

TEST_CASE("disinfection: infrared needs 120 °C and ten minutes, exactly") {
  CHECK(heat(DisinfectionMethod::kInfrared, 120, minutes(10)) == Verdict::kPass);
  CHECK(heat(DisinfectionMethod::kInfrared, 119.9, minutes(10)) == Verdict::kFail);
  CHECK(heat(DisinfectionMethod::kInfrared, 120, minutes(10) - seconds(1)) == Verdict::kFail);
}

TEST_CASE("disinfection: steam and boiling need 100 °C and ten minutes, exactly") {
  for (const auto method : {DisinfectionMethod::kSteam, DisinfectionMethod::kBoil}) {
    CHECK(heat(method, 100, minutes(10)) == Verdict::kPass);
    CHECK(heat(method, 99.9, minutes(10)) == Verdict::kFail);
    CHECK(heat(method, 100, minutes(10) - seconds(1)) == Verdict::kFail);
  }
}

TEST_CASE(
    "disinfection: a dishwasher needs 85 °C and forty seconds, unless the home says otherwise") {
  CHECK(heat(DisinfectionMethod::kDishwasher, 85, seconds(40)) == Verdict::kPass);
  CHECK(heat(DisinfectionMethod::kDishwasher, 84.9, seconds(40)) == Verdict::kFail);
  CHECK(heat(DisinfectionMethod::kDishwasher, 85, seconds(39)) == Verdict::kFail);

  JudgeContext strict = noon();
  strict.limits.dishwasher_time_s = 120;
  const auto cycle = heat_cycle(DisinfectionMethod::kDishwasher, 85, seconds(100));
  const Judgement judgement = judge_disinfection(cycle, strict);
  CHECK(judgement.verdict == Verdict::kFail);
  CHECK(judgement.limit == 120.0);
  CHECK(judgement.rule == &kDishwasherTime);
}

TEST_CASE("disinfection: without a temperature it cannot be judged") {
  auto cycle = heat_cycle(DisinfectionMethod::kSteam, 0, minutes(15));
  cycle.temperature_c.reset();
  CHECK(judge_disinfection(cycle, noon()).verdict == Verdict::kCannotJudge);
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kTemperatureMissing);
}

TEST_CASE("disinfection: too short is told even when the temperature is missing") {
  auto cycle = heat_cycle(DisinfectionMethod::kSteam, 0, minutes(5));
  cycle.temperature_c.reset();
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kTimeTooShort);
}

TEST_CASE("disinfection: a running cycle is not judged, however hot it is") {
  auto cycle = heat_cycle(DisinfectionMethod::kSteam, 101, minutes(15));
  cycle.ended_at.reset();
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kStillRunning);
}

TEST_CASE("disinfection: a cycle without an end is not under way for ever") {
  auto cycle = heat_cycle(DisinfectionMethod::kSteam, 101, minutes(15));
  cycle.ended_at.reset();
  JudgeContext context = noon();
  context.now.utc = cycle.started_at->utc + minutes(240);
  CHECK(judge_disinfection(cycle, context).reason == Reason::kStillRunning);

  context.now.utc += std::chrono::milliseconds(1);

  CHECK(judge_disinfection(cycle, context).reason == Reason::kNeverEnded);
  CHECK(judge_disinfection(cycle, context).verdict == Verdict::kCannotJudge);
}

TEST_CASE("disinfection: a cycle over midnight lasts as long as it lasts") {
  auto cycle = heat_cycle(DisinfectionMethod::kSteam, 101, minutes(15));
  cycle.started_at = at("2026-11-23T23:55:00+08:00");
  cycle.ended_at = at("2026-11-24T00:05:00+08:00");
  CHECK(judge_disinfection(cycle, noon()).verdict == Verdict::kPass);
  cycle.ended_at = at("2026-11-24T00:04:59+08:00");
  CHECK(judge_disinfection(cycle, noon()).verdict == Verdict::kFail);
}

TEST_CASE("disinfection: times that cannot be are not judged") {
  auto cycle = heat_cycle(DisinfectionMethod::kSteam, 101, -minutes(15));
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kTimeImpossible);
  cycle = heat_cycle(DisinfectionMethod::kSteam, 101, std::chrono::hours(5));
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kTimeImpossible);
  cycle.started_at.reset();
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kTimeMissing);
}

TEST_CASE("disinfection: chlorine needs 250 mg/L, five minutes under it, and rinsing, exactly") {
  DisinfectionCycle cycle = good_chlorine();
  cycle.concentration_mg_l = 250;
  cycle.immersed_min = 5;
  CHECK(judge_disinfection(cycle, noon()).verdict == Verdict::kPass);

  cycle.concentration_mg_l = 249.9;
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kConcentrationTooLow);
  cycle = good_chlorine();
  cycle.immersed_min = 4.9;
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kTimeTooShort);
  cycle = good_chlorine();
  cycle.rinsed = false;
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kNotRinsed);
}

TEST_CASE("disinfection: chlorine with a missing figure cannot be judged") {
  for (int missing = 0; missing < 3; ++missing) {
    DisinfectionCycle cycle = good_chlorine();
    if (missing == 0) cycle.concentration_mg_l.reset();
    if (missing == 1) cycle.immersed_min.reset();
    if (missing == 2) cycle.rinsed.reset();
    CAPTURE(missing);
    CHECK(judge_disinfection(cycle, noon()).verdict == Verdict::kCannotJudge);
  }
}

TEST_CASE("disinfection: nothing is immersed for longer than its cycle lasts") {
  DisinfectionCycle cycle = good_chlorine();
  cycle.immersed_min = 13;
  CHECK(judge_disinfection(cycle, noon()).reason == Reason::kTimeImpossible);
}
