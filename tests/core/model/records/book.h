// A day's book that is in order, for tests that break one thing at a time: made up.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/records/find.h"
#include "core/model/records/judge_record.h"
#include "core/model/records/publish.h"
#include "tests/core/model/support_records.h"

namespace sunhall::records {

inline constexpr std::string_view kToday = "2026-11-24";  // a Tuesday

/// What stands beside a body: the day it is about and when it was written down.
inline RecordMeta meta(std::string thing, std::string_view on = kToday) {
  static std::uint64_t seq = 0;
  return {.id = thing + "-v1",
          .thing = std::move(thing),
          .seq = ++seq,
          .day = day(on),
          .made_at = at(std::string(on) + "T06:00:00+08:00"),
          .received_at = at(std::string(on) + "T06:00:01+08:00"),
          .who = "konto-geheim",
          .source = RecordSource::kDesk,
          .version_count = 1,
          .is_corrected = false};
}

/// A time of the day, by the home's clock.
inline ZonedTime clock(std::string_view hh_mm, std::string_view on = kToday) {
  return at(std::string(on) + "T" + std::string(hh_mm) + ":00+08:00");
}

inline PersonBody cook(std::string name = "王大明") {
  PersonBody person;
  person.name = std::move(name);
  person.job = "厨师";
  person.health_certificate_until = day("2027-06-03");
  person.shift_starts = std::chrono::minutes(6 * 60 + 45);
  return person;
}

inline MorningCheckBody passed(std::string person = "person-0001") {
  MorningCheckBody check;
  check.person = std::move(person);
  check.outcome = CheckOutcome::kPassed;
  check.checked_at = clock("06:12");
  check.temperature_c = 36.5;
  check.symptoms.emplace();
  check.hygiene = Hygiene{.cap = true,
                          .coat = true,
                          .mask = true,
                          .no_jewellery = true,
                          .short_nails = true,
                          .hands_washed = true};
  return check;
}

inline SupplierBody butcher() {
  SupplierBody supplier;
  supplier.name = "示例肉类配送中心";
  supplier.licence_until = day("2028-01-10");
  return supplier;
}

inline DeliveryBody pork() {
  DeliveryBody delivery;
  delivery.product_name = "五花肉";
  delivery.product_kind = IngredientKind::kPork;
  delivery.specification = "带皮";
  delivery.quantity = 8;
  delivery.unit = "kg";
  delivery.origin = "湖北襄阳";
  delivery.supplier = "supplier-0001";
  delivery.batch = "SL-1124-3";
  delivery.produced_on = day("2026-11-24");
  delivery.shelf_life_ends_on = day("2026-11-26");
  delivery.arrived_at = clock("05:45");
  delivery.certificates = Certificates{.conformity = true,
                                       .animal_quarantine = true,
                                       .meat_inspection = true,
                                       .african_swine_fever = true};
  return delivery;
}

inline MealBody lunch() {
  MealBody meal;
  meal.name = "午餐";
  meal.starts_at = clock("11:00");
  meal.ends_at = clock("12:30");
  meal.dishes.emplace();
  meal.dishes->push_back({.name = "红烧肉", .note = "软烂", .dish = {}, .used = {"delivery-0001"}});
  meal.served_at = clock("11:02");
  return meal;
}

inline SampleBody sample_of(std::string dish, std::string meal = "meal-0001") {
  SampleBody sample;
  sample.dish = std::move(dish);
  sample.meal = std::move(meal);
  sample.weight_g = 155;
  sample.taken_at = clock("10:50");
  sample.person = "person-0001";
  sample.store = "store-0002";
  return sample;
}

inline StoreBody fridge(std::string name, std::string sensor) {
  StoreBody store;
  store.name = std::move(name);
  store.store_kind = StorageKind::kRefrigerator;
  store.sensor = std::move(sensor);
  return store;
}

inline DisinfectionBody steam() {
  DisinfectionBody cycle;
  cycle.what = "午餐碗、盘";
  cycle.method = DisinfectionMethod::kSteam;
  cycle.started_at = clock("12:40");
  cycle.ended_at = clock("12:55");
  cycle.temperature_c = 101.5;
  cycle.person = "person-0001";
  return cycle;
}

/// A whole day without a finding: one cook, one supplier, one meal.
struct Book {
  DayBook book;
  Limits limits;
  ZonedTime now = clock("14:00");

