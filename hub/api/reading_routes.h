// Sensors' readings over HTTP: `/api/v1/readings`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hub/api/record_parts.h"
#include "hub/records/reading_store.h"
#include "hub/sensors/sensor_desk.h"

namespace sunhall {

inline constexpr std::size_t kReadingsInMax = 1'000;  // of one request
inline constexpr std::size_t kReadingsOutMax = 50'000;
inline constexpr std::chrono::days kReadingSpanMax{31};

struct ReadingParts {
  ReadingReader& reader;  // the queue's thread uses it
  SensorDesk* sensors;    // null: the site file names none
};

/// Adds the routes: staff read, a program's key or staff bring.
///
/// Source:  docs/http-api.md, "Readings".
void add_reading_routes(Router& router, const RecordParts& parts, const ReadingParts& readings);

}  // namespace sunhall
