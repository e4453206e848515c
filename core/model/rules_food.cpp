#include <algorithm>

#include "core/model/judge.h"

namespace sunhall {

using namespace judge;

namespace {

bool is_meat(const Ingredient& ingredient) {
  return ingredient.kind == IngredientKind::kPork || ingredient.kind == IngredientKind::kMeat;
}

/// Proofs that somebody looked for and did not find.
std::optional<Judgement> find_absent_proof(const Ingredient& ingredient, const Judge& judge) {
  if (!ingredient.certificates) return std::nullopt;
  const Certificates& proofs = *ingredient.certificates;
  if (!proofs.conformity) return judge.breach(kReceivingRule, Reason::kNoConformityProof);
  if (is_meat(ingredient) && !proofs.animal_quarantine) {
    return judge.breach(kMeatProofRule, Reason::kNoAnimalQuarantineProof);
  }
  if (is_meat(ingredient) && !proofs.meat_inspection) {
    return judge.breach(kMeatProofRule, Reason::kNoMeatInspectionProof);
  }
  if (ingredient.kind == IngredientKind::kPork && !proofs.african_swine_fever) {
    return judge.breach(kPorkProofRule, Reason::kNoAfricanSwineFeverReport);
  }
  return std::nullopt;
}

/// Breaches and impossibilities among the dates that are there.
std::optional<Judgement> find_date_breach(const Ingredient& ingredient,
                                          const JudgeContext& context) {
  const Judge judge(context.limits);
  const auto& ends_on = ingredient.shelf_life_ends_on;
  if (ingredient.arrived_at) {
    const Date arrived_on = to_local(*ingredient.arrived_at).date;
    if (is_future(*ingredient.arrived_at, context)) {
      return judge.unclear(kReceivingRule, Reason::kTimeImpossible);
    }
    if (ingredient.produced_on && *ingredient.produced_on > arrived_on) {
      return judge.unclear(kReceivingRule, Reason::kTimeImpossible);
    }
    if (ends_on && *ends_on < arrived_on) {
      return judge.breach(kShelfLifeRule, Reason::kShelfLifeOverOnArrival);
    }
    const auto& licence = ingredient.supplier_licence_valid_until;
    if (licence && *licence < arrived_on) {
      return judge.breach(kSupplierLicenceRule, Reason::kSupplierLicenceExpired);
    }
  }
  if (ends_on && *ends_on < context.date)
    return judge.breach(kShelfLifeRule, Reason::kShelfLifeOverNow);
  return std::nullopt;
}

/// What the record of goods received must hold and does not.
std::optional<Reason> find_missing(const Ingredient& ingredient) {
  if (ingredient.name.empty()) return Reason::kNameMissing;
  if (ingredient.kind == IngredientKind::kNotRecorded) return Reason::kKindMissing;
  if (!ingredient.arrived_at) return Reason::kArrivalMissing;
  if (!ingredient.shelf_life_ends_on) return Reason::kShelfLifeMissing;
  if (!ingredient.produced_on && ingredient.batch.empty()) return Reason::kProductionMissing;
  if (ingredient.supplier.empty()) return Reason::kSupplierMissing;
  if (!ingredient.certificates) return Reason::kCertificatesMissing;
  if (!ingredient.supplier_licence_valid_until) return Reason::kSupplierLicenceMissing;
  if (ingredient.specification.empty()) return Reason::kSpecificationMissing;
  if (!ingredient.quantity) return Reason::kQuantityMissing;
  return std::nullopt;
}

/// Times of a sample that cannot be or break the 48 hours.
std::optional<Judgement> find_sample_breach(const FoodSample& sample, const JudgeContext& context) {
  if (!sample.taken_at) return std::nullopt;
  const Judge judge(context.limits);
  const bool from_the_future = is_future(*sample.taken_at, context) ||
                               (sample.discarded_at && is_future(*sample.discarded_at, context));
  const bool backwards = sample.discarded_at && sample.discarded_at->utc < sample.taken_at->utc;
  if (from_the_future || backwards) return judge.unclear(kSampleTime, Reason::kTimeImpossible);

  // GB 31654-2021: kept for at least 48 h, thrown away only then.
  for (const auto& end : {sample.discarded_at, sample.kept_until}) {
    if (!end) continue;
    const double kept_h = hours_between(*sample.taken_at, *end);
    if (kept_h < judge.limit(kSampleTime))
      return judge.breach(kSampleTime, Reason::kKeptTooShort, kept_h);
  }
  return std::nullopt;
}

bool has_sample(const std::vector<FoodSample>& samples, const std::string& meal,
                const std::string& dish) {
  return std::any_of(samples.begin(), samples.end(), [&](const FoodSample& sample) {
    return sample.dish == dish && sample.meal == meal;
  });
}

}  // namespace

Judgement judge_ingredient(const Ingredient& ingredient, const JudgeContext& context) {
  const Judge judge(context.limits);
  if (const auto found = find_date_breach(ingredient, context)) return *found;
  if (const auto found = find_absent_proof(ingredient, judge)) return *found;
  if (const auto reason = find_missing(ingredient)) return judge.missing(kReceivingRule, *reason);
  return judge.pass(kReceivingRule);
}

Judgement judge_sample(const FoodSample& sample, const JudgeContext& context) {
  const Judge judge(context.limits);
  // GB 31654-2021: at least 125 g of every dish.
  if (sample.weight_g && *sample.weight_g < judge.limit(kSampleWeight)) {
    return judge.breach(kSampleWeight, Reason::kWeightTooLow, *sample.weight_g);
  }
  if (const auto found = find_sample_breach(sample, context)) return *found;
  if (!sample.weight_g) return judge.missing(kSampleWeight, Reason::kWeightMissing);
  if (!sample.taken_at) return judge.missing(kSampleTime, Reason::kTimeMissing);
  return judge.pass(kSampleWeight, *sample.weight_g);
}

std::optional<ZonedTime> kept_until(const FoodSample& sample, const Limits& limits) {
  if (sample.kept_until) return sample.kept_until;
  if (!sample.taken_at) return std::nullopt;
  const std::chrono::duration<double, std::ratio<3600>> kept(limits.sample_time_h);
  return ZonedTime{
      sample.taken_at->utc + std::chrono::duration_cast<std::chrono::milliseconds>(kept),
      sample.taken_at->offset};
}

std::vector<MissingSample> missing_samples(const Today& today, const ZonedTime& now) {
  std::vector<MissingSample> found;
  if (!today.meals || !today.food_samples) return found;
  for (const Meal& meal : *today.meals) {
    const bool begun = meal.starts_at && meal.starts_at->utc <= now.utc;
    if (!begun || !meal.dishes) continue;
    for (const Dish& dish : *meal.dishes) {
      if (!has_sample(*today.food_samples, meal.name, dish.name)) {
        found.push_back({.meal = meal.name, .dish = dish.name});
      }
    }
  }
  return found;
}

}  // namespace sunhall