  Book() {
    book.date = day(kToday);
    add("person-0001", cook(), "2026-01-05");
    add("supplier-0001", butcher(), "2026-01-05");
    add("store-0001", fridge("1号冷藏柜", "fridge-1"), "2026-01-05");
    StoreBody samples = fridge("留样柜", "fridge-2");
    samples.for_samples = true;
    add("store-0002", samples, "2026-01-05");
    for (const auto* id : {"fridge-1", "fridge-2"}) {
      book.sensors.push_back({.id = id,
                              .value = 4.2,
                              .measured_at = clock("13:58"),
                              .out_of_limit_since = {},
                              .is_late = false,
                              .excursions = {}});
    }
    add("check-0001", passed());
    add("delivery-0001", pork());
    add("meal-0001", lunch());
    add("sample-0001", sample_of("红烧肉"));
    add("cycle-0001", steam());
    WasteBody waste;
    waste.waste_kind = "厨余垃圾";
    waste.amount_kg = 18.5;
    waste.collected_at = clock("13:30");
    waste.collector = "示例环卫公司";
    add("waste-0001", waste);
  }

  template <class T>
  T& add(std::string thing, T body, std::string_view on = kToday) {
    put_entry(book, meta(std::move(thing), on), std::move(body));
    return list<T>().back().body;
  }

  void say_nothing(DaySection section) { add("nothing-0001", NothingBody{section}); }
  void step(std::string key, FindingState state, std::string_view on = kToday) {
    FindingStepBody body;
    body.finding = std::move(key);
    body.state = state;
    add("step-0001", body, on);
  }

  RecordContext context() const { return {.book = book, .limits = limits, .now = now}; }
  std::vector<Finding> findings() const { return find(book, limits, now); }
  std::vector<Finding> findings(FindingKind kind) const {
    std::vector<Finding> all = findings();
    std::erase_if(all, [kind](const Finding& finding) { return finding.kind != kind; });
    return all;
  }
  int count(FindingKind kind) const { return static_cast<int>(findings(kind).size()); }
  /// The only finding of the kind.
  Finding only(FindingKind kind) const {
    const auto all = findings(kind);
    return all.size() == 1 ? all.front() : Finding{};
  }
  Today today() const {
    return publish(book, {.home = "示例养老院",
                          .canteen = "示例食堂",
                          .licence = {},
                          .is_sample = false,
                          .limits = limits,
                          .now = now});
  }

  PersonBody& person() { return book.people.front().body; }
  MorningCheckBody& check() { return book.morning_checks.front().body; }
  SupplierBody& supplier() { return book.suppliers.front().body; }
  DeliveryBody& delivery() { return book.deliveries.front().body; }
  MealBody& meal() { return book.meals.front().body; }
  SampleBody& sample() { return book.samples.front().body; }
  DisinfectionBody& cycle() { return book.disinfections.front().body; }
  WasteBody& waste() { return book.waste.front().body; }
  SensorFact& sensor() { return book.sensors.front(); }

 private:
  template <class T>
  Entries<T>& list() {
    if constexpr (std::is_same_v<T, PersonBody>) return book.people;
    if constexpr (std::is_same_v<T, SupplierBody>) return book.suppliers;
    if constexpr (std::is_same_v<T, ProductBody>) return book.products;
    if constexpr (std::is_same_v<T, DishBody>) return book.dishes;
    if constexpr (std::is_same_v<T, StoreBody>) return book.stores;
    if constexpr (std::is_same_v<T, MorningCheckBody>) return book.morning_checks;
    if constexpr (std::is_same_v<T, ClearanceBody>) return book.clearances;
    if constexpr (std::is_same_v<T, AbsenceBody>) return book.absences;
    if constexpr (std::is_same_v<T, DeliveryBody>) return book.deliveries;
    if constexpr (std::is_same_v<T, MealBody>) return book.meals;
    if constexpr (std::is_same_v<T, CoreTemperatureBody>) return book.core_temperatures;
    if constexpr (std::is_same_v<T, HoldingBody>) return book.holdings;
    if constexpr (std::is_same_v<T, SampleBody>) return book.samples;
    if constexpr (std::is_same_v<T, DisinfectionBody>) return book.disinfections;
    if constexpr (std::is_same_v<T, StorageCheckBody>) return book.storage_checks;
    if constexpr (std::is_same_v<T, WasteBody>) return book.waste;
    if constexpr (std::is_same_v<T, NoticeBody>) return book.notices;
    if constexpr (std::is_same_v<T, NothingBody>) return book.nothings;
    if constexpr (std::is_same_v<T, FindingStepBody>) return book.finding_steps;
  }
};

}  // namespace sunhall::records
