// Laying what is recorded over what explains the rest.
#pragma once

#include <span>
#include <vector>

#include "hub/store/archive.h"

namespace sunhall {

/// Merges spans into one row of stretches from `from` to `to`, without overlap and without a hole.
///
/// Where spans of different layers overlap the later layer wins; within a layer the earlier span
/// does. Neighbours that say the same become one.
///
/// Shape:   empty for an empty span; what no layer covers is `kReasonUnknown`.
std::vector<Coverage> merge_coverage(MediaTime from, MediaTime to,
                                     std::span<const std::vector<Coverage>> layers);

}  // namespace sunhall
