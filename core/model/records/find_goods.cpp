#include <algorithm>

#include "core/model/judge.h"
#include "core/model/records/finder.h"
#include "core/model/records/public_form.h"

namespace sunhall {
namespace {

using judge::Judge;

FindingKind kind_of(Reason reason) {
  switch (reason) {
    case Reason::kShelfLifeOverOnArrival:
      return FindingKind::kShelfLifeOverOnArrival;
    case Reason::kSupplierLicenceExpired:
      return FindingKind::kSupplierLicenceExpired;
    case Reason::kCertificatesMissing:
    case Reason::kNoConformityProof:
    case Reason::kNoAnimalQuarantineProof:
    case Reason::kNoMeatInspectionProof:
    case Reason::kNoAfricanSwineFeverReport:
      return FindingKind::kProofMissing;
    default:
      return FindingKind::kDeliveryIncomplete;
  }
}

Certificates all_certificates() {
  return {.conformity = true,
          .animal_quarantine = true,
          .meat_inspection = true,
          .african_swine_fever = true};
}

/// Makes the row as if the told reason were in order, so that the next can be seen behind it.
void mend(Ingredient& row, Reason reason) {
  switch (reason) {
    case Reason::kShelfLifeOverOnArrival:
      row.shelf_life_ends_on = to_local(*row.arrived_at).date;
      break;
    case Reason::kSupplierLicenceExpired:
      row.supplier_licence_valid_until = to_local(*row.arrived_at).date;
      break;
    case Reason::kCertificatesMissing:
      row.certificates = all_certificates();
      break;
    case Reason::kNoConformityProof:
      row.certificates->conformity = true;
      break;
    case Reason::kNoAnimalQuarantineProof:
      row.certificates->animal_quarantine = true;
      break;
    case Reason::kNoMeatInspectionProof:
      row.certificates->meat_inspection = true;
      break;
    case Reason::kNoAfricanSwineFeverReport:
      row.certificates->african_swine_fever = true;
      break;
    default:
      break;
  }
}

FindingAbout about(const Entry<DeliveryBody>& delivery) {
  return {.thing = delivery.meta.thing,
          .subject = delivery.body.product_name,
          .detail = delivery.body.batch,
          .since = delivery.body.arrived_at.value_or(delivery.meta.made_at),
          .due = {}};
}

/// Tells each thing that is wrong with what came, not only the first.
void find_in_receiving(Finder& finder, const Entry<DeliveryBody>& delivery) {
  const HomeClock& clock = finder.clock;
  Ingredient row = to_ingredient(delivery.body, finder.book(), clock);
  JudgeContext on_arrival = finder.context.judge();
  on_arrival.date = row.arrived_at ? to_local(*row.arrived_at).date : delivery.meta.day;
  while (true) {
    const Judgement judgement = judge_ingredient(row, on_arrival);
    if (judgement.verdict == Verdict::kPass) return;
    const FindingKind kind = kind_of(judgement.reason);
    if (kind == FindingKind::kDeliveryIncomplete) {
      finder.add(kind, judgement, about(delivery), {delivery.meta.thing});
      return;
    }
    Finding& finding = finder.add(kind, judgement, about(delivery),
                                  {delivery.meta.thing, reason_word(judgement.reason)});
    // Nobody looked yet: that is something to do, not a breach.
    if (judgement.verdict == Verdict::kNotRecorded) finding.severity = Severity::kTodo;
    mend(row, judgement.reason);
  }
}

bool is_used(const DayBook& book, const std::string& delivery) {
  for (const Entry<MealBody>& meal : book.meals) {
    if (!meal.body.dishes) continue;
    for (const MealDish& dish : *meal.body.dishes) {
      if (std::find(dish.used.begin(), dish.used.end(), delivery) != dish.used.end()) return true;
    }
  }
  return false;
}

/// Goods that keep for a few days only are gone once a meal was made of them.
bool is_fresh(const Finder& finder, const Entry<DeliveryBody>& delivery) {
  const auto& arrived_at = delivery.body.arrived_at;
  const Date arrived_on = arrived_at ? finder.clock.date_of(*arrived_at) : delivery.meta.day;
  return days_between(arrived_on, *delivery.body.shelf_life_ends_on) <=
         finder.context.limits.shelf_life_warning_d;
}

void find_in_stock(Finder& finder, const Entry<DeliveryBody>& delivery) {
  const auto& ends_on = delivery.body.shelf_life_ends_on;
  const Date& today = finder.book().date;
  if (!ends_on || delivery.meta.day > today) return;
  const auto& finished_on = delivery.body.finished_on;
  if (finished_on && *finished_on <= today) return;
  const bool fresh = is_fresh(finder, delivery);
  if (fresh && is_used(finder.book(), delivery.meta.thing)) return;

  const Judge judge(finder.context.limits);
  const int left_d = days_between(today, *ends_on);
  const double warned_d = fresh ? 0 : judge.limit(kShelfLifeWarning);
  FindingAbout what = about(delivery);
  what.detail = format_date(*ends_on);
  if (!delivery.body.batch.empty()) what.subject += "（" + delivery.body.batch + "）";
  // What nobody has said to be finished is asked for so long after its last day.
  if (left_d < 0 && -left_d <= kBookEnded.count()) {
    what.since = finder.clock.end_of(*ends_on);
    // Nobody knows whether any of it is left: that is a question, not a breach.
    finder.add(FindingKind::kShelfLifeOver,
               judge.missing(kShelfLifeRule, Reason::kShelfLifeOverNow), what,
               {delivery.meta.thing});
  } else if (left_d >= 0 && left_d <= warned_d) {
    finder.add(FindingKind::kShelfLifeEnding,
               {Verdict::kPass, Reason::kEndsSoon, &kShelfLifeWarning, static_cast<double>(left_d),
                judge.limit(kShelfLifeWarning)},
               what, {delivery.meta.thing});
  }
}

/// What the meals of the day were made of.
void find_in_use(Finder& finder, const Entry<DeliveryBody>& delivery) {
  const auto& ends_on = delivery.body.shelf_life_ends_on;
  if (!ends_on || *ends_on >= finder.book().date) return;
  for (const Entry<MealBody>& meal : finder.book().meals) {
    if (meal.meta.day != finder.book().date || !meal.body.dishes) continue;
    for (const MealDish& dish : *meal.body.dishes) {
      const auto& used = dish.used;
      if (std::find(used.begin(), used.end(), delivery.meta.thing) == used.end()) continue;
      FindingAbout what = about(delivery);
      what.detail = dish.name;
      what.since = meal.body.starts_at.value_or(meal.meta.made_at);
      finder.add(FindingKind::kUsedAfterShelfLife,
                 Judge(finder.context.limits).breach(kShelfLifeRule, Reason::kUsedAfterShelfLife),
                 what, {delivery.meta.thing, meal.meta.thing, key_word(dish.name)});
    }
  }
}

void find_twice(Finder& finder, const Entry<DeliveryBody>& delivery) {
  for (const Judgement& judgement : judge_delivery(delivery, finder.context)) {
    if (judgement.reason != Reason::kBatchTwice) continue;
    finder.add(FindingKind::kBatchTwice, judgement, about(delivery), {delivery.meta.thing});
  }
}

void find_in_supplier(Finder& finder, const Entry<SupplierBody>& supplier) {
  const Judgement judgement = judge_supplier_licence(supplier.body, finder.context);
  const bool is_over = judgement.verdict == Verdict::kFail;
  if (!is_over && judgement.reason != Reason::kEndsSoon) return;
  const std::string until = format_date(*supplier.body.licence_until);
  const std::string distance = is_over ? "over" : std::to_string(static_cast<int>(judgement.limit));
  finder.add(FindingKind::kSupplierLicenceEnding, judgement,
             {.thing = supplier.meta.thing,
              .subject = supplier.body.name,
              .detail = until,
              .since = {},
              .due = {}},
             {supplier.meta.thing, until, distance});
}

}  // namespace

void find_in_goods(Finder& finder) {
  for (const Entry<DeliveryBody>& delivery : finder.book().deliveries) {
    if (delivery.meta.day == finder.book().date) {
      find_in_receiving(finder, delivery);
      find_twice(finder, delivery);
    }
    find_in_use(finder, delivery);
    find_in_stock(finder, delivery);
  }
  for (const Entry<SupplierBody>& supplier : finder.book().suppliers) {
    if (supplier.meta.day <= finder.book().date) find_in_supplier(finder, supplier);
  }
}

}  // namespace sunhall
