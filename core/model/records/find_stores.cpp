#include <algorithm>

#include "core/model/judge.h"
#include "core/model/records/finder.h"
#include "core/model/records/public_form.h"

namespace sunhall {
namespace {

using judge::Judge;

FindingAbout about(const Entry<StoreBody>& store, const std::optional<ZonedTime>& since) {
  return {.thing = store.meta.thing,
          .subject = store.body.name,
          .detail = {},
          .since = since,
          .due = {}};
}

const SensorFact* find_sensor(const DayBook& book, const std::string& id) {
  const auto it = std::find_if(book.sensors.begin(), book.sensors.end(),
                               [&id](const SensorFact& sensor) { return sensor.id == id; });
  return it == book.sensors.end() ? nullptr : &*it;
}

/// The judgement of a value, however shortly it lasted.
Judgement judge_value(const Finder& finder, StorageKind kind, double value_c) {
  return judge_storage({.name = {},
                        .kind = kind,
                        .temperature_c = value_c,
                        .measured_at = finder.clock.now,
                        .out_of_limit_since = {}},
                       finder.context.judge());
}

/// Stretches of the day, also those that are over: an hour at 12 °C was one.
void find_excursions_of(Finder& finder, const Entry<StoreBody>& store, const SensorFact& sensor) {
  for (const Excursion& excursion : sensor.excursions) {
    if (!excursion.is_breach) continue;
    const ZonedTime from{excursion.from, finder.clock.now.offset};
    // Also when it began the day before: one stretch, one key.
    finder.add(FindingKind::kStorageOutside,
               judge_value(finder, store.body.store_kind, excursion.extreme_c), about(store, from),
               {store.meta.thing, std::to_string(excursion.from.time_since_epoch().count())});
  }
}

/// The newest reading, for a sensor whose excursions nobody has worked out.
void find_in_newest(Finder& finder, const Entry<StoreBody>& store, const SensorFact& sensor) {
  if (!sensor.excursions.empty() || sensor.is_late) return;
  const StorageReading reading = to_reading(store, finder.book(), finder.clock);
  const Judgement judgement = judge_storage(reading, finder.context.judge());
  if (judgement.verdict != Verdict::kFail) return;
  const auto since = reading.out_of_limit_since ? reading.out_of_limit_since : reading.measured_at;
  finder.add(FindingKind::kStorageOutside, judgement, about(store, since),
             {store.meta.thing, finder.day_word()});
}

void find_in_sensor(Finder& finder, const Entry<StoreBody>& store) {
  const bool is_today = finder.clock.date_of(finder.clock.now) == finder.book().date;
  const SensorFact* sensor = find_sensor(finder.book(), store.body.sensor);
  if (sensor != nullptr) find_excursions_of(finder, store, *sensor);
  // Of a past day, the newest reading says nothing.
  if (!is_today) return;
  if (sensor == nullptr || sensor->is_late || !sensor->value) {
    finder.add(FindingKind::kSensorLate,
               Judge(finder.context.limits).missing(kReadingAge, Reason::kReadingTooOld),
               about(store, sensor == nullptr ? std::nullopt : sensor->measured_at),
               {finder.day_word(), store.meta.thing});
  } else {
    find_in_newest(finder, store, *sensor);
  }
}

std::vector<const Entry<StorageCheckBody>*> checks_of(const Finder& finder,
                                                      const Entry<StoreBody>& store) {
  std::vector<const Entry<StorageCheckBody>*> checks;
  for (const Entry<StorageCheckBody>& check : finder.book().storage_checks) {
    const bool is_of_day = check.meta.day == finder.book().date;
    if (is_of_day && check.body.store == store.meta.thing) checks.push_back(&check);
  }
  return checks;
}

void find_in_checks(Finder& finder, const Entry<StoreBody>& store) {
  const auto checks = checks_of(finder, store);
  for (const Entry<StorageCheckBody>* check : checks) {
    const Judgement judgement = judge_storage_check(check->body, finder.context);
    if (judgement.verdict != Verdict::kFail) continue;
    finder.add(FindingKind::kStorageOutside, judgement,
               about(store, check->body.measured_at.value_or(check->meta.made_at)),
               {store.meta.thing, check->meta.thing});
  }
  const bool is_read = std::any_of(checks.begin(), checks.end(), [](const auto* check) {
    return check->body.temperature_c.has_value();
  });
  if (is_read || !store.body.sensor.empty()) return;
  const std::chrono::duration<double, std::ratio<3600>> hour(
      finder.context.limits.storage_check_by_h);
  FindingAbout what = about(store, {});
  what.due =
      finder.clock.on(finder.book().date, std::chrono::duration_cast<std::chrono::minutes>(hour));
  finder.add(FindingKind::kStorageCheckMissing,
             Judge(finder.context.limits).missing(kStorageCheckBy, Reason::kTemperatureMissing),
             what, {finder.day_word(), store.meta.thing});
}

bool says_no_waste(const DayBook& book) {
  return std::any_of(book.nothings.begin(), book.nothings.end(), [&](const auto& nothing) {
    return nothing.meta.day == book.date && nothing.body.section == DaySection::kWaste;
  });
}

/// Whether the day's last meal is over: before that nobody can be late with the waste.
bool is_last_meal_over(const Finder& finder) {
  bool any = false;
  for (const Entry<MealBody>& meal : finder.book().meals) {
    if (meal.meta.day != finder.book().date || !meal.body.ends_at) continue;
    any = true;
    if (!finder.has_come(*meal.body.ends_at)) return false;
  }
  return any || finder.is_over();
}

}  // namespace

void find_in_stores(Finder& finder) {
  for (const Entry<StoreBody>& store : finder.book().stores) {
    if (store.meta.day > finder.book().date) continue;
    if (!store.body.sensor.empty()) find_in_sensor(finder, store);
    find_in_checks(finder, store);
  }
}

void find_in_waste(Finder& finder) {
  bool any = false;
  for (const Entry<WasteBody>& waste : finder.book().waste) {
    if (waste.meta.day != finder.book().date) continue;
    any = true;
    const Judgement judgement = judge_waste_record(waste.body, finder.context);
    if (judgement.verdict == Verdict::kPass) continue;
    finder.add(FindingKind::kWasteIncomplete, judgement,
               {.thing = waste.meta.thing,
                .subject = waste.body.waste_kind,
                .detail = {},
                .since = waste.meta.made_at,
                .due = {}},
               {waste.meta.thing});
  }
  if (any || says_no_waste(finder.book()) || !is_last_meal_over(finder)) return;
  finder.add(FindingKind::kWasteMissing,
             Judge(finder.context.limits).missing(kWasteRule, Reason::kTimeMissing),
             {.thing = {},
              .subject = {},
              .detail = {},
              .since = {},
              .due = finder.clock.end_of(finder.book().date)},
             {finder.day_word()});
}

}  // namespace sunhall
