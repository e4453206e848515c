// What a seal vouches for.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/time.h"
#include "core/model/records/seal.h"
#include "native/sha256.h"

namespace sunhall {

/// A reading as it lies in its table.
struct ReadingRow {
  std::int64_t at_ms = 0;  // the sensor's clock
  double value = 0.0;
  std::int64_t delay_ms = 0;
  std::int64_t flags = 0;
  std::int64_t late = 0;
};

/// Adds up an hour's readings.
///
/// Shape:   SHA-256 over the rows in order of time, then value; each is at, value (IEEE 754),
/// delay,
///          flags and late, 8 bytes each, big-endian.
class SealSum {
 public:
  void add(const ReadingRow& row);
  SealBody body(const std::string& sensor, const ZonedTime& from) const;
  std::int64_t count() const { return count_; }

 private:
  Sha256 sum_;
  std::int64_t count_ = 0;
  double lowest_ = 0.0;
  double highest_ = 0.0;
};

/// The id of the `number`-th seal of an hour, from 1.
std::string seal_id(const std::string& sensor, std::int64_t hour_ms, std::int64_t number);

}  // namespace sunhall
