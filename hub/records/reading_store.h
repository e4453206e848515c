// What sensors measured, once a minute and more often: a compact table, sealed into the chain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/records/prepared_database.h"

namespace sunhall {

struct Reading {
  std::string sensor;       // its id in the site file
  WallTime at{};            // by the sensor's clock
  WallTime received_at{};   // by the hub's clock
  double value = 0.0;       // in the sensor's unit, finite
  std::uint32_t flags = 0;  // marks, as hub/sensors/sensor_reading.h gives them
};

struct ReadingsAnswer {
  std::size_t stored_count = 0;
  std::size_t known_count = 0;  // the same sensor, time and value: it came twice
};

/// The sensors' readings on their way in.
///
/// Threads: any; answers as Ledger's.
/// Errors:  of answers: kBadInput for a value that is not finite, a sensor that is no slug, or more
///          than kReadingBatchMax; kExhausted when too much is waiting or the disk is full,
///          kUnavailable when the disk fails: nothing of the batch is kept.
class ReadingStore {
 public:
  using AddCallback = std::function<void(Result<ReadingsAnswer>)>;
  virtual ~ReadingStore() = default;

  /// Keeps a batch, in one transaction; the order of times does not matter.
  virtual void add(std::vector<Reading> batch, AddCallback answer) = 0;
  /// Keeps a batch and waits until it is on the disk.
  virtual Result<ReadingsAnswer> add_and_wait(std::vector<Reading> batch) = 0;
};

/// The readings as those see them who only read.
///
/// Threads: one at a time.
/// Errors:  as native/sqlite.h's.
class ReadingReader {
 public:
  static Result<ReadingReader> open(const std::filesystem::path& folder);

  /// From and to by the sensor's clock, `to` not included, in order of time.
  ///
  /// Errors:  kExhausted over kReadingSeriesMax.
  Result<std::vector<Reading>> series(std::string_view sensor, WallTime from, WallTime to);
  /// The newest at or before `until` that has none of `without_flags`.
  Result<std::optional<Reading>> newest(std::string_view sensor, WallTime until,
                                        std::uint32_t without_flags = 0);
  /// Every sensor that ever sent something.
  Result<std::vector<std::string>> sensors();

 private:
  explicit ReadingReader(PreparedDatabase database) : database_(std::move(database)) {}
  PreparedDatabase database_;
};

inline constexpr std::size_t kReadingBatchMax = 10'000;
inline constexpr std::size_t kReadingSeriesMax = 200'000;

}  // namespace sunhall
