// The hub's figures as Prometheus reads them.
#pragma once

#include <string>

#include "hub/api/hub_figures.h"

namespace sunhall {

inline constexpr std::string_view kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

/// Writes one family after another, each with its help; no secret, cameras by their ids.
///
/// Source:  Prometheus, "Text-based exposition format" 0.0.4.
std::string write_metrics(const HubFigures& figures);

}  // namespace sunhall
