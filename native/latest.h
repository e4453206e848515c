// One slot between a producer and a consumer: the newest value wins.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "native/mutex.h"

namespace sunhall {

/// One slot between a producer and a consumer.
///
/// The screen wants the picture of now, not a queue of pictures from then, so a
/// value nobody took is replaced and counted, never kept.
///
/// Threads: any number of each.
template <class T>
class Latest {
 public:
  explicit Latest(LockRank rank = LockRank::kFrame) : mutex_(rank) {}

  /// Puts the newest value; true when the slot was empty: the consumer needs waking.
  bool put(T value) {
    std::optional<T> dropped;  // dies after the lock: freeing a picture is not quick
    MutexLock lock(mutex_);
    dropped.swap(value_);
    value_.emplace(std::move(value));
    if (dropped) ++replaced_count_;
    return !dropped;
  }

  /// Takes the newest value, if there is one.
  std::optional<T> take() {
    MutexLock lock(mutex_);
    return std::exchange(value_, std::nullopt);
  }

  std::uint64_t replaced_count() const {
    MutexLock lock(mutex_);
    return replaced_count_;
  }

 private:
  mutable Mutex mutex_;
  std::optional<T> value_ SUNHALL_GUARDED_BY(mutex_);
  std::uint64_t replaced_count_ SUNHALL_GUARDED_BY(mutex_) = 0;
};

}  // namespace sunhall
