// One cycle of tableware disinfection (餐饮具消毒).
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"

namespace sunhall {

enum class DisinfectionMethod : unsigned char { kSteam, kBoil, kInfrared, kChlorine, kDishwasher };

/// One cycle; an empty optional means "not recorded".
struct DisinfectionCycle {
  std::string what;  // for example 碗、盘
  DisinfectionMethod method = DisinfectionMethod::kSteam;
  std::optional<ZonedTime> started_at;
  std::optional<ZonedTime> ended_at;         // empty: still running
  std::optional<double> temperature_c;       // lowest held over the cycle; heat methods
  std::optional<double> concentration_mg_l;  // available chlorine
  std::optional<double> immersed_min;        // minutes fully under the solution
  std::optional<bool> rinsed;                // with drinking water after chlorine

  friend bool operator==(const DisinfectionCycle&, const DisinfectionCycle&) = default;
};

}  // namespace sunhall
