// All that is needed to publish and to judge one day.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/model/records/record_body.h"
#include "core/model/records/sensor_fact.h"
#include "core/model/site.h"

namespace sunhall {

// How far a day's book looks back beside the day itself: whoever fills it, asks for these days.
inline constexpr std::chrono::days kBookStaff{60};  // checks off post, and clearances
inline constexpr std::chrono::days kBookChecks{1};  // all other checks
inline constexpr std::chrono::days kBookEnded{7};   // deliveries whose shelf life ended
inline constexpr std::chrono::days kBookMeals{3};
inline constexpr std::chrono::days kBookSamples{3};
inline constexpr std::chrono::days kBookSteps{60};
inline constexpr std::chrono::days kBookNotices{60};  // before which a notice is old

/// Heads of things, none withdrawn. Lists may hold more than the day needs: the rules look at each
/// record's own day and times.
struct DayBook {
  Date date{};
  // Master data; people may have left.
  Entries<PersonBody> people;
  Entries<SupplierBody> suppliers;
  Entries<ProductBody> products;
  Entries<DishBody> dishes;
  Entries<StoreBody> stores;
  // Events: the day's, and those of the days before as stated above.
  Entries<MorningCheckBody> morning_checks;
  Entries<ClearanceBody> clearances;
  Entries<AbsenceBody> absences;
  // Also those whose shelf life ended just now or ends soon, and, however old, those that the day's
  // meals used or that have a batch number of the day's.
  Entries<DeliveryBody> deliveries;
  Entries<MealBody> meals;
  Entries<CoreTemperatureBody> core_temperatures;
  Entries<HoldingBody> holdings;
  Entries<SampleBody> samples;
  Entries<DisinfectionBody> disinfections;
  Entries<StorageCheckBody> storage_checks;
  Entries<WasteBody> waste;
  Entries<NoticeBody> notices;
  Entries<NothingBody> nothings;
  Entries<FindingStepBody> finding_steps;
  // Beside the records.
  std::vector<SensorFact> sensors;
  std::vector<MealTime> meal_times;  // of the site: which meals a day has
};

/// Puts a record into its list; seals have none and are left out.
void put_entry(DayBook& book, RecordMeta meta, RecordBody body);

/// The entry of a thing in one of the lists, or null.
template <class T>
const Entry<T>* find_thing(const Entries<T>& entries, std::string_view thing) {
  if (thing.empty()) return nullptr;
  for (const Entry<T>& entry : entries) {
    if (entry.meta.thing == thing) return &entry;
  }
  return nullptr;
}

}  // namespace sunhall
