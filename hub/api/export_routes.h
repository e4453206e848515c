// Records to keep elsewhere: `/api/v1/export.csv`, `export.xlsx`.
#pragma once

#include "hub/api/record_parts.h"

namespace sunhall {

inline constexpr std::chrono::days kExportSpanMax{366};

/// Adds the routes, for inspectors and managers; every look is logged.
///
/// Source:  docs/http-api.md, "Export and import".
void add_export_routes(Router& router, const RecordParts& parts);

}  // namespace sunhall
