// Lets a test wait for what another thread does, with a deadline instead of a sleep.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace sunhall::test {

/// Counts wakes and waits until a condition holds.
class Alarm {
 public:
  /// What is handed to the code under test as its `wake`.
  std::function<void()> bell() {
    return [this] { ring(); };
  }

  void ring() {
    const std::lock_guard lock(mutex_);
    ++count_;
    rung_.notify_all();
  }

  /// Waits until `holds` is true, looking again at every ring and at least every 5 ms.
  bool wait(const std::function<bool()>& holds,
            std::chrono::milliseconds deadline = std::chrono::seconds(20)) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!holds()) {
      std::unique_lock lock(mutex_);
      if (std::chrono::steady_clock::now() >= end) return false;
      rung_.wait_for(lock, std::chrono::milliseconds(5));
    }
    return true;
  }

  int count() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable rung_;
  int count_ = 0;
};

}  // namespace sunhall::test
