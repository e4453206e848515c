// The readings' tables as their one writer sees them.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/records/entry_writer.h"
#include "hub/records/prepared_database.h"
#include "hub/records/reading_store.h"

namespace sunhall {

/// Adds readings and seals their hours.
///
/// Order:   inside a transaction.
/// Threads: one at a time.
/// Errors:  as Database's.
class ReadingWriter {
 public:
  ReadingWriter(PreparedDatabase& database, EntryWriter& entries)
      : database_(database), entries_(entries) {}

  Result<ReadingsAnswer> add(std::span<const Reading> batch);

  /// Seals the hours that are over and whose readings have come, at most `count_max`; how many.
  Result<std::size_t> seal(const ZonedTime& now, std::size_t count_max);

 private:
  struct Hour {
    std::int64_t seal_count = 0;
    std::int64_t touched_ms = 0;
    bool is_touched = false;
  };
  struct OpenHour {
    std::int64_t sensor = 0;
    std::string name;
    std::int64_t hour_ms = 0;
    std::int64_t seal_count = 0;
  };
  using Hours = std::map<std::pair<std::int64_t, std::int64_t>, Hour>;

  Result<std::int64_t> sensor_id(const std::string& name);
  Result<Hour*> hour_of(Hours& hours, std::int64_t sensor, std::int64_t at_ms);
  Result<void> seal_one(const OpenHour& hour, const ZonedTime& now);
  Result<std::int64_t> count_seals(const OpenHour& hour);

  PreparedDatabase& database_;
  EntryWriter& entries_;
};

/// Whether a batch can be kept.
///
/// Errors:  kBadInput.
Result<void> check_readings(std::span<const Reading> batch);

/// When the hour of a moment begins, in ms since 1970, UTC.
std::int64_t hour_of_ms(std::int64_t at_ms);

inline constexpr std::int64_t kHourMs = 3'600'000;
/// An hour is sealed when nothing came for so long; what comes later is sealed once more.
inline constexpr std::chrono::minutes kSealPause{5};

}  // namespace sunhall
