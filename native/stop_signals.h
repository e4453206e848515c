// SIGTERM and SIGINT as a question that a program's loop can ask.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/base/result.h"

namespace sunhall {

/// The exit code of a program that did not leave in time.
inline constexpr int kStopStuckExitCode = 77;

struct StopOptions {
  std::chrono::milliseconds deadline{2000};  // to leave by itself after a signal
  std::function<void()> overdue{};           // replaces the hard end in tests
};

/// Catches SIGTERM, SIGINT and SIGHUP; ignores SIGPIPE.
///
/// Order:   open before any other thread starts and before SDL_Init (which should be told not to
///          handle signals: SDL_HINT_NO_SIGNAL_HANDLERS); first member, so that it dies last.
/// Threads: own worker `signals`.
/// Errors:  a program still there `deadline` after the signal is ended with kStopStuckExitCode.
class StopSignals {
 public:
  /// `wake` is called on the worker when a signal has come.
  static Result<StopSignals> open(std::function<void()> wake, StopOptions options = {});

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
