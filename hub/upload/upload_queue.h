// What is on its way to one platform, and what became of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/records/entry.h"
#include "hub/records/prepared_database.h"
#include "hub/upload/renderer.h"

namespace sunhall {

/// A version that waits to be sent.
struct QueuedItem {
  std::int64_t seq = 0;
  std::string id;
  std::string thing;
  std::string kind;
};

/// What the platform said of a version, or why it was not sent.
struct Receipt {
  std::string id;
  std::string action{};
  int status = 0;
  std::string code{};
  std::string message{};
  std::string platform_id{};
  bool is_duplicate = false;
  Digest sha256{};
};

/// Where the ledger stands and what of it goes up.
struct FollowPlan {
  std::string site;
  Date from{};
  std::set<std::string> kinds{};    // words
  std::set<std::string> masters{};  // of those, whose day does not matter
};

/// How far the ledger was looked through.
struct FollowPlace {
  std::int64_t seq = 0;   // the next entry to look at is behind it
  std::int64_t read = 0;  // the furthest that was ever looked at
  Digest hash{};          // of the entry `read`
};

struct QueueCounts {
  std::int64_t waiting = 0;
  std::int64_t refused = 0;
  std::int64_t sent = 0;
  std::optional<WallTime> oldest_waiting{};  // when it was queued
};

/// A version that the platform refused, or that could not be mapped.
struct RefusedItem {
  std::string id;
  std::string thing;
  std::string kind;
  std::string day;
  std::int64_t tries = 0;
  Receipt receipt;
  WallTime at{};
};

/// The queue in upload-ID.db. Each change is one transaction that is synced when it returns.
///
/// Threads: one at a time; another process may change states meanwhile (`upload retry`).
/// Blocks:  on the disk.
/// Errors:  as native/sqlite.h's.
class UploadQueue {
 public:
  static Result<UploadQueue> open(const std::filesystem::path& file, DatabaseUse use);

  /// Says from where to look through the ledger. Kinds that are new, and days that are wanted now
  /// and were not before, are looked for from the ledger's beginning.
  Result<FollowPlace> begin_following(const FollowPlan& plan);
  /// Queues what is to go up of some entries, in their order, and moves the place behind them: both
  /// or neither. What was queued before is passed over.
  Result<void> take(const FollowPlan& plan, const std::vector<StoredEntry>& entries, WallTime now);
  /// Looks through the ledger anew: it is another one than before. What was queued stays.
  Result<void> begin_anew();

  /// The oldest version of each thing that waits, with a seq over `after`, in their order.
  Result<std::vector<QueuedItem>> waiting(std::int64_t after, std::size_t count_max);
  Result<SentThing> thing(std::string_view thing);
  Result<bool> is_cancelled(std::string_view thing);

  /// The platform has it. Older versions that it refused are superseded.
  Result<void> note_sent(const std::vector<Receipt>& receipts, WallTime now);
  Result<void> note_refused(const Receipt& receipt, WallTime now);
  /// It is not for this platform, as the mapping says. Older versions that were refused are
  /// superseded: it was withdrawn, or goes on as something that does not go up.
  Result<void> note_skipped(const std::string& id, WallTime now);
  /// It was tried in vain, and waits on.
  Result<void> note_tried(const Receipt& receipt, WallTime now);

  Result<std::optional<std::string>> photo(std::string_view sha);
  Result<void> note_photo(std::string_view sha, std::string_view platform_id, WallTime now);

  Result<QueueCounts> counts();
  /// The newest of those whose reason is still known, the newest first.
  Result<std::vector<RefusedItem>> refused(std::size_t count_max);
  /// When the platform took something last, as far as receipts go back.
  Result<std::optional<WallTime>> last_sent();
  /// The last try of what still waits; empty: nothing was tried in vain.
  Result<std::optional<Receipt>> last_try();
  /// Lets refused versions wait again; an empty id means all. Says how many.
  Result<std::int64_t> retry(std::string_view id, WallTime now);
  /// Deletes receipts of sent versions that are older, at most kPrunedMax of them: a clock that
  /// jumps is noticed before much is lost. Of refused ones the newest kRefusedKnownMax stay.
  Result<void> prune(WallTime older_than);

 private:
  explicit UploadQueue(Database database) : database_(std::move(database)) {}
  Result<void> note_accepted(const Receipt& receipt, WallTime now);
  Result<void> supersede(std::string_view id, WallTime now);
  Result<void> set_state(std::string_view id, std::string_view state, WallTime now);
  Result<void> forget_old_refusals(std::int64_t count_max);
  Result<void> write_receipt(const Receipt& receipt, WallTime now);

  PreparedDatabase database_;
};

inline constexpr std::size_t kPrunedMax = 2000;
/// Of so many refused versions the reason is remembered; of older ones only that they are refused.
inline constexpr std::size_t kRefusedKnownMax = 500;

}  // namespace sunhall
