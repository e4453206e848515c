// When to show the pictures of the past.
#pragma once

#include <optional>

#include "core/base/time.h"

namespace sunhall {

/// Farther ahead than this, on the screen's clock, is a jump in the recording: play on at once.
inline constexpr Ticks kTracePaceMax = std::chrono::seconds(2);
/// A picture this late means that reading or decoding cannot keep up.
inline constexpr Ticks kTraceBehindMax = std::chrono::milliseconds(500);

/// Turns the moments of pictures into moments of the screen, at one, two or eight times the speed.
class TracePacer {
 public:
  /// Says when a picture is due; never more than kTracePaceMax from now.
  Ticks due(Ticks now, WallTime picture, int speed);

  /// The next picture is shown at once: after a pause, or from elsewhere.
  void restart() { anchor_.reset(); }

  /// Whether a picture was late by kTraceBehindMax since the last question.
  bool fell_behind();

 private:
  struct Anchor {
    Ticks at{0};
    WallTime picture{};
    int speed = 1;
  };
  std::optional<Anchor> anchor_;
  bool fell_behind_ = false;
};

}  // namespace sunhall
