// Work that must not hold up the thread that serves connections.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <string>

#include "native/mutex.h"
#include "native/worker.h"

namespace sunhall {

inline constexpr std::size_t kTasksMax = 256;

/// Runs tasks one after another on a thread of its own.
///
/// Threads: any posts; the worker runs them. What has not begun when the queue dies is dropped: a
///          Reply in it answers by itself.
class TaskQueue {
 public:
  explicit TaskQueue(const std::string& thread_name);

  /// Adds a task; false when kTasksMax are waiting.
  bool post(std::function<void()> task);

 private:
  void run(const std::stop_token& stop);

  Mutex mutex_{LockRank::kWake};
  CondVar more_;
  std::deque<std::function<void()>> tasks_ SUNHALL_GUARDED_BY(mutex_);
  Worker worker_;
};

}  // namespace sunhall
