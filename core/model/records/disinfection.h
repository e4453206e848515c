// One cycle of tableware disinfection, by hand or as a sensor saw it.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/disinfection.h"
#include "core/model/records/evidence.h"

namespace sunhall {

struct DisinfectionBody {
  std::string what;  // for example 碗、盘
  DisinfectionMethod method = DisinfectionMethod::kSteam;
  std::optional<ZonedTime> started_at;
  std::optional<ZonedTime> ended_at;         // empty: still running
  std::optional<double> temperature_c;       // lowest held
  std::optional<double> concentration_mg_l;  // available chlorine
  std::optional<double> immersed_min;
  std::optional<bool> rinsed;
  std::string person;  // a thing
  std::string sensor;  // id of the cabinet that it was recognised from
  Evidence evidence;

  friend bool operator==(const DisinfectionBody&, const DisinfectionBody&) = default;
};

}  // namespace sunhall
