// Who looked at which video or private record, and when.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/sqlite.h"

namespace sunhall {

/// The same look by the same person is written once in this time.
inline constexpr Ticks kSameLook = std::chrono::minutes(10);
inline constexpr std::size_t kRecentLooksMax = 10'000;
inline constexpr std::size_t kLooksListedMax = 1'000;

/// One look: a row of the log.
struct Look {
  WallTime at{};
  std::string account;
  std::string role;
  std::string peer;
  std::string what;  // `live archive clip`, `day photo search …`; what managers do, `hold release`
  std::string camera;
  std::string from{};  // of the past, as it was asked for; empty: the present
  std::string to{};
  std::string about{};  // of records: which day, thing, photo or words; empty: video
};

/// Keeps every look of inspectors, managers and administrators; never deletes one.
///
/// Threads: any; `add`, `note` and `newest` block on the disk.
class AuditLog {
 public:
  /// `file` may be the accounts' database; `queue` outlives the log.
  static Result<std::unique_ptr<AuditLog>> open(const std::filesystem::path& file,
                                                const Clock& clock, TaskQueue& queue);

  Result<void> add(const Look& look);
  /// Adds a look unless the same one was written within kSameLook.
  Result<void> note(const Look& look);
  /// The newest first.
  Result<std::vector<Look>> newest(std::size_t count_max);

  /// Wraps a handler of video or of private records: a look that must be logged is on the disk
  /// before anything is shown.
  ///
  /// Errors:  503 when it cannot be logged: what nobody could account for is not shown.
  Handler watch(std::string what, Handler handler);

 private:
  AuditLog(Database database, const Clock& clock, TaskQueue& queue)
      : clock_(clock), queue_(queue), database_(std::move(database)) {}
  bool is_recent(const Look& look, Ticks now);
  void remember(const Look& look, Ticks now);

  const Clock& clock_;
  TaskQueue& queue_;
  Mutex disk_mutex_{LockRank::kAccountStore};
  Database database_ SUNHALL_GUARDED_BY(disk_mutex_);
  Mutex mutex_{LockRank::kAccounts};
  std::map<std::string, Ticks> recent_ SUNHALL_GUARDED_BY(mutex_);  // when a look was written
};

/// Adds `GET /api/v1/looks`, for managers.
void add_audit_routes(Router& router, AuditLog& log, TaskQueue& queue);

}  // namespace sunhall
