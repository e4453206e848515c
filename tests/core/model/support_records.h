// Records that are in order, for tests that break one thing at a time.
#pragma once

#include "core/model/rules.h"

namespace sunhall::records {

inline ZonedTime at(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value();
}
inline Date day(std::string_view date) {
  return parse_date(date).value();
}
inline ZonedTime later(ZonedTime time, std::chrono::milliseconds by) {
  time.utc += by;
  return time;
}

/// 2026-11-24, 11:20 in China.
inline JudgeContext noon() {
  return {.date = day("2026-11-24"), .now = at("2026-11-24T11:20:00+08:00"), .limits = {}};
}

inline StaffCheck good_check() {
  return {.name = PublicName::masked("王大明"),
          .job = "厨师",
          .health_certificate_valid_to = std::chrono::year(2027) / std::chrono::month(6),
          .outcome = CheckOutcome::kPassed,
          .checked_at = at("2026-11-24T06:12:00+08:00"),
          .shift_starts_at = at("2026-11-24T06:45:00+08:00")};
}

inline Ingredient good_pork() {
  return {.name = "五花肉",
          .kind = IngredientKind::kPork,
          .specification = "带皮",
          .quantity = 8,
          .unit = "kg",
          .origin = "湖北襄阳",
          .supplier = "示例肉类配送中心",
          .batch = "SL-1124-3",
          .produced_on = day("2026-11-24"),
          .shelf_life_ends_on = day("2026-11-26"),
          .arrived_at = at("2026-11-24T05:45:00+08:00"),
          .certificates = Certificates{.conformity = true,
                                       .animal_quarantine = true,
                                       .meat_inspection = true,
                                       .african_swine_fever = true},
          .supplier_licence_valid_until = day("2028-01-10")};
}

inline FoodSample good_sample() {
  return {.dish = "红烧肉",
          .meal = "午餐",
          .weight_g = 155,
          .taken_at = at("2026-11-24T10:50:00+08:00"),
          .kept_until = at("2026-11-26T10:50:00+08:00"),
          .discarded_at = {}};
}

inline StorageReading good_reading() {
  return {.name = "1号冷藏柜",
          .kind = StorageKind::kRefrigerator,
          .temperature_c = 4.2,
          .measured_at = at("2026-11-24T11:18:00+08:00"),
          .out_of_limit_since = {}};
}

/// A cycle of this length at this heat, ended an hour ago.
inline DisinfectionCycle heat_cycle(DisinfectionMethod method, double temperature_c,
                                    std::chrono::seconds length) {
  const ZonedTime start = at("2026-11-24T09:00:00+08:00");
  return {.what = "碗",
          .method = method,
          .started_at = start,
          .ended_at = later(start, length),
          .temperature_c = temperature_c,
          .concentration_mg_l = {},
          .immersed_min = {},
          .rinsed = {}};
}

inline DisinfectionCycle good_chlorine() {
  return {.what = "砧板",
          .method = DisinfectionMethod::kChlorine,
          .started_at = at("2026-11-24T09:00:00+08:00"),
          .ended_at = at("2026-11-24T09:12:00+08:00"),
          .temperature_c = {},
          .concentration_mg_l = 300,
          .immersed_min = 8,
          .rinsed = true};
}

}  // namespace sunhall::records
