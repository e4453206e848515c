#include "kiosk/watchdog.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stop_token>
#include <utility>

#include "kiosk/exit_code.h"
#include "native/wake_fd.h"

namespace sunhall {

namespace {

constexpr Ticks::rep kNever = -1;

std::string seconds_text(Ticks span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(span).count()) + " s";
}

// Nothing but system calls: the thread that is stuck may hold any lock of ours.
void leave_hard(const WatchdogVerdict& verdict) {
  const std::string line = "sunhall-kiosk: " + verdict.why + "; leaving with exit code " +
                           std::to_string(verdict.exit_code) + "\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
  ::_exit(verdict.exit_code);
}

}  // namespace

std::optional<WatchdogVerdict> WatchdogRule::check(Ticks now, std::optional<Ticks> presented,
                                                   bool feed_stuck) {
  // A machine that slept, or was stopped by a debugger, has not failed: it gets its time again.
  if (now - std::exchange(last_look_, now) > kWatchdogGapMax) counted_from_ = now;
  const Ticks since = std::max(presented.value_or(counted_from_), counted_from_);
  const Ticks deadline = presented ? kPresentDeadline : kFirstPresentDeadline;
  if (now - since > deadline) {
    const std::string what =
        presented ? "no picture was presented for " : "no first picture after ";
    return WatchdogVerdict{exit_code::kScreenStuck, what + seconds_text(now - since)};
  }
  if (feed_stuck && now - counted_from_ > kWatchdogGapMax) {
    return WatchdogVerdict{exit_code::kFeedStuck, "a feed's thread is stuck past its deadline"};
  }
  return std::nullopt;
}

struct Watchdog::Parts {
  Parts(const Clock& given, WatchdogHooks given_hooks)
      : clock(given), hooks(std::move(given_hooks)), rule(given.now().ticks) {}

  void run(const std::stop_token& stop);
  void look();

  // Constant after construction.
  const Clock& clock;
  const WatchdogHooks hooks;
  const WakeFd stop_wake;
  // Own synchronisation.
  std::atomic<Ticks::rep> presented_us{kNever};
  // Touched only by the worker.
  WatchdogRule rule;
};

void Watchdog::Parts::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { stop_wake.wake(); });
  while (!stop.stop_requested()) {
    look();
    stop_wake.wait_for(std::chrono::duration_cast<std::chrono::milliseconds>(kWatchdogPeriod));
  }
}

void Watchdog::Parts::look() {
  const Ticks now = clock.now().ticks;
  const Ticks::rep newest = presented_us.load(std::memory_order_relaxed);
  const auto presented = newest == kNever ? std::nullopt : std::optional<Ticks>(newest);
  const bool feed_stuck = hooks.feed_stuck && hooks.feed_stuck(now);
  const std::optional<WatchdogVerdict> verdict = rule.check(now, presented, feed_stuck);
  if (!verdict) return;
  if (hooks.leave) return hooks.leave(*verdict);
  leave_hard(*verdict);
}

Watchdog::Watchdog(const Clock& clock, WatchdogHooks hooks)
    : parts_(std::make_unique<Parts>(clock, std::move(hooks))),
      worker_("watchdog",
              [parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); }) {}

Watchdog::~Watchdog() = default;

void Watchdog::presented() {
  parts_->presented_us.store(parts_->clock.now().ticks.count(), std::memory_order_relaxed);
}

}  // namespace sunhall
