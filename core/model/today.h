// The day's public records: all that a hall screen or a family's phone may know.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/disinfection.h"
#include "core/model/ingredient.h"
#include "core/model/licence.h"
#include "core/model/limits.h"
#include "core/model/meal.h"
#include "core/model/staff_check.h"
#include "core/model/storage_reading.h"

namespace sunhall {

/// Kitchen waste (餐厨废弃物) that was handed over.
struct WasteRecord {
  std::string kind;  // for example 厨余垃圾, 废弃油脂
  std::optional<double> amount_kg;
  std::optional<ZonedTime> collected_at;
  std::string collector;  // company

  friend bool operator==(const WasteRecord&, const WasteRecord&) = default;
};

enum class NoticeLevel : unsigned char { kInfo, kImportant, kUrgent };

/// A message of the home to its residents.
struct Notice {
  std::string text;
  NoticeLevel level = NoticeLevel::kInfo;
  std::optional<ZonedTime> from;   // empty: at once
  std::optional<ZonedTime> until;  // empty: until it is taken away

  friend bool operator==(const Notice&, const Notice&) = default;
};

/// Whether a notice is to be shown at this moment: `from` counts, `until` does not.
bool is_current(const Notice& notice, const ZonedTime& now);

/// Something the records or the sensors complained about.
struct Warning {
  std::string text;
  std::optional<ZonedTime> raised_at;
  std::optional<ZonedTime> closed_at;  // empty: still open

  friend bool operator==(const Warning&, const Warning&) = default;
};

/// A list of one day. No list at all (未登记, not yet recorded) is not an empty list (今日无, none
/// today).
template <class T>
using Section = std::optional<std::vector<T>>;

/// One day of one canteen, already masked (domain rules of privacy are kept by the types).
struct Today {
  bool is_sample = false;  // made up: every screen must say so
  Date date{};             // the day the records are about
  ZonedTime as_of{};       // when they were put together
  std::string home;        // for example 示例养老院
  std::string canteen;     // may be empty

  Section<Meal> meals;
  Section<Ingredient> ingredients;
  Section<StaffCheck> staff_checks;
  Section<DisinfectionCycle> disinfections;
  Section<StorageReading> storage_readings;
  Section<FoodSample> food_samples;
  Section<WasteRecord> waste;
  Section<Notice> notices;
  Section<Warning> warnings;
  std::optional<Licence> licence;
  Limits limits;  // that this home is judged by

  friend bool operator==(const Today&, const Today&) = default;
};

/// Whether the records are about the day it is now, in the zone of `now`.
bool is_of_today(const Today& today, const ZonedTime& now);

}  // namespace sunhall
