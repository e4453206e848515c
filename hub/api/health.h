// One line of truth about the hub.
#pragma once

#include <chrono>
#include <string>

#include "core/model/recording_state.h"
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

/// A disk that was too small is large enough again only with so much more.
inline constexpr double kDaysFitMargin = 0.5;

/// Says how the keeping of video stands against the days that it must be kept; `before` is what was
/// said last, so that a rate that sways a little does not change it to and fro.
RecordingView judge_recording(const StoreFigures& store, std::chrono::days retention,
                              RecordingState before);

}  // namespace sunhall
