#include "native/stop_signals.h"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <functional>

using namespace sunhall;

namespace {

struct Ending {
  bool exited = false;
  int code = -1;
  std::chrono::milliseconds after{0};
};

// Runs `body` in a process of its own and sends it the signal as soon as it says that it is ready.
Ending run_and_signal(int number, const std::function<int(int ready_fd)>& body) {
  int pipe_fds[2];
  REQUIRE(::pipe(pipe_fds) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(STDERR_FILENO);
    ::_exit(body(pipe_fds[1]));
  }
  char ready = 0;
  REQUIRE(::read(pipe_fds[0], &ready, 1) == 1);
  const auto start = std::chrono::steady_clock::now();
  ::kill(child, number);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  ::close(pipe_fds[0]);
  ::close(pipe_fds[1]);
  return {WIFEXITED(status), WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                start)};
}

void say_ready(int fd) {
  [[maybe_unused]] const auto written = ::write(fd, "r", 1);
}

}  // namespace

TEST_CASE("signals: SIGTERM, SIGINT and SIGHUP wake a sleeping screen and let it end by itself") {
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    CAPTURE(number);
    const Ending ending = run_and_signal(number, [](int ready) {
      int wakes[2];
      if (::pipe(wakes) != 0) return 90;
      auto signals = StopSignals::open([&] { say_ready(wakes[1]); });
      if (!signals || signals->asked()) return 91;
      say_ready(ready);
      char woken = 0;
      if (::read(wakes[0], &woken, 1) != 1) return 92;  // the screen thread sleeps here
      return signals->asked() ? 0 : 93;
    });

    CHECK(ending.exited);
    CHECK(ending.code == 0);
  }
}

TEST_CASE("signals: a program that does not end within two seconds is ended with 77") {
  const Ending ending = run_and_signal(SIGTERM, [](int ready) {
    auto signals = StopSignals::open({});
    say_ready(ready);
    for (;;) ::pause();
    return 0;
  });

  CHECK(ending.exited);
  CHECK(ending.code == kStopStuckExitCode);
  CHECK(ending.after >= StopOptions{}.deadline);
}

TEST_CASE("signals: a peer that hangs up does not end the program") {
  const Ending ending = run_and_signal(SIGPIPE, [](int ready) {
    auto signals = StopSignals::open({});
    say_ready(ready);
    ::kill(::getpid(), SIGPIPE);
    return signals->asked() ? 1 : 0;
  });

  CHECK(ending.exited);
  CHECK(ending.code == 0);
}
