// Photos of certificates, goods and samples: `/api/v1/photos`.
#pragma once

#include "hub/api/record_parts.h"

namespace sunhall {

inline constexpr std::chrono::days kStaffPhotoPast{1};  // today's and yesterday's
inline constexpr const char* kPhotosPath = "/api/v1/photos";

/// Adds the routes: staff send photos and see those of today's and yesterday's records, but no
/// certificate of a person; managers and inspectors see all, and every look is logged.
///
/// Source:  docs/http-api.md, "Photos".
void add_photo_routes(Router& router, const RecordParts& parts);

}  // namespace sunhall
