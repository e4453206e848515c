#include <doctest/doctest.h>

#include "tests/core/model/support_records.h"

using namespace sunhall;
using namespace sunhall::records;

TEST_CASE("sample: 125 g is enough, 120 g is not") {
  FoodSample sample = good_sample();
  sample.weight_g = 125;
  CHECK(judge_sample(sample, noon()).verdict == Verdict::kPass);
  sample.weight_g = 124.9;
  CHECK(judge_sample(sample, noon()).verdict == Verdict::kFail);
  sample.weight_g = 120;
  const Judgement judgement = judge_sample(sample, noon());
  CHECK(judgement.reason == Reason::kWeightTooLow);
  CHECK(judgement.value == 120);
  CHECK(judgement.limit == 125);
}

TEST_CASE("sample: it is kept for 48 hours, to the second, in plan and in fact") {
  FoodSample sample = good_sample();
  sample.kept_until = later(*sample.taken_at, std::chrono::hours(48) - std::chrono::seconds(1));
  CHECK(judge_sample(sample, noon()).reason == Reason::kKeptTooShort);

  JudgeContext later_on = noon();
  later_on.now = at("2026-11-27T12:00:00+08:00");
  sample = good_sample();
  sample.discarded_at = later(*sample.taken_at, std::chrono::hours(48));
  CHECK(judge_sample(sample, later_on).verdict == Verdict::kPass);
  sample.discarded_at = later(*sample.taken_at, std::chrono::hours(48) - std::chrono::seconds(1));
  CHECK(judge_sample(sample, later_on).reason == Reason::kKeptTooShort);
}

TEST_CASE("sample: a sample without weight or time is not recorded") {
  FoodSample sample = good_sample();
  sample.weight_g.reset();
  CHECK(judge_sample(sample, noon()).verdict == Verdict::kNotRecorded);
  sample = good_sample();
  sample.taken_at.reset();
  CHECK(judge_sample(sample, noon()).verdict == Verdict::kNotRecorded);
}

TEST_CASE("sample: thrown away before it was taken, or tomorrow, cannot be judged") {
  FoodSample sample = good_sample();
  sample.discarded_at = later(*sample.taken_at, -std::chrono::minutes(1));
  CHECK(judge_sample(sample, noon()).reason == Reason::kTimeImpossible);
  sample.discarded_at = later(noon().now, std::chrono::hours(60));
  CHECK(judge_sample(sample, noon()).reason == Reason::kTimeImpossible);
}

TEST_CASE("sample: without a plan it is kept until 48 hours after it was taken") {
  FoodSample sample = good_sample();
  sample.kept_until.reset();
  CHECK(format_rfc3339(*kept_until(sample)) == "2026-11-26T10:50:00+08:00");
  sample.taken_at.reset();
  CHECK_FALSE(kept_until(sample));
}

TEST_CASE("sample: a dish that was served without one is named") {
  Today today;
  today.meals = {{.name = "午餐",
                  .starts_at = at("2026-11-24T11:00:00+08:00"),
                  .ends_at = {},
                  .dishes = {{{.name = "红烧肉", .note = ""}, {.name = "豆腐", .note = ""}}}},
                 {.name = "晚餐",
                  .starts_at = at("2026-11-24T17:00:00+08:00"),
                  .ends_at = {},
                  .dishes = {{{.name = "面条", .note = ""}}}}};
  CHECK(missing_samples(today, noon().now).empty());  // no section yet: it says 未登记 itself
  today.food_samples = {good_sample()};
  CHECK(missing_samples(today, noon().now) == std::vector<MissingSample>{{"午餐", "豆腐"}});
}

TEST_CASE("ingredient: pork with all its papers is a pass") {
  CHECK(judge_ingredient(good_pork(), noon()).verdict == Verdict::kPass);
}

TEST_CASE("ingredient: pork without a swine fever report is not a pass, beef is") {
  Ingredient pork = good_pork();
  pork.certificates->african_swine_fever = false;
  CHECK(judge_ingredient(pork, noon()).reason == Reason::kNoAfricanSwineFeverReport);
  pork.kind = IngredientKind::kMeat;
  CHECK(judge_ingredient(pork, noon()).verdict == Verdict::kPass);
}

TEST_CASE("ingredient: meat needs both certificates, everything needs a proof of conformity") {
  Ingredient meat = good_pork();
  meat.certificates->animal_quarantine = false;
  CHECK(judge_ingredient(meat, noon()).reason == Reason::kNoAnimalQuarantineProof);
  meat = good_pork();
  meat.certificates->meat_inspection = false;
  CHECK(judge_ingredient(meat, noon()).reason == Reason::kNoMeatInspectionProof);
  meat.kind = IngredientKind::kOther;
  CHECK(judge_ingredient(meat, noon()).verdict == Verdict::kPass);
  meat.certificates->conformity = false;
  CHECK(judge_ingredient(meat, noon()).reason == Reason::kNoConformityProof);
}

