#include "core/model/limits.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "core/model/rules.h"
#include "core/model/today_json.h"
#include "tests/core/model/support_records.h"

using namespace sunhall;
using namespace sunhall::records;

namespace {

const LimitKey& key_of(std::string_view word) {
  for (const LimitKey& key : limit_keys()) {
    if (key.word == word) return key;
  }
  FAIL("no limit of this word");
  return limit_keys().front();
}

}  // namespace

TEST_CASE("limits: without a word of the home they are what the rules say") {
  const Limits limits;
  std::set<std::string_view> words;
  for (const LimitKey& key : limit_keys()) {
    CHECK(limits.*key.member == key.rule->limit);
    CHECK(limit_of(*key.rule, limits) == key.rule->limit);
    CHECK(words.insert(key.word).second);
    CHECK(key.lowest <= key.rule->limit);
    CHECK(key.highest >= key.rule->limit);
  }
  CHECK(sizeof(Limits) == limit_keys().size() * sizeof(double));
}

TEST_CASE("limits: common practice moves either way, every other rule only to the stricter side") {
  for (const LimitKey& key : limit_keys()) {
    CAPTURE(key.word);
    const double step = key.stricter == Stricter::kHigher ? 0.5 : -0.5;
    Limits limits;
    CHECK(set_limit(limits, key, key.rule->limit));
    const double stricter = key.rule->limit + step;
    if (stricter >= key.lowest && stricter <= key.highest) {
      CHECK(set_limit(limits, key, stricter));
      CHECK(limits.*key.member == stricter);
    }
    const double looser = key.rule->limit - step;
    if (looser < key.lowest || looser > key.highest) continue;
    CHECK(set_limit(limits, key, looser).has_value() == (key.rule->trust == Trust::kCommon));
  }
}

TEST_CASE("limits: what nobody can mean is refused") {
  for (const LimitKey& key : limit_keys()) {
    CAPTURE(key.word);
    Limits limits;
    CHECK_FALSE(set_limit(limits, key, key.lowest - 0.1));
    CHECK_FALSE(set_limit(limits, key, key.highest + 0.1));
    CHECK_FALSE(set_limit(limits, key, std::nan("")));
    CHECK(limits == Limits{});
  }
}

TEST_CASE("limits: a home's own limit is what its records are held against") {
  JudgeContext strict = noon();
  REQUIRE(set_limit(strict.limits, key_of("sample_weight_g"), 150));
  FoodSample sample = good_sample();
  sample.weight_g = 149;
  CHECK(judge_sample(sample, strict).verdict == Verdict::kFail);
  CHECK(judge_sample(sample, strict).limit == 150);
  CHECK(judge_sample(sample, noon()).verdict == Verdict::kPass);

  REQUIRE(set_limit(strict.limits, key_of("refrigerator_highest_c"), 5));
  StorageReading reading = good_reading();
  reading.temperature_c = 5.1;
  CHECK(judge_storage(reading, strict).limit == 5);
  CHECK(judge_storage(reading, strict).verdict == Verdict::kFail);

  REQUIRE(set_limit(strict.limits, key_of("steam_time_min"), 15));
  const DisinfectionCycle cycle =
      heat_cycle(DisinfectionMethod::kSteam, 101, std::chrono::minutes(14));
  CHECK(judge_disinfection(cycle, strict).verdict == Verdict::kFail);
  CHECK(judge_disinfection(cycle, noon()).verdict == Verdict::kPass);

  REQUIRE(set_limit(strict.limits, key_of("sample_time_h"), 72));
  CHECK(kept_until(FoodSample{.dish = {},
                              .meal = {},
                              .weight_g = {},
                              .taken_at = at("2026-11-24T10:50:00+08:00"),
                              .kept_until = {},
                              .discarded_at = {}},
                   strict.limits) == at("2026-11-27T10:50:00+08:00"));
}

TEST_CASE("limits: those that differ travel in the day's document, and are read back") {
  Today today;
  today.date = day("2026-11-24");
  today.as_of = at("2026-11-24T11:20:00+08:00");
  CHECK(write_today(today).find("limits") == std::string::npos);
  today.limits.sample_weight_g = 150;
  today.limits.excursion_dwell_min = 30;
  const auto read = read_today(write_today(today));
  REQUIRE(read);
  CHECK(read->warnings.empty());
  CHECK(read->today == today);
}

TEST_CASE(
    "limits: a document that is less strict than a rule is refused, one of common practice not") {
  const auto document = [](std::string_view limits) {
    return read_today(R"({"format": "sunhall.today", "version": 1, "date": "2026-11-24",
        "as_of": "2026-11-24T11:20:00+08:00", "limits": {)" +
                      std::string(limits) + "}}");
  };
  CHECK(document(R"("sample_weight_g": 150)"));
  CHECK(document(R"("excursion_dwell_min": 30)"));
  const auto looser = document(R"("sample_weight_g": 100)");
  REQUIRE_FALSE(looser);
  CHECK(looser.error().what ==
        "limits.sample_weight_g: is less strict than the rule; write 125 or more, or leave it out");
  CHECK_FALSE(document(R"("refrigerator_highest_c": 10)"));
  CHECK_FALSE(document(R"("sample_weight_g": "150")"));
  CHECK(document(R"("unheard_of": 1)")->warnings.size() == 1);
}
