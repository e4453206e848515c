// Fingers, a pen or a mouse as they move, told apart into gestures.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/stage/touch.h"

namespace sunhall {

/// A finger that moved less than this, in CSS pixels, has not moved.
inline constexpr float kTouchSlop_css = 10.0F;
/// A swipe is at least this long, in CSS pixels.
inline constexpr float kSwipeMin_css = 40.0F;
/// And its way along one axis is at least this many times its way along the other.
inline constexpr float kSwipeSlant = 1.5F;
/// And at most this slow: old hands are, but a finger that rests on its way is not swiping.
inline constexpr Ticks kSwipeMax = std::chrono::milliseconds(1200);
/// A longer press is no tap.
inline constexpr Ticks kTapMax = std::chrono::milliseconds(600);
/// The second tap of a double tap comes within this time after the first.
inline constexpr Ticks kDoubleTapMax = std::chrono::milliseconds(300);
/// And within this distance of it, in CSS pixels.
inline constexpr float kDoubleTapReach_css = 32.0F;
/// Fingers that are followed; a palm on the glass is not.
inline constexpr std::size_t kFingersMax = 2;

enum class PointerPhase : unsigned char { kDown, kMove, kUp, kCancel };

/// One finger, pen or mouse button, at one moment.
///
/// Units:   pixels of the screen, y downwards.
struct PointerMove {
  std::int64_t id = 0;  // the same from its kDown to its kUp
  PointerPhase phase = PointerPhase::kMove;
  float x = 0;
  float y = 0;
  Ticks at{0};
};

/// Tells taps, swipes, pans and pinches apart.
///
/// Order:   a finger's moves in the order of time; a move of one that never went down is dropped.
/// Threads: one; the same moves always give the same gestures.
class Gestures {
 public:
  /// Device pixels a CSS pixel: what is a small way for a finger.
  void set_pixel_ratio(float ratio) { ratio_ = ratio > 0 ? ratio : 1.0F; }

  /// Takes one move and appends what it means.
  void take(const PointerMove& move, std::vector<TouchEvent>& out);

  /// Forgets every finger: the page was hidden, the screen was turned.
  void clear();

  /// A finger is on the glass: frames must keep up with it.
  bool touching() const { return !fingers_.empty(); }

 private:
  struct Finger {
    std::int64_t id = 0;
    float down_x = 0;
    float down_y = 0;
    float x = 0;
    float y = 0;
    Ticks down_at{0};
  };
  struct LastTap {
    float x = 0;
    float y = 0;
    Ticks at{0};
  };

  Finger* find(std::int64_t id);
  void put_down(const PointerMove& move);
  void follow(const PointerMove& move, std::vector<TouchEvent>& out);
  void drag(Finger& finger, const PointerMove& move, std::vector<TouchEvent>& out);
  void pinch(Finger& finger, const PointerMove& move, std::vector<TouchEvent>& out);
  void take_off(const PointerMove& move, std::vector<TouchEvent>& out);
  void swipe(const Finger& finger, Ticks at, std::vector<TouchEvent>& out) const;
  void tap(const Finger& finger, Ticks at, std::vector<TouchEvent>& out);

  float ratio_ = 1.0F;
  std::vector<Finger> fingers_;
  bool moved_ = false;    // the one finger has left its place: no tap any more
  bool pinched_ = false;  // there were two: what is left of them is neither tap nor swipe
  std::optional<LastTap> last_tap_;
};

}  // namespace sunhall
