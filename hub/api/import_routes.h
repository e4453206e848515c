// Suppliers, people and products as a table: `/api/v1/import`.
#pragma once

#include "hub/api/record_parts.h"

namespace sunhall {

inline constexpr const char* kImportPath = "/api/v1/import";

/// Adds the route, for managers: without `commit=1` it only says what would come of a table.
///
/// Source:  docs/http-api.md, "Export and import".
void add_import_routes(Router& router, const RecordParts& parts);

}  // namespace sunhall
