// A mutex whose order is checked: by Clang's thread-safety analysis and by rank in debug builds.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define SUNHALL_ATTRIBUTE(x) __attribute__((x))
#else
#define SUNHALL_ATTRIBUTE(x)
#endif
#define SUNHALL_CAPABILITY(x) SUNHALL_ATTRIBUTE(capability(x))
#define SUNHALL_SCOPED_CAPABILITY SUNHALL_ATTRIBUTE(scoped_lockable)
#define SUNHALL_GUARDED_BY(x) SUNHALL_ATTRIBUTE(guarded_by(x))
#define SUNHALL_REQUIRES(...) SUNHALL_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define SUNHALL_ACQUIRE(...) SUNHALL_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define SUNHALL_RELEASE(...) SUNHALL_ATTRIBUTE(release_capability(__VA_ARGS__))
#define SUNHALL_EXCLUDES(...) SUNHALL_ATTRIBUTE(locks_excluded(__VA_ARGS__))

namespace sunhall {

/// The order in which locks may be taken: always from a smaller rank to a larger one.
enum class LockRank : unsigned char {
  kSite = 10,          // the site client's last answer
  kControl = 20,       // the control socket's queue
  kKeys = 30,          // keys from remotes, on their way to the stage
  kFeed = 40,          // one feed's wishes and figures
  kFrame = 50,         // one slot with the newest picture
  kAccountStore = 51,  // the hub's accounts and looks on the disk
  kAccounts = 52,      // the hub's sessions and log-in limits
  kRecords = 53,       // the day's records and photos on their way to the disk
  kHubState = 54,      // the hub's figures of its streams
  kPlatform = 55,      // the supervision platforms' inbox and figures
  kStore = 56,         // parts on their way to the disk
  kIndex = 57,         // one connection to the index
  kLive = 58,          // one stream's live window
  kPipe = 59,          // bytes on their way to one connection
  kWake = 60,          // the screen thread's alarm clock: taken last, by everybody
  kLog = 70,           // the limit on libav's log lines: libav speaks at any time
};

/// A std::mutex with a rank.
///
/// Errors:  a breach of the rank order aborts a debug build: it is a bug, not a state.
class SUNHALL_CAPABILITY("mutex") Mutex {
 public:
  explicit Mutex(LockRank rank) : rank_(rank) {}
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() SUNHALL_ACQUIRE();
  void unlock() SUNHALL_RELEASE();

 private:
  friend class CondVar;
  std::mutex mutex_;
  const LockRank rank_;
};

/// Holds a Mutex for a scope.
class SUNHALL_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) SUNHALL_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() SUNHALL_RELEASE() { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

/// A condition variable over Mutex; callers loop over their condition.
class CondVar {
 public:
  void notify_all() { condition_.notify_all(); }
  /// Waits at most `timeout`; may return early, so the caller looks again.
  void wait_for(Mutex& mutex, std::chrono::microseconds timeout) SUNHALL_REQUIRES(mutex);

 private:
  std::condition_variable condition_;
};

}  // namespace sunhall
