// Goods received (进货查验).
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/ingredient.h"
#include "core/model/records/evidence.h"

namespace sunhall {

/// What became of goods.
enum class FinishedHow : unsigned char { kUsed, kDiscarded, kReturned };

struct DeliveryBody {
  std::string product_name;
  std::string product;  // a thing; empty: not from a template
  IngredientKind product_kind = IngredientKind::kNotRecorded;
  std::string specification;
  std::optional<double> quantity;  // in `unit`
  std::string unit;
  std::string origin;
  std::string supplier;       // a thing
  std::string supplier_name;  // as on the delivery note
  std::string batch;
  std::optional<Date> produced_on;
  std::optional<Date> shelf_life_ends_on;  // the last good day
  std::optional<ZonedTime> arrived_at;
  std::optional<Certificates> certificates;    // empty: nobody looked
  std::optional<Date> supplier_licence_until;  // the last valid day
  std::optional<double> temperature_c;         // on arrival
  std::optional<Date> finished_on;             // from that day on nothing of it is left
  std::optional<FinishedHow> finished_how;
  Evidence evidence;

  friend bool operator==(const DeliveryBody&, const DeliveryBody&) = default;
};

}  // namespace sunhall
