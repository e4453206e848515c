// The canteen's licence plate on the wall (公示栏).
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/public_name.h"

namespace sunhall {

/// The national line for consumers' complaints.
inline constexpr const char* kComplaintLine = "12315";

/// Licence, grade and whom to turn to; an empty text or optional means "not recorded".
struct Licence {
  std::string number;               // 食品经营许可证编号
  std::string grade;                // 量化等级, for example A
  std::optional<Date> valid_until;  // the last valid day
  PublicName food_safety_officer;   // 食品安全员
  std::string complaint_line = kComplaintLine;

  friend bool operator==(const Licence&, const Licence&) = default;
};

}  // namespace sunhall
