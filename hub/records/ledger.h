// The day's records: added to, never changed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/records/body_facts.h"
#include "hub/records/entry.h"
#include "hub/records/keeping_times.h"
#include "hub/records/photo_store.h"
#include "hub/records/put_answer.h"
#include "hub/records/reading_store.h"
#include "native/clock.h"

namespace sunhall {

struct LedgerOptions {
  std::filesystem::path folder;  // records.db, records.head and photos/ lie in it
  std::string site;              // the home's id, from which the chain begins
  KeepingTimes keeping{};
  PhotoLimits photos{};
  std::size_t waiting_bytes_max = 64u << 20;  // of what is on its way to the disk
  BodyReader read_body = &read_body_facts;
};

/// The ledger of one home and its one writer.
///
/// What came while the writer was busy goes to the disk in one transaction, and everybody is told
/// after the sync: fifty writers cost little more than one. Reading is LedgerReader's part.
///
/// Owner:   the hub; outlives everybody who puts.
/// Threads: any; answers are given by the worker, `records`, one after another, and must not block.
///          Every answer is given, at the latest by the destructor.
/// Errors:  of answers: kBadInput for an entry that breaks the rules, in plain words; kExhausted
///          when `waiting_bytes_max` are waiting (told at once, by the caller's own thread) or the
///          disk is full, kUnavailable when the disk fails: nothing of that entry is kept, and the
///          same put may be tried again.
class Ledger {
 public:
  using PutCallback = std::function<void(Result<PutAnswer>)>;
  using PutAllCallback = std::function<void(Result<std::vector<PutAnswer>>)>;

  /// Opens or creates a ledger.
  ///
  /// Blocks:  on the disk; for a count of the photos.
  /// Errors:  kBadInput when the folder is another home's, kUnsupported when a newer hub wrote it,
  ///          kUnavailable when another hub has it open; else as native/sqlite.h's.
  static Result<std::unique_ptr<Ledger>> open(const LedgerOptions& options, const Clock& clock);
  virtual ~Ledger() = default;

  /// Adds a version.
  virtual void put(NewEntry entry, PutCallback answer) = 0;
  /// Adds all of them or, at the first error or conflict, none; that one's outcome or error tells.
  virtual void put_all(std::vector<NewEntry> entries, PutAllCallback answer) = 0;
  /// Adds a version and waits until it is on the disk; not for threads that must not block.
  virtual Result<PutAnswer> put_and_wait(NewEntry entry) = 0;

  /// The newest entry that is on the disk.
  virtual ChainHead newest() const = 0;

  virtual PhotoStore& photos() = 0;
  virtual ReadingStore& readings() = 0;

  /// Called by the worker after each new entry is on the disk: who shows records looks again.
  ///
  /// Order:   set before the first put.
  virtual void on_stored(std::function<void(const std::string& kind, const Date& day)> told) = 0;

  /// Seals hours that are over, erases what is past its keeping time, removes photos that nobody
  /// named, notes the chain's end; the worker does so by itself every kRecordsHousePause. Returns
  /// when it is done: for tests and tools.
  virtual Result<void> keep_house() = 0;
};

inline constexpr std::string_view kRecordsName = "records.db";
inline constexpr std::string_view kRecordsHeadName = "records.head";
inline constexpr std::chrono::seconds kRecordsHousePause{60};
inline constexpr std::size_t kPutAllMax = 5000;

}  // namespace sunhall
