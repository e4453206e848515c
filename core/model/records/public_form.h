// Private records in the form of the public ones, for publishing and for judging alike.
#pragma once

#include "core/model/records/day_book.h"
#include "core/model/records/home_time.h"
#include "core/model/today.h"

namespace sunhall {

// Texts are as they were typed: whoever publishes, cleans them. Times are in the home's zone.
Ingredient to_ingredient(const DeliveryBody& delivery, const DayBook& book, const HomeClock& clock);
DisinfectionCycle to_cycle(const DisinfectionBody& cycle, const HomeClock& clock);
FoodSample to_sample(const SampleBody& sample, const DayBook& book, const HomeClock& clock);
WasteRecord to_waste(const WasteBody& waste, const HomeClock& clock);

/// A store and the newest that is known of it: from its sensor, or read by eye on the day.
StorageReading to_reading(const Entry<StoreBody>& store, const DayBook& book,
                          const HomeClock& clock);

}  // namespace sunhall
