// What goes when its keeping time is over.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/records/entry_writer.h"
#include "hub/records/keeping_times.h"
#include "hub/records/prepared_database.h"

namespace sunhall {

/// What one round of erasing did.
struct Erased {
  std::size_t thing_count = 0;
  std::vector<std::string> photos;  // that no body names any more: to be removed after the commit
};

/// Erases bodies, reasons, keys and sealed readings; entries and their links stay.
///
/// An entry of kind `erasure` says which, so that a body that is merely missing shows.
///
/// Order:   inside a transaction.
/// Threads: one at a time.
/// Errors:  as Database's.
class Eraser {
 public:
  Eraser(PreparedDatabase& database, EntryWriter& entries)
      : database_(database), entries_(entries) {}

  /// Erases things whose time is over, the oldest first, at most `count_max`.
  Result<Erased> erase_due(const KeepingTimes& keeping, const ZonedTime& now,
                           std::size_t count_max);

 private:
  struct Due {
    std::int64_t thing = 0;
    std::string kind;
  };
  Result<std::vector<Due>> find_due(const KeepingTimes& keeping, const Date& today,
                                    std::size_t count_max);
  Result<std::vector<std::int64_t>> versions(const std::vector<Due>& things);
  Result<std::int64_t> note(const std::vector<std::int64_t>& seqs, const ZonedTime& now);
  Result<std::vector<std::string>> erase_bodies(const std::vector<std::int64_t>& seqs,
                                                std::int64_t by_seq);
  Result<void> erase_thing(const Due& thing);
  Result<void> erase_readings(std::int64_t thing);

  PreparedDatabase& database_;
  EntryWriter& entries_;
};

/// The last day that is still kept when `keep` counts back from today.
Date last_day_kept(const Date& today, std::chrono::months keep);

}  // namespace sunhall
