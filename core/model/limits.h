// Every limit of the rules as a home may set it: common practice freely, the rest only stricter.
#pragma once

#include <span>
#include <string_view>

#include "core/base/result.h"
#include "core/model/rule.h"

namespace sunhall {

/// The limits that one home is judged by; what rule.h says unless the home says otherwise.
struct Limits {
  // Staff.
  double fever_c = kFeverTemperature.limit;
  double expiry_first_d = kExpiryFirst.limit;    // of certificates and licences
  double expiry_second_d = kExpirySecond.limit;  // again
  double expiry_last_d = kExpiryLast.limit;      // and again
  // Disinfection.
  double steam_temperature_c = kSteamTemperature.limit;
  double steam_time_min = kSteamTime.limit;
  double infrared_temperature_c = kInfraredTemperature.limit;
  double infrared_time_min = kInfraredTime.limit;
  double chlorine_mg_l = kChlorineStrength.limit;
  double chlorine_time_min = kChlorineTime.limit;
  double dishwasher_temperature_c = kDishwasherTemperature.limit;
  double dishwasher_time_s = kDishwasherTime.limit;
  double longest_cycle_min = kLongestCycle.limit;
  double disinfection_after_meal_h = kDisinfectionAfterMeal.limit;
  // Storage and cooking.
  double refrigerator_lowest_c = kRefrigeratorLowest.limit;
  double refrigerator_highest_c = kRefrigeratorHighest.limit;
  double freezer_highest_c = kFreezerHighest.limit;
  double cold_dish_room_highest_c = kColdDishRoomHighest.limit;
  double hot_holding_lowest_c = kHotHoldingLowest.limit;
  double core_temperature_c = kCoreTemperatureLowest.limit;
  double holding_free_min = kHoldingTimeLongest.limit;
  double holding_hot_c = kHoldingHotLowest.limit;
  double holding_cold_c = kHoldingColdHighest.limit;
  double excursion_dwell_min = kExcursionDwell.limit;
  double reading_age_min = kReadingAge.limit;
  double storage_check_by_h = kStorageCheckBy.limit;  // o'clock; stores without a sensor
  // Food.
  double sample_weight_g = kSampleWeight.limit;
  double sample_time_h = kSampleTime.limit;
  double shelf_life_warning_d = kShelfLifeWarning.limit;

  friend bool operator==(const Limits&, const Limits&) = default;
};

/// Which way a limit may be moved where the rule is not just common practice.
enum class Stricter : unsigned char { kHigher, kLower };

/// One limit by its word.
struct LimitKey {
  std::string_view word;  // the member's name: the key in [rules] and in `limits`
  double Limits::* member;
  const Rule* rule;
  Stricter stricter;
  double lowest;  // what can be meant at all
  double highest;
};

/// Whether a limit may stand in public: a fever's has no place beside people's names.
bool is_public(const LimitKey& key);

/// The limits as they may be public: the others are what the rules say.
Limits public_limits(const Limits& limits);

/// All limits, in the order of Limits.
std::span<const LimitKey> limit_keys();

/// The limit of a rule as this home has it; the rule's own for one without a limit to set.
double limit_of(const Rule& rule, const Limits& limits);

/// Sets one limit.
///
/// Errors:  kBadInput, one line, for a figure outside of what can be meant, or one that is less
///          strict than a rule that is not mere common practice.
Result<void> set_limit(Limits& limits, const LimitKey& key, double value);

}  // namespace sunhall
