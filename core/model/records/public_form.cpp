#include "core/model/records/public_form.h"

#include <algorithm>

namespace sunhall {
namespace {

const SensorFact* find_sensor(const DayBook& book, const std::string& id) {
  if (id.empty()) return nullptr;
  const auto it = std::find_if(book.sensors.begin(), book.sensors.end(),
                               [&id](const SensorFact& sensor) { return sensor.id == id; });
  return it == book.sensors.end() ? nullptr : &*it;
}

/// Takes over a reading that is newer than what stands there.
void take_newer(StorageReading& reading, const std::optional<double>& temperature_c,
                const std::optional<ZonedTime>& measured_at) {
  if (!temperature_c) return;
  const bool newer =
      !reading.measured_at || (measured_at && measured_at->utc >= reading.measured_at->utc);
  if (reading.temperature_c && !newer) return;
  reading.temperature_c = temperature_c;
  reading.measured_at = measured_at;
  reading.out_of_limit_since.reset();
}

}  // namespace

Ingredient to_ingredient(const DeliveryBody& delivery, const DayBook& book,
                         const HomeClock& clock) {
  const auto* supplier = find_thing(book.suppliers, delivery.supplier);
  const auto* product = find_thing(book.products, delivery.product);
  Ingredient made{.name = delivery.product_name,
                  .kind = delivery.product_kind,
                  .specification = delivery.specification,
                  .quantity = delivery.quantity,
                  .unit = delivery.unit,
                  .origin = delivery.origin,
                  .supplier = delivery.supplier_name,
                  .batch = delivery.batch,
                  .produced_on = delivery.produced_on,
                  .shelf_life_ends_on = delivery.shelf_life_ends_on,
                  .arrived_at = clock.at_home(delivery.arrived_at),
                  .certificates = delivery.certificates,
                  .supplier_licence_valid_until = delivery.supplier_licence_until};
  if (made.kind == IngredientKind::kNotRecorded && product != nullptr) {
    made.kind = product->body.product_kind;
  }
  if (supplier != nullptr) {
    made.supplier = supplier->body.name;
    if (!made.supplier_licence_valid_until) {
      made.supplier_licence_valid_until = supplier->body.licence_until;
    }
  }
  return made;
}

DisinfectionCycle to_cycle(const DisinfectionBody& cycle, const HomeClock& clock) {
  return {.what = cycle.what,
          .method = cycle.method,
          .started_at = clock.at_home(cycle.started_at),
          .ended_at = clock.at_home(cycle.ended_at),
          .temperature_c = cycle.temperature_c,
          .concentration_mg_l = cycle.concentration_mg_l,
          .immersed_min = cycle.immersed_min,
          .rinsed = cycle.rinsed};
}

FoodSample to_sample(const SampleBody& sample, const DayBook& book, const HomeClock& clock) {
  const auto* meal = find_thing(book.meals, sample.meal);
  return {.dish = sample.dish,
          .meal = meal == nullptr ? std::string() : meal->body.name,
          .weight_g = sample.weight_g,
          .taken_at = clock.at_home(sample.taken_at),
          .kept_until = clock.at_home(sample.kept_until),
          .discarded_at = clock.at_home(sample.discarded_at)};
}

WasteRecord to_waste(const WasteBody& waste, const HomeClock& clock) {
  return {.kind = waste.waste_kind,
          .amount_kg = waste.amount_kg,
          .collected_at = clock.at_home(waste.collected_at),
          .collector = waste.collector};
}

StorageReading to_reading(const Entry<StoreBody>& store, const DayBook& book,
                          const HomeClock& clock) {
  StorageReading reading{.name = store.body.name,
                         .kind = store.body.store_kind,
                         .temperature_c = {},
                         .measured_at = {},
                         .out_of_limit_since = {}};
  const SensorFact* sensor = find_sensor(book, store.body.sensor);
  // A late sensor says nothing of now; what it said last is not shown as if it did.
  if (sensor != nullptr && !sensor->is_late && sensor->value) {
    reading.temperature_c = sensor->value;
    reading.measured_at = clock.at_home(sensor->measured_at);
    reading.out_of_limit_since = clock.at_home(sensor->out_of_limit_since);
  }
  for (const Entry<StorageCheckBody>& check : book.storage_checks) {
    if (check.meta.day != book.date || check.body.store != store.meta.thing) continue;
    take_newer(reading, check.body.temperature_c, clock.at_home(check.body.measured_at));
  }
  return reading;
}

}  // namespace sunhall
