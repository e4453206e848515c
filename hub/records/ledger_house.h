// What the ledger's worker does beside writing: seals, erases, tidies, notes the chain's end.
#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "hub/records/eraser.h"
#include "hub/records/group_commit.h"
#include "hub/records/head_file.h"
#include "hub/records/keeping_times.h"
#include "hub/records/photo_store.h"
#include "hub/records/reading_writer.h"

namespace sunhall {

/// What the house works with; all outlive it.
struct LedgerHouseParts {
  PreparedDatabase& database;
  EntryWriter& entries;
  ReadingWriter& readings;
  PhotoStore& photos;
  KeepingTimes keeping;
  std::filesystem::path head_file;
};

/// Keeps the ledger's house.
///
/// Threads: one at a time: the ledger's worker.
/// Blocks:  on the disk; a round changes little, so that nobody waits long behind it.
/// Errors:  as Database's and PhotoStore's; what was not done is tried again.
class LedgerHouse {
 public:
  explicit LedgerHouse(LedgerHouseParts parts)
      : parts_(std::move(parts)), head_file_(parts_.head_file) {}

  /// Notes where the chain ends; a failure is only said in the log.
  void open(const Moment& now);
  void close(const Moment& now);

  /// Seals every time, erases and tidies once an hour; all of it at once when it was asked for.
  Result<void> keep(const Moment& now, HouseWish wish);

 private:
  Result<void> seal(const ZonedTime& now, HouseWish wish);
  Result<void> erase(const ZonedTime& now, HouseWish wish);
  Result<bool> erase_some(const ZonedTime& now);
  Result<void> remove_orphans(const ZonedTime& now);
  Result<void> note_head(const ZonedTime& now);

  LedgerHouseParts parts_;
  HeadFile head_file_;
  ChainHead noted_;
  Ticks hourly_due_{0};
};

inline constexpr std::chrono::hours kHourlyHouse{1};
inline constexpr std::size_t kSealsMax = 500;  // in one transaction
/// Things that go in an hour: several times what a home enters, and yet few enough that a clock
/// which jumped by years is noticed before much is lost.
inline constexpr std::size_t kErasedMax = 250;

}  // namespace sunhall
