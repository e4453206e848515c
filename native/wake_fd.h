// Wakes a thread that waits in poll or epoll.
#pragma once

#include <poll.h>
#include <sys/eventfd.h>

#include <chrono>
#include <cstdint>

#include "native/fd.h"

namespace sunhall {

/// A descriptor that becomes readable when another thread (or a signal handler) calls `wake`.
///
/// Threads: any number wake, one waits.
class WakeFd {
 public:
  WakeFd() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

  int get() const { return fd_.get(); }

  void wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(fd_.get(), &one, sizeof one);
  }

  /// Makes the descriptor unreadable until the next `wake`.
  void clear() const {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto read = ::read(fd_.get(), &count, sizeof count);
  }

  /// Sleeps until `wake` or `timeout`.
  void wait_for(std::chrono::milliseconds timeout) const {
    pollfd waiting{fd_.get(), POLLIN, 0};
    ::poll(&waiting, 1, static_cast<int>(timeout.count()));
    clear();
  }

 private:
  Fd fd_;
};

}  // namespace sunhall
