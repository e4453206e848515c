// A food sample (留样) of one dish of one meal.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/records/evidence.h"

namespace sunhall {

struct SampleBody {
  std::string dish;  // its name
  std::string meal;  // a thing
  std::optional<double> weight_g;
  std::optional<ZonedTime> taken_at;
  std::string person;                     // a thing
  std::optional<ZonedTime> kept_until;    // planned
  std::string store;                      // a thing
  std::optional<ZonedTime> discarded_at;  // empty: still kept
  std::string discarded_by;               // a thing
  Evidence evidence;

  friend bool operator==(const SampleBody&, const SampleBody&) = default;
};

}  // namespace sunhall
