// Somebody who was off post may work again (复岗).
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/records/evidence.h"

namespace sunhall {

struct ClearanceBody {
  std::string person;  // a thing
  std::optional<ZonedTime> cleared_at;
  std::string by;  // name of who decided
  Evidence evidence;

  friend bool operator==(const ClearanceBody&, const ClearanceBody&) = default;
};

}  // namespace sunhall
