// The morning check (晨检) of one worker, as far as it is public.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/public_name.h"

namespace sunhall {

enum class CheckOutcome : unsigned char {
  kNotRecorded,  // 未登记
  kPassed,       // 合格
  kOffPost,      // 离岗
};

/// One worker who is on shift today.
///
/// There is no field for a temperature, a symptom or a number of any document, so that none can be
/// shown by mistake.
struct StaffCheck {
  PublicName name;
  std::string job;  // for example 厨师
  std::optional<std::chrono::year_month> health_certificate_valid_to;
  CheckOutcome outcome = CheckOutcome::kNotRecorded;
  std::optional<ZonedTime> checked_at;
  std::optional<ZonedTime> shift_starts_at;

  friend bool operator==(const StaffCheck&, const StaffCheck&) = default;
};

/// The four figures over the list: derived, never stored beside it.
struct StaffCounts {
  int due = 0;       // 应检: everybody on the list
  int checked = 0;   // 已检
  int passed = 0;    // 合格
  int off_post = 0;  // 离岗

  friend bool operator==(const StaffCounts&, const StaffCounts&) = default;
};

StaffCounts count_staff(const std::vector<StaffCheck>& checks);

}  // namespace sunhall
