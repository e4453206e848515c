// Ends a program that no longer does its work, so that the service manager starts it anew.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "native/clock.h"
#include "native/worker.h"

namespace sunhall {

/// No picture presented for this long: the screen is stuck.
inline constexpr Ticks kPresentDeadline = std::chrono::seconds(5);
/// The first picture may take longer: fonts, shaders, a display that wakes up.
inline constexpr Ticks kFirstPresentDeadline = std::chrono::seconds(15);
/// How often the watchdog looks.
inline constexpr Ticks kWatchdogPeriod = std::chrono::milliseconds(500);
/// Two looks further apart than this: the whole machine stood still, so the clocks start anew.
inline constexpr Ticks kWatchdogGapMax = std::chrono::seconds(2);

/// Why the program must go.
struct WatchdogVerdict {
  int exit_code = 0;
  std::string why;  // one line
};

/// Decides whether the program still does its work; time is handed in.
class WatchdogRule {
 public:
  /// `born` is when the program started to want a picture.
  explicit WatchdogRule(Ticks born) : last_look_(born), counted_from_(born) {}

  /// `presented` is when the newest picture was presented, if any ever was.
  std::optional<WatchdogVerdict> check(Ticks now, std::optional<Ticks> presented, bool feed_stuck);

 private:
  Ticks last_look_;
  Ticks counted_from_;  // ages before this moment do not count
};

/// What the watchdog watches and how it ends the program.
struct WatchdogHooks {
  /// Says whether a feed is stuck past its deadline; called on the watchdog's thread, must not
  /// wait.
  std::function<bool(Ticks now)> feed_stuck;
  /// Ends the process; empty: one line on stderr and _exit, because a stuck thread cannot be
  /// joined.
  std::function<void(const WatchdogVerdict&)> leave;
};

/// A thread that ends the process when no picture is presented or a feed is stuck.
///
/// Threads: own worker `watchdog`; `presented` from the screen thread.
class Watchdog {
 public:
  /// `clock` outlives the watchdog.
  Watchdog(const Clock& clock, WatchdogHooks hooks);
  ~Watchdog();

  /// Says that a picture has just been presented.
  void presented();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  Worker worker_;
};

}  // namespace sunhall
