// What was done about a finding.
#pragma once

#include <string>

#include "core/model/records/evidence.h"

namespace sunhall {

enum class FindingState : unsigned char { kOpen, kAcknowledged, kHandled, kClosed };

struct FindingStepBody {
  std::string finding;                               // the key of a Finding
  FindingState state = FindingState::kAcknowledged;  // never kOpen
  Evidence evidence;

  friend bool operator==(const FindingStepBody&, const FindingStepBody&) = default;
};

}  // namespace sunhall
