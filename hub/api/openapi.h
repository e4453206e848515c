// The API's description of itself, as other programs read it.
#pragma once

#include "hub/api/answer.h"
#include "hub/http/router.h"

namespace sunhall {

/// Describes every path under `/api/v1/` that the router has: OpenAPI 3.1.
///
/// Shape:   paths, methods and roles are the router's own; what they take and give is told for the
///          records, and pointed to docs/http-api.md for the rest.
/// Source:  OpenAPI 3.1.0.
OrderedJson openapi_json(const Router& router);

/// Adds `GET /api/v1/openapi.json`, for staff and programs; all other routes are there already.
void add_openapi_route(Router& router);

}  // namespace sunhall
