// What the screen thread sleeps on: whoever has news rings.
#pragma once

#include <chrono>

#include "native/mutex.h"

namespace sunhall {

/// A bell that is heard once, also when it rang before anybody listened.
///
/// Threads: any number ring, one waits.
class AlarmClock {
 public:
  void ring();

  /// Waits until it rings or the time has passed; true when it rang.
  bool wait_for(std::chrono::microseconds timeout);

 private:
  Mutex mutex_{LockRank::kWake};
  CondVar condition_;
  bool rang_ SUNHALL_GUARDED_BY(mutex_) = false;
};

}  // namespace sunhall
