// How long to wait before the next try.
#pragma once

#include <algorithm>
#include <random>

#include "core/base/time.h"

namespace sunhall {

/// Waits between tries: jittered, growing, never over kBackoffMax.
///
/// A camera that restarts takes about a minute: for its first kPatientTries tries the wait stays
/// under kBackoffPatient, so that it is back on the screen within ten seconds. After that the wait
/// grows to kBackoffMax.
inline constexpr Ticks kBackoffFirst = std::chrono::milliseconds(500);
inline constexpr Ticks kBackoffPatient = std::chrono::seconds(6);
inline constexpr Ticks kBackoffMax = std::chrono::seconds(30);
inline constexpr int kPatientTries = 30;
/// A camera that brought a picture is never thought to have failed more often than this.
inline constexpr int kTriesAfterPicture = 2;

class Backoff {
 public:
  /// The same seed gives the same waits.
  explicit Backoff(std::uint64_t seed) : random_(seed) {}

  /// Says how long to wait after one more failure.
  Ticks after_failure();

  /// Says how long to wait when trying soon is pointless or harmful: a camera that refuses our
  /// password locks the account when it is asked too often.
  Ticks after_refusal();

  /// The last session was good: the next failure is the first.
  void reset() { failure_count_ = 0; }

  /// The last session brought a picture and broke soon after: the camera works, so the next waits
  /// stay short, though not as short as the first.
  void saw_picture() { failure_count_ = std::min(failure_count_, kTriesAfterPicture); }

  int failure_count() const { return failure_count_; }

 private:
  Ticks jitter(Ticks wait);

  std::mt19937_64 random_;
  int failure_count_ = 0;
};

}  // namespace sunhall