TEST_CASE("ingredient: what is not known to be meat or not cannot pass") {
  Ingredient ingredient = good_pork();
  ingredient.kind = IngredientKind::kNotRecorded;
  CHECK(judge_ingredient(ingredient, noon()).reason == Reason::kKindMissing);
  CHECK(judge_ingredient(ingredient, noon()).verdict == Verdict::kNotRecorded);
}

TEST_CASE("ingredient: it must arrive inside its shelf life, the last day counts") {
  Ingredient ingredient = good_pork();
  ingredient.produced_on = day("2026-11-20");
  ingredient.shelf_life_ends_on = day("2026-11-24");
  CHECK(judge_ingredient(ingredient, noon()).verdict == Verdict::kPass);
  ingredient.shelf_life_ends_on = day("2026-11-23");
  CHECK(judge_ingredient(ingredient, noon()).reason == Reason::kShelfLifeOverOnArrival);
}

TEST_CASE("ingredient: the day of arrival is the day where it arrived") {
  Ingredient ingredient = good_pork();
  ingredient.produced_on = day("2026-11-20");
  ingredient.shelf_life_ends_on = day("2026-11-24");
  // 23:30 on the 23rd in UTC is 07:30 on the 24th in China.
  ingredient.arrived_at = at("2026-11-24T07:30:00+08:00");
  CHECK(judge_ingredient(ingredient, noon()).verdict == Verdict::kPass);
  ingredient.supplier_licence_valid_until = day("2026-11-23");
  CHECK(judge_ingredient(ingredient, noon()).reason == Reason::kSupplierLicenceExpired);
}

TEST_CASE("ingredient: what was good on arrival may be over today, also after a leap day") {
  JudgeContext context = noon();
  context.date = day("2028-02-29");
  context.now = at("2028-02-29T11:00:00+08:00");
  Ingredient ingredient = good_pork();
  ingredient.produced_on = day("2028-02-20");
  ingredient.arrived_at = at("2028-02-21T06:00:00+08:00");
  ingredient.supplier_licence_valid_until = day("2028-02-29");
  ingredient.shelf_life_ends_on = day("2028-02-29");
  CHECK(judge_ingredient(ingredient, context).verdict == Verdict::kPass);
  ingredient.shelf_life_ends_on = day("2028-02-28");
  CHECK(judge_ingredient(ingredient, context).reason == Reason::kShelfLifeOverNow);
}

TEST_CASE("ingredient: a breach is told before what is missing") {
  Ingredient ingredient = good_pork();
  ingredient.supplier.clear();
  ingredient.produced_on = day("2026-11-20");
  ingredient.shelf_life_ends_on = day("2026-11-23");
  CHECK(judge_ingredient(ingredient, noon()).verdict == Verdict::kFail);
}

TEST_CASE("ingredient: whatever the record must hold and does not is named") {
  const auto reason_without = [](void (*take)(Ingredient&)) {
    Ingredient ingredient = good_pork();
    take(ingredient);
    const Judgement judgement = judge_ingredient(ingredient, noon());
    CHECK(judgement.verdict == Verdict::kNotRecorded);
    return judgement.reason;
  };
  CHECK(reason_without([](Ingredient& i) { i.name.clear(); }) == Reason::kNameMissing);
  CHECK(reason_without([](Ingredient& i) { i.specification.clear(); }) ==
        Reason::kSpecificationMissing);
  CHECK(reason_without([](Ingredient& i) { i.quantity.reset(); }) == Reason::kQuantityMissing);
  CHECK(reason_without([](Ingredient& i) { i.supplier.clear(); }) == Reason::kSupplierMissing);
  CHECK(reason_without([](Ingredient& i) { i.arrived_at.reset(); }) == Reason::kArrivalMissing);
  CHECK(reason_without([](Ingredient& i) { i.certificates.reset(); }) ==
        Reason::kCertificatesMissing);
  CHECK(reason_without([](Ingredient& i) { i.shelf_life_ends_on.reset(); }) ==
        Reason::kShelfLifeMissing);
  CHECK(reason_without([](Ingredient& i) { i.supplier_licence_valid_until.reset(); }) ==
        Reason::kSupplierLicenceMissing);
  CHECK(reason_without([](Ingredient& i) {
          i.batch.clear();
          i.produced_on.reset();
        }) == Reason::kProductionMissing);
}

TEST_CASE("ingredient: a batch stands for a production date") {
  Ingredient ingredient = good_pork();
  ingredient.produced_on.reset();
  CHECK(judge_ingredient(ingredient, noon()).verdict == Verdict::kPass);
}

TEST_CASE("ingredient: made after it arrived, or arriving tomorrow, cannot be judged") {
  Ingredient ingredient = good_pork();
  ingredient.produced_on = day("2026-11-25");
  CHECK(judge_ingredient(ingredient, noon()).reason == Reason::kTimeImpossible);
  ingredient = good_pork();
  ingredient.arrived_at = at("2026-11-25T05:00:00+08:00");
  CHECK(judge_ingredient(ingredient, noon()).reason == Reason::kTimeImpossible);
}
