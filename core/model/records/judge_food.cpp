#include <algorithm>

#include "core/model/judge.h"
#include "core/model/records/judge_record.h"
#include "core/model/records/public_form.h"

namespace sunhall {

using namespace judge;

namespace {

// GB 31654-2021: the label says dish, weight, time and person.
Judgement judge_label(const SampleBody& sample, const RecordContext& context) {
  const Judge judge(context.limits);
  const FoodSample row = to_sample(sample, context.book, context.clock());
  const Judgement judgement = judge_sample(row, context.judge());
  if (judgement.verdict != Verdict::kPass) return judgement;
  if (sample.person.empty()) return judge.missing(kSampleWeight, Reason::kPersonMissing);
  return judgement;
}

// GB 31654-2021: kept in a refrigerator of its own, at 0 to 8 °C.
Judgement judge_sample_store(const SampleBody& sample, const RecordContext& context) {
  const Judge judge(context.limits);
  const auto* store = find_thing(context.book.stores, sample.store);
  if (store == nullptr) return judge.missing(kSampleStoreRule, Reason::kStoreMissing);
  const bool is_fit = store->body.for_samples.value_or(false) &&
                      store->body.store_kind == StorageKind::kRefrigerator;
  return is_fit ? judge.pass(kSampleStoreRule)
                : judge.breach(kSampleStoreRule, Reason::kStoreNotForSamples);
}

/// Whether two deliveries are one and the same: supplier, batch and product.
bool is_same_batch(const DeliveryBody& a, const DeliveryBody& b) {
  if (a.batch.empty() || a.batch != b.batch) return false;
  const bool same_supplier = a.supplier.empty() || b.supplier.empty()
                                 ? a.supplier_name == b.supplier_name
                                 : a.supplier == b.supplier;
  return same_supplier && a.product_name == b.product_name;
}

Judgement judge_batch(const Entry<DeliveryBody>& delivery, const RecordContext& context) {
  const Judge judge(context.limits);
  for (const Entry<DeliveryBody>& other : context.book.deliveries) {
    // The earlier one was right; the later one is to be looked at.
    if (other.meta.thing == delivery.meta.thing || other.meta.seq > delivery.meta.seq) continue;
    if (!is_same_batch(delivery.body, other.body)) continue;
    return judge.unclear(kBatchRule, Reason::kBatchTwice);
  }
  if (delivery.body.batch.empty()) return judge.missing(kBatchRule, Reason::kProductionMissing);
  return judge.pass(kBatchRule);
}

/// Whether any meal in the book was made of it after its shelf life.
Judgement judge_use(const Entry<DeliveryBody>& delivery, const RecordContext& context) {
  const Judge judge(context.limits);
  const auto& ends_on = delivery.body.shelf_life_ends_on;
  if (!ends_on) return judge.missing(kShelfLifeRule, Reason::kShelfLifeMissing);
  for (const Entry<MealBody>& meal : context.book.meals) {
    if (meal.meta.day <= *ends_on || !meal.body.dishes) continue;
    for (const MealDish& dish : *meal.body.dishes) {
      if (std::find(dish.used.begin(), dish.used.end(), delivery.meta.thing) == dish.used.end()) {
        continue;
      }
      return judge.breach(kShelfLifeRule, Reason::kUsedAfterShelfLife);
    }
  }
  return judge.pass(kShelfLifeRule);
}

/// The record of goods received as on the day they came: what ends later is judged elsewhere.
Judgement judge_receiving(const Entry<DeliveryBody>& delivery, const RecordContext& context) {
  JudgeContext then = context.judge();
  then.date = delivery.body.arrived_at ? context.clock().date_of(*delivery.body.arrived_at)
                                       : delivery.meta.day;
  return judge_ingredient(to_ingredient(delivery.body, context.book, context.clock()), then);
}

}  // namespace

std::vector<Judgement> judge_food_sample(const SampleBody& sample, const RecordContext& context) {
  return {judge_label(sample, context), judge_sample_store(sample, context)};
}

std::vector<Judgement> judge_delivery(const Entry<DeliveryBody>& delivery,
                                      const RecordContext& context) {
  return {judge_receiving(delivery, context), judge_batch(delivery, context),
          judge_use(delivery, context)};
}

}  // namespace sunhall
