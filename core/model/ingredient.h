// What was bought: the record of goods received (进货查验).
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"

namespace sunhall {

/// Which proofs an ingredient needs.
enum class IngredientKind : unsigned char {
  kNotRecorded,  // nobody said: then nobody can say which certificates are missing
  kPork,         // animal quarantine, meat inspection and African swine fever report
  kMeat,         // other meat and poultry: animal quarantine and meat inspection
  kOther,        // conformity proof only
};

/// The proofs that came with the goods.
struct Certificates {
  bool conformity = false;           // 合格证明
  bool animal_quarantine = false;    // 动物检疫合格证明
  bool meat_inspection = false;      // 肉品品质检验合格证
  bool african_swine_fever = false;  // 非洲猪瘟检测报告

  friend bool operator==(const Certificates&, const Certificates&) = default;
};

/// One ingredient as it arrived; an empty text or optional means "not recorded".
struct Ingredient {
  std::string name;
  IngredientKind kind = IngredientKind::kNotRecorded;
  std::string specification;       // for example 25 kg/袋
  std::optional<double> quantity;  // in `unit`
  std::string unit;                // for example kg, 袋
  std::string origin;              // place, for example 黑龙江五常
  std::string supplier;            // company
  std::string batch;
  std::optional<Date> produced_on;
  std::optional<Date> shelf_life_ends_on;  // the last good day
  std::optional<ZonedTime> arrived_at;
  std::optional<Certificates> certificates;          // empty: nobody looked
  std::optional<Date> supplier_licence_valid_until;  // the last valid day

  friend bool operator==(const Ingredient&, const Ingredient&) = default;
};

}  // namespace sunhall
