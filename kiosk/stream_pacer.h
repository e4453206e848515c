// When to show the pictures of a file.
#pragma once

#include <optional>

#include "core/base/time.h"

namespace sunhall {

/// Turns timestamps into moments, so that a file plays at its own speed.
class StreamPacer {
 public:
  /// Says when the picture with this timestamp is due; never more than kPaceStepMax from now.
  Ticks due(Ticks now, Ticks timestamp);

  /// The file starts anew.
  void restart() { offset_.reset(); }

 private:
  std::optional<Ticks> offset_;  // moment less timestamp
};

/// Farther ahead or behind than this is a jump in the file: play on from here.
inline constexpr Ticks kPaceStepMax = std::chrono::seconds(1);

}  // namespace sunhall
