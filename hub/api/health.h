// One line of truth about the hub.
#pragma once

#include <string>

#include "hub/api/hub_figures.h"

namespace sunhall {

struct Health {
  bool is_well = true;
  std::string line;  // as `recording 5 of 5, 9.3 days, disk 61 %`
};

/// Says whether everything that should be recorded is, and if not, what is not.
///
/// Shape:   a stream is recorded while its video arrives and the store writes; days are those that
///          are kept of the camera that has least.
Health judge_health(const HubFigures& figures);

}  // namespace sunhall
