// Somebody is not on shift that day, so no check is due.
#pragma once

#include <optional>
#include <string>

#include "core/model/records/evidence.h"

namespace sunhall {

enum class AbsenceReason : unsigned char { kRest, kLeave, kSick };

struct AbsenceBody {
  std::string person;  // a thing
  std::optional<AbsenceReason> why;
  Evidence evidence;

  friend bool operator==(const AbsenceBody&, const AbsenceBody&) = default;
};

}  // namespace sunhall
