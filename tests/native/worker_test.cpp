#include "native/worker.h"

#include <doctest/doctest.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <string>

#include "native/latest.h"
#include "tests/support/alarm.h"

using namespace sunhall;

TEST_CASE("worker: the kernel shows its name, cut to fifteen bytes") {
  Latest<std::string> seen;
  {
    Worker worker("feed-0-and-more-than-fits", [&seen](const std::stop_token&) {
      std::array<char, 16> name{};
      pthread_getname_np(pthread_self(), name.data(), name.size());
      seen.put(name.data());
    });
  }

  CHECK(seen.take() == "feed-0-and-more");
}

TEST_CASE("worker: its destructor asks the job to end and waits for it") {
  std::atomic<bool> is_over{false};
  {
    Worker worker("test", [&is_over](const std::stop_token& stop) {
      while (!stop.stop_requested()) std::this_thread::yield();
      is_over = true;
    });
  }

  CHECK(is_over);
}

TEST_CASE("worker: asking to stop does not wait") {
  test::Alarm alarm;
  std::atomic<bool> may_end{false};
  Worker worker("test", [&](const std::stop_token& stop) {
    alarm.wait([&] { return stop.stop_requested() && may_end; });
  });

  worker.ask_to_stop();  // would hang here if it waited

  may_end = true;
  alarm.ring();
  worker.stop();
  worker.stop();  // a second time does nothing
  CHECK(may_end);
}
