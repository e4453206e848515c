#include "native/mutex.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <thread>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

// Runs a job in a child process and says whether it was aborted.
template <class Job>
bool aborts(Job job) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);  // the test runner's own handler would report a crash
    (void)!freopen("/dev/null", "w", stderr);
    job();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}  // namespace

TEST_CASE("mutex: locks taken from a small rank to a large one are fine, again and again") {
  Mutex outer(LockRank::kFeed);
  Mutex inner(LockRank::kFrame);

  for (int i = 0; i < 3; ++i) {
    MutexLock first(outer);
    MutexLock second(inner);
  }
}

#if !defined(NDEBUG) && !defined(__SANITIZE_THREAD__)
TEST_CASE("mutex: a debug build stops at a lock taken against the order") {
  CHECK(aborts([] {
    Mutex outer(LockRank::kFeed);
    Mutex inner(LockRank::kFrame);
    MutexLock first(inner);
    MutexLock second(outer);
  }));
}

TEST_CASE("mutex: a debug build stops at two locks of the same rank") {
  CHECK(aborts([] {
    Mutex one(LockRank::kFeed);
    Mutex other(LockRank::kFeed);
    MutexLock first(one);
    MutexLock second(other);
  }));
}
#endif

TEST_CASE("condition: a waiter wakes at the signal, long before its timeout") {
  Mutex mutex(LockRank::kFeed);
  CondVar changed;
  bool is_set = false;
  const auto start = std::chrono::steady_clock::now();
  std::thread setter([&] {
    MutexLock lock(mutex);
    is_set = true;
    changed.notify_all();
  });

  {
    MutexLock lock(mutex);
    while (!is_set) changed.wait_for(mutex, 30s);
  }

  setter.join();
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}

TEST_CASE("condition: a wait without a signal ends at its timeout and holds the lock again") {
  Mutex mutex(LockRank::kFeed);
  CondVar never;
  const auto start = std::chrono::steady_clock::now();

  {
    MutexLock lock(mutex);
    while (std::chrono::steady_clock::now() - start < 20ms) never.wait_for(mutex, 20ms);
  }

  MutexLock again(mutex);
  CHECK(std::chrono::steady_clock::now() - start >= 20ms);
}
