// Kitchen waste (餐厨废弃物) that was handed over.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/records/evidence.h"

namespace sunhall {

struct WasteBody {
  std::string waste_kind;  // for example 厨余垃圾
  std::optional<double> amount_kg;
  std::optional<ZonedTime> collected_at;
  std::string collector;  // a company
  std::string person;     // a thing
  Evidence evidence;

  friend bool operator==(const WasteBody&, const WasteBody&) = default;
};

}  // namespace sunhall
