// Finding the past: `/api/v1/search`, `trace`.
#pragma once

#include "hub/api/record_parts.h"

namespace sunhall {

inline constexpr std::chrono::days kSearchSpanMax{3'700};
inline constexpr std::chrono::days kSearchSpanUsual{366};  // when the query says nothing

/// Adds the routes, for inspectors and managers; every look is logged.
///
/// Source:  docs/http-api.md, "Search and trace".
void add_search_routes(Router& router, const RecordParts& parts);

}  // namespace sunhall
