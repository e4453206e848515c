// What a record is about: one word a kind, the same in JSON, tables and addresses.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "core/base/language.h"
#include "core/base/result.h"

namespace sunhall {

enum class RecordKind : unsigned char {
  // Master data: who and what there is.
  kPerson,
  kSupplier,
  kProduct,  // template of a delivery
  kDish,     // template of a menu's line
  kStore,    // a refrigerator, freezer, cold-dish room or hot holding
  // Events of a day.
  kMorningCheck,
  kClearance,
  kAbsence,
  kDelivery,
  kMeal,
  kCoreTemperature,
  kHolding,
  kSample,
  kDisinfection,
  kStorageCheck,
  kWaste,
  kNotice,
  kNothing,
  kFindingStep,
  kSeal,  // made by the hub only
};

inline constexpr std::size_t kRecordKindCount = 20;

/// Every kind, in the order of the enum.
inline constexpr std::array<RecordKind, kRecordKindCount> kRecordKinds = [] {
  std::array<RecordKind, kRecordKindCount> kinds{};
  for (std::size_t i = 0; i < kRecordKindCount; ++i) kinds[i] = static_cast<RecordKind>(i);
  return kinds;
}();

/// Writes `morning_check`, `delivery` …
std::string_view kind_word(RecordKind kind);

/// Reads what `kind_word` writes.
Result<RecordKind> parse_kind(std::string_view word);

/// What people call it: 晨检, morning check.
std::string_view kind_name(RecordKind kind, Language language);

/// Whether the kind is master data: valid from the day it was entered until it is withdrawn.
bool is_master(RecordKind kind);

}  // namespace sunhall
