// Many writers, one sync: what waits goes to the disk together.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <stop_token>
#include <vector>

#include "core/base/result.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/sqlite.h"
#include "native/worker.h"

namespace sunhall {

/// A change on its way to the disk; both are called by the worker.
struct Change {
  /// Makes it inside the transaction. An error undoes this change alone when it is kBadInput or
  /// kUnsupported, else all that go with it.
  std::function<Result<void>()> make;
  /// Told after the sync, or why there was none.
  std::function<void(const Result<void>&)> tell;
  std::size_t bytes = 0;  // about as much memory as it takes while it waits
};

/// Why the worker keeps house.
enum class HouseWish : unsigned char {
  kUsual,  // it is time
  kAsked,  // somebody waits for all of it
};

struct GroupCommitOptions {
  std::size_t waiting_bytes_max = 64u << 20;
  std::chrono::seconds house_pause{60};
  std::function<void(HouseWish)> house;  // called by the worker, outside of any transaction
};

/// The one writer of a database.
///
/// Owner:   dies before the database. What waits then is still made and told.
/// Threads: any posts; one worker, `records`, does the rest.
/// Errors:  as Database's, told to each change.
class GroupCommit {
 public:
  GroupCommit(Database& database, GroupCommitOptions options, const Clock& clock);

  /// Adds a change; false when too much waits, and then it is told by nobody.
  bool post(Change change);
  /// Has the worker keep house now, and calls `done` after it.
  void keep_house(std::function<void()> done);

 private:
  struct Work {
    std::vector<Change> changes;
    std::vector<std::function<void()>> house_done;
    bool is_house_due = false;
    bool is_end = false;
  };
  void run(const std::stop_token& stop);
  Work take(const std::stop_token& stop);
  void make_all(std::vector<Change>& changes);
  Result<void> make_in_one(std::vector<Change>& changes, std::vector<Result<void>>& outcomes);
  Result<void> make_one(Change& change, Result<void>& outcome);

  // Constant after construction.
  Database& database_;
  const GroupCommitOptions options_;
  const Clock& clock_;

  Mutex mutex_{LockRank::kRecords};
  CondVar more_;
  std::deque<Change> waiting_ SUNHALL_GUARDED_BY(mutex_);
  std::size_t waiting_bytes_ SUNHALL_GUARDED_BY(mutex_) = 0;
  std::vector<std::function<void()>> house_wishes_ SUNHALL_GUARDED_BY(mutex_);

  // Touched only by the worker.
  Ticks house_due_{0};

  Worker worker_;
};

/// So much goes into one transaction: about 30,000 readings, a fifth of a second.
inline constexpr std::size_t kCommitBytesMax = 2u << 20;

}  // namespace sunhall
