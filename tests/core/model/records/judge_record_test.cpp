#include "core/model/records/judge_record.h"

#include <doctest/doctest.h>

#include <random>

#include "core/model/records/finding_text.h"
#include "tests/core/model/records/book.h"

using namespace sunhall;
using namespace sunhall::records;

namespace {

/// Figures around a limit, down to a thousandth on either side of it, and the limit itself.
std::vector<double> figures_around(double limit, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> near(-2.0, 2.0);
  std::vector<double> figures{limit, limit - 0.001, limit + 0.001};
  for (int i = 0; i < 200; ++i) figures.push_back(limit + near(random));
  return figures;
}

}  // namespace

TEST_CASE("judge: a figure passes exactly if it is not on the wrong side, whatever the limit") {
  for (const double limit : {70.0, 72.5, 80.0}) {
    Book day;
    day.limits.core_temperature_c = limit;
    CoreTemperatureBody measured;
    measured.dish = "红烧肉";
    measured.measured_at = clock("10:40");
    for (const double figure : figures_around(limit, 1)) {
      CAPTURE(figure);
      measured.temperature_c = figure;
      const Judgement judgement = judge_core_temperature(measured, day.context());
      CHECK((judgement.verdict == Verdict::kPass) == (figure >= limit));
      CHECK(judgement.limit == limit);
    }
  }
}

TEST_CASE("judge: a fever begins exactly at the limit, whatever the limit") {
  for (const double limit : {37.0, 37.3, 37.5}) {
    Book day;
    day.limits.fever_c = limit;
    for (const double figure : figures_around(limit, 2)) {
      CAPTURE(figure);
      day.check().temperature_c = figure;
      CHECK(is_sound_pass(day.book.morning_checks.front(), day.context()) == (figure < limit));
    }
  }
}

TEST_CASE("judge: a sample's weight and hours pass exactly from their limits on") {
  for (const double limit : {125.0, 150.0}) {
    Book day;
    day.limits.sample_weight_g = limit;
    for (const double figure : figures_around(limit, 3)) {
      day.sample().weight_g = figure;
      const Verdict verdict = judge_food_sample(day.sample(), day.context()).front().verdict;
      CHECK((verdict == Verdict::kPass) == (figure >= limit));
    }
  }
  Book day;
  day.sample().taken_at = clock("10:50", "2026-11-21");
  for (int seconds = 48 * 3600 - 60; seconds <= 48 * 3600 + 60; ++seconds) {
    day.sample().discarded_at = later(*day.sample().taken_at, std::chrono::seconds(seconds));
    const Verdict verdict = judge_food_sample(day.sample(), day.context()).front().verdict;
    CHECK((verdict == Verdict::kPass) == (seconds >= 48 * 3600));
  }
}

TEST_CASE("judge: every day of a leap year's end of a certificate is judged by its distance") {
  Book day;
  for (int ahead = -40; ahead <= 40; ++ahead) {
    const auto until = std::chrono::sys_days(records::day("2028-02-29"));
    day.book.date = Date(until - std::chrono::days(ahead));
    day.person().health_certificate_until = Date(until);
    const Judgement judgement = judge_certificate(day.person(), day.context());
    CAPTURE(ahead);
    CHECK((judgement.verdict == Verdict::kFail) == (ahead < 0));
    CHECK((judgement.reason == Reason::kEndsSoon) == (ahead >= 0 && ahead <= 30));
    if (judgement.reason == Reason::kEndsSoon) {
      CHECK(judgement.limit == (ahead <= 7 ? 7 : ahead <= 15 ? 15 : 30));
    }
  }
}

TEST_CASE("judge: a pass without a word about symptoms is none in public") {
  Book day;
  REQUIRE(is_sound_pass(day.book.morning_checks.front(), day.context()));
  day.check().symptoms.reset();
  CHECK_FALSE(is_sound_pass(day.book.morning_checks.front(), day.context()));
  CHECK(day.only(FindingKind::kCheckMissing).judgement.reason == Reason::kSymptomsMissing);
}

TEST_CASE("judge: what ends today is told in words, not as nought days") {
  Book day;
  day.person().health_certificate_until = day.book.date;
  const Judgement judgement = judge_certificate(day.person(), day.context());

  CHECK(judgement_text(judgement, Language::kChinese) == "今天到期");
  CHECK(judgement_text(judgement, Language::kEnglish) == "ends today");
}

TEST_CASE("judge: to send somebody off post is what the rule asks for") {
  Book day;
  day.check().outcome = CheckOutcome::kOffPost;
  day.check().temperature_c = 38.5;
  day.check().symptoms = {Symptom::kFever};
  for (const Judgement& judgement :
       judge_morning_check(day.book.morning_checks.front(), day.context())) {
    CHECK(judgement.verdict == Verdict::kPass);
  }
  CHECK_FALSE(is_sound_pass(day.book.morning_checks.front(), day.context()));
}

TEST_CASE("judge: symptoms without an outcome are neither a pass nor a breach") {
  Book day;
  day.check().outcome = CheckOutcome::kNotRecorded;
  day.check().symptoms = {Symptom::kCough};
  day.check().temperature_c = 38.0;
  const auto judged = judge_morning_check(day.book.morning_checks.front(), day.context());
  CHECK(judged[0].verdict == Verdict::kNotRecorded);
  CHECK(judged[1].verdict == Verdict::kCannotJudge);
  CHECK(judged.back().reason == Reason::kFever);
}

TEST_CASE("judge: a check that looked for symptoms is whole without a figure of the fever") {
  Book day;
  day.check().temperature_c.reset();
  day.check().symptoms = std::vector<Symptom>{};
  for (const Judgement& judgement :
       judge_morning_check(day.book.morning_checks.front(), day.context())) {
    CHECK(judgement.verdict == Verdict::kPass);
  }
}

TEST_CASE("judge: every kind with a rule is judged, master data without one and notices are not") {
  Book day;
  const auto count = [&day](const auto& entry) {
    return judge_record(entry.meta, entry.body, day.context()).size();
  };
  CHECK(count(day.book.people.front()) == 1);
  CHECK(count(day.book.suppliers.front()) == 1);
  CHECK(count(day.book.morning_checks.front()) == 4);
  CHECK(count(day.book.deliveries.front()) == 3);
  CHECK(count(day.book.samples.front()) == 2);
  CHECK(count(day.book.disinfections.front()) == 1);
  CHECK(count(day.book.waste.front()) == 1);
  CHECK(count(day.book.meals.front()) == 0);
  CHECK(count(day.book.stores.front()) == 0);
}

TEST_CASE("judge: yesterday's record is judged against yesterday") {
  Book day;
  Entry<MorningCheckBody> check = day.book.morning_checks.front();
  check.meta.day = records::day("2026-11-23");
  check.body.checked_at = clock("06:12", "2026-11-23");
  CHECK(judge_morning_check(check, day.context()).front().verdict == Verdict::kPass);
  check.body.checked_at = clock("06:46", "2026-11-23");
  CHECK(judge_morning_check(check, day.context()).front().reason ==
        Reason::kCheckedAfterShiftStart);
}

TEST_CASE("judge: a delivery was good if it was good when it came") {
  Book day;
  day.book.date = records::day("2026-12-24");
  day.now = clock("14:00", "2026-12-24");
  CHECK(judge_delivery(day.book.deliveries.front(), day.context()).front().verdict ==
        Verdict::kPass);
}
