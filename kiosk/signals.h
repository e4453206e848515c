// SIGTERM and SIGINT as a question the screen thread can ask.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/base/result.h"

namespace sunhall {

/// After a signal the program has this long to leave by itself.
inline constexpr std::chrono::milliseconds kStopDeadline{2000};

/// Catches SIGTERM, SIGINT and SIGHUP; ignores SIGPIPE.
///
/// Order:   open before any other thread starts and before SDL_Init (which should be told not to
///          handle signals: SDL_HINT_NO_SIGNAL_HANDLERS); first member, so that it dies last.
/// Threads: own worker `signals`.
/// Errors:  a program still there kStopDeadline after the signal is ended with kStopStuck.
class StopSignals {
 public:
  /// `wake` is called on the worker when a signal has come. `overdue` replaces the hard end in
  /// tests.
  static Result<StopSignals> open(std::function<void()> wake, std::function<void()> overdue = {});

  StopSignals(StopSignals&&) noexcept;
  ~StopSignals();

  /// Says whether the program was asked to stop.
  bool asked() const;

 private:
  struct Parts;
  explicit StopSignals(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace sunhall
