#include "native/mutex.h"

#ifndef NDEBUG
#include <cstdio>
#include <cstdlib>
#include <vector>
#endif

namespace sunhall {

#ifndef NDEBUG
namespace {
thread_local std::vector<LockRank> held_ranks;

void push_rank(LockRank rank) {
  if (!held_ranks.empty() && held_ranks.back() >= rank) {
    std::fprintf(stderr, "lock order breach: rank %d taken while holding rank %d\n",
                 static_cast<int>(rank), static_cast<int>(held_ranks.back()));
    std::abort();
  }
  held_ranks.push_back(rank);
}
}  // namespace
#endif

void Mutex::lock() {
#ifndef NDEBUG
  push_rank(rank_);
#endif
  mutex_.lock();
}

void Mutex::unlock() {
  mutex_.unlock();
#ifndef NDEBUG
  std::erase(held_ranks, rank_);
#endif
}

void CondVar::wait_for(Mutex& mutex, std::chrono::microseconds timeout) {
  std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
  condition_.wait_for(lock, timeout);
  lock.release();
}

}  // namespace sunhall
