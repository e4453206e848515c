// The thread that reads the store for sessions of the past.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>

#include "core/base/result.h"
#include "hub/store/archive.h"
#include "native/mutex.h"
#include "native/worker.h"

namespace sunhall {

/// Runs jobs one after another, each with the archive as it can be opened.
///
/// Threads: any posts; `gb-past` runs them. What has not begun when it dies is dropped.
class PastThread {
 public:
  /// What to do with the archive, or with why there is none.
  using Job = std::function<void(Result<Archive*>)>;

  explicit PastThread(std::filesystem::path store);

  void post(Job job);

 private:
  void run(const std::stop_token& stop);
  Result<Archive*> archive();

  const std::filesystem::path store_;
  std::unique_ptr<Archive> archive_;  // touched only by the worker
  Mutex mutex_{LockRank::kPlatform};
  CondVar more_;
  std::deque<Job> jobs_ SUNHALL_GUARDED_BY(mutex_);  // one a session at most: kGbSessionsMax
  Worker worker_;
};

}  // namespace sunhall
