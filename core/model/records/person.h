// Somebody who works in the kitchen: private; what is public is made in publish.h.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/public_name.h"

namespace sunhall {

struct PersonBody {
  std::string name;
  std::string job;  // for example 厨师
  std::string phone;
  std::string id_number;                             // its last four characters only
  std::optional<Date> health_certificate_until;      // the last valid day
  std::string certificate_photo;                     // SHA-256 of the file
  std::optional<std::chrono::minutes> shift_starts;  // since midnight
  std::optional<std::array<bool, 7>> works;          // Monday first; empty: every day
  std::optional<Consent> consent;                    // to show the whole name
  std::optional<Date> left_on;                       // no longer works here from that day on

  friend bool operator==(const PersonBody&, const PersonBody&) = default;
};

}  // namespace sunhall
