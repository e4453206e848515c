// Where devices' threads leave button moves for the screen thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "core/stage/key_repeat.h"
#include "native/mutex.h"

namespace sunhall {

/// A bounded queue of button moves, from any thread to the screen thread.
///
/// Threads: any number put, one takes.
/// Errors:  a full queue drops the newest move and counts it.
class KeyInbox {
 public:
  /// `wake` is called after a put, on the putting thread, without a lock.
  explicit KeyInbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  void put(const KeyInput& input);
  std::optional<KeyInput> take();
  std::uint64_t dropped_count() const;

  static constexpr std::size_t kInputCountMax = 64;

 private:
  // Constant after construction.
  std::function<void()> wake_;
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kKeys};
  std::deque<KeyInput> inputs_ SUNHALL_GUARDED_BY(mutex_);
  std::uint64_t dropped_count_ SUNHALL_GUARDED_BY(mutex_) = 0;
};

}  // namespace sunhall
