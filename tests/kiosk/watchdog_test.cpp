#include "kiosk/watchdog.h"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>

#include "kiosk/exit_code.h"
#include "tests/support/alarm.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

// Looks every half second, as the watchdog does, and tells when it would leave.
struct Watch {
  Ticks now{10s};
  WatchdogRule rule{now};
  std::optional<Ticks> presented;
  bool feed_stuck = false;

  std::optional<WatchdogVerdict> run(Ticks span) {
    for (const Ticks end = now + span; now < end;) {
      now += kWatchdogPeriod;
      if (auto verdict = rule.check(now, presented, feed_stuck)) return verdict;
    }
    return std::nullopt;
  }
  void show() { presented = now; }
};

class FakeClock final : public Clock {
 public:
  Moment now() const override { return {Ticks(ticks_us.load()), {}}; }
  std::atomic<Ticks::rep> ticks_us{1'000'000};
};

}  // namespace

TEST_CASE("watchdog: a program that presents pictures may run for ever") {
  Watch watch;

  for (int i = 0; i < 1000; ++i) {
    watch.show();
    REQUIRE_FALSE(watch.run(4s).has_value());
  }
}

TEST_CASE("watchdog: a screen that stands still for five seconds ends the program with 75") {
  Watch watch;
  watch.show();

  CHECK_FALSE(watch.run(5s).has_value());
  const auto verdict = watch.run(1s);

  REQUIRE(verdict.has_value());
  CHECK(verdict->exit_code == exit_code::kScreenStuck);
  CHECK(verdict->why == "no picture was presented for 5 s");
}

TEST_CASE("watchdog: the first picture may take fifteen seconds and no longer") {
  Watch watch;

  CHECK_FALSE(watch.run(15s).has_value());
  const auto verdict = watch.run(1s);

  REQUIRE(verdict.has_value());
  CHECK(verdict->exit_code == exit_code::kScreenStuck);
}

TEST_CASE("watchdog: a stuck feed ends the program with 76 though pictures are presented") {
  Watch watch;
  watch.show();
  CHECK_FALSE(watch.run(3s).has_value());

  watch.show();
  watch.feed_stuck = true;
  const auto verdict = watch.run(1s);

  REQUIRE(verdict.has_value());
  CHECK(verdict->exit_code == exit_code::kFeedStuck);
}

TEST_CASE("watchdog: a machine that slept for an hour gets its five seconds anew") {
  Watch watch;
  watch.show();
  watch.run(1s);

  watch.now += 1h;
  watch.feed_stuck = true;  // deadlines ran out while everything slept
  CHECK_FALSE(watch.run(2s).has_value());
  watch.feed_stuck = false;
  CHECK_FALSE(watch.run(2s).has_value());

  const auto verdict = watch.run(3s);
  REQUIRE(verdict.has_value());
  CHECK(verdict->exit_code == exit_code::kScreenStuck);
}

TEST_CASE("watchdog: its thread tells what it found, and only then") {
  FakeClock clock;
  test::Alarm alarm;
  std::atomic<int> code{0};
  Watchdog watchdog(clock, {.feed_stuck = {}, .leave = [&](const WatchdogVerdict& verdict) {
                              code = verdict.exit_code;
                              alarm.ring();
                            }});
  watchdog.presented();

  for (int i = 0; i < 7 && code == 0; ++i) {  // one look a second of the fake clock
    clock.ticks_us += 1'000'000;
    alarm.wait([&] { return code != 0; }, 600ms);
  }

  CHECK(code == exit_code::kScreenStuck);
}

TEST_CASE("watchdog: without a hook it ends the whole process, whatever hangs") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(STDERR_FILENO);
    static FakeClock clock;
    Watchdog watchdog(clock, {.feed_stuck = [](Ticks) { return true; }, .leave = {}});
    for (int i = 0; i < 100; ++i) {  // the stuck screen thread
      watchdog.presented();
      ::usleep(100'000);
      clock.ticks_us += 200'000;
    }
    ::_exit(99);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == exit_code::kFeedStuck);
}
