#include "core/model/limits.h"

#include <array>
#include <cmath>
#include <string>

#include "core/model/short_number.h"

namespace sunhall {
namespace {

using enum Stricter;

// What can be meant at all stands well apart from the rule: it only catches slips of the hand.
constexpr std::array kKeys{
    LimitKey{"fever_c", &Limits::fever_c, &kFeverTemperature, kLower, 36.5, 38.5},
    LimitKey{"expiry_first_d", &Limits::expiry_first_d, &kExpiryFirst, kHigher, 1, 180},
    LimitKey{"expiry_second_d", &Limits::expiry_second_d, &kExpirySecond, kHigher, 1, 180},
    LimitKey{"expiry_last_d", &Limits::expiry_last_d, &kExpiryLast, kHigher, 1, 180},
    LimitKey{"steam_temperature_c", &Limits::steam_temperature_c, &kSteamTemperature, kHigher, 80,
             140},
    LimitKey{"steam_time_min", &Limits::steam_time_min, &kSteamTime, kHigher, 1, 120},
    LimitKey{"infrared_temperature_c", &Limits::infrared_temperature_c, &kInfraredTemperature,
             kHigher, 80, 200},
    LimitKey{"infrared_time_min", &Limits::infrared_time_min, &kInfraredTime, kHigher, 1, 120},
    LimitKey{"chlorine_mg_l", &Limits::chlorine_mg_l, &kChlorineStrength, kHigher, 50, 2000},
    LimitKey{"chlorine_time_min", &Limits::chlorine_time_min, &kChlorineTime, kHigher, 1, 120},
    LimitKey{"dishwasher_temperature_c", &Limits::dishwasher_temperature_c, &kDishwasherTemperature,
             kHigher, 50, 100},
    LimitKey{"dishwasher_time_s", &Limits::dishwasher_time_s, &kDishwasherTime, kHigher, 5, 3600},
    LimitKey{"longest_cycle_min", &Limits::longest_cycle_min, &kLongestCycle, kLower, 10, 1440},
    LimitKey{"disinfection_after_meal_h", &Limits::disinfection_after_meal_h,
             &kDisinfectionAfterMeal, kLower, 0.5, 24},
    LimitKey{"refrigerator_lowest_c", &Limits::refrigerator_lowest_c, &kRefrigeratorLowest, kHigher,
             -5, 8},
    LimitKey{"refrigerator_highest_c", &Limits::refrigerator_highest_c, &kRefrigeratorHighest,
             kLower, 0, 15},
    LimitKey{"freezer_highest_c", &Limits::freezer_highest_c, &kFreezerHighest, kLower, -40, 0},
    LimitKey{"cold_dish_room_highest_c", &Limits::cold_dish_room_highest_c, &kColdDishRoomHighest,
             kLower, 5, 35},
    LimitKey{"hot_holding_lowest_c", &Limits::hot_holding_lowest_c, &kHotHoldingLowest, kHigher, 40,
             95},
    LimitKey{"core_temperature_c", &Limits::core_temperature_c, &kCoreTemperatureLowest, kHigher,
             50, 100},
    LimitKey{"holding_free_min", &Limits::holding_free_min, &kHoldingTimeLongest, kLower, 0, 480},
    LimitKey{"holding_hot_c", &Limits::holding_hot_c, &kHoldingHotLowest, kHigher, 40, 95},
    LimitKey{"holding_cold_c", &Limits::holding_cold_c, &kHoldingColdHighest, kLower, 0, 15},
    LimitKey{"excursion_dwell_min", &Limits::excursion_dwell_min, &kExcursionDwell, kLower, 0, 240},
    LimitKey{"reading_age_min", &Limits::reading_age_min, &kReadingAge, kLower, 1, 1440},
    LimitKey{"storage_check_by_h", &Limits::storage_check_by_h, &kStorageCheckBy, kLower, 0, 24},
    LimitKey{"sample_weight_g", &Limits::sample_weight_g, &kSampleWeight, kHigher, 50, 1000},
    LimitKey{"sample_time_h", &Limits::sample_time_h, &kSampleTime, kHigher, 24, 168},
    LimitKey{"shelf_life_warning_d", &Limits::shelf_life_warning_d, &kShelfLifeWarning, kHigher, 0,
             60}};

bool is_less_strict(const LimitKey& key, double value) {
  if (key.rule->trust == Trust::kCommon) return false;
  return key.stricter == Stricter::kHigher ? value < key.rule->limit : value > key.rule->limit;
}

}  // namespace

std::span<const LimitKey> limit_keys() {
  return kKeys;
}

bool is_public(const LimitKey& key) {
  return key.rule != &kFeverTemperature;
}

Limits public_limits(const Limits& limits) {
  Limits made = limits;
  for (const LimitKey& key : kKeys) {
    if (!is_public(key)) made.*key.member = key.rule->limit;
  }
  return made;
}

double limit_of(const Rule& rule, const Limits& limits) {
  for (const LimitKey& key : kKeys) {
    if (key.rule == &rule) return limits.*key.member;
  }
  return rule.limit;
}

Result<void> set_limit(Limits& limits, const LimitKey& key, double value) {
  if (!std::isfinite(value) || value < key.lowest || value > key.highest) {
    return fail(ErrorKind::kBadInput,
                "is not between " + short_number(key.lowest) + " and " + short_number(key.highest));
  }
  if (is_less_strict(key, value)) {
    const bool higher = key.stricter == Stricter::kHigher;
    return fail(ErrorKind::kBadInput, std::string("is less strict than the rule; write ") +
                                          short_number(key.rule->limit) +
                                          (higher ? " or more" : " or less") + ", or leave it out");
  }
  limits.*key.member = value;
  return {};
}

}  // namespace sunhall
