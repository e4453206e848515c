// A temperature that somebody read off a store.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/records/evidence.h"

namespace sunhall {

struct StorageCheckBody {
  std::string store;  // a thing
  std::optional<double> temperature_c;
  std::optional<ZonedTime> measured_at;
  Evidence evidence;

  friend bool operator==(const StorageCheckBody&, const StorageCheckBody&) = default;
};

}  // namespace sunhall
