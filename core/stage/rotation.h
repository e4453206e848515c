// Whose turn it is on the big tile.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "core/stage/feed_view.h"

namespace sunhall {

/// The next feed decodes for this long before it is shown.
inline constexpr Ticks kPreRoll = std::chrono::seconds(4);
/// How long the turn may be delayed for a main stream that is late; then the sub stream will do.
inline constexpr Ticks kMainGrace = std::chrono::seconds(3);
/// The cross-fade between two feeds.
inline constexpr Ticks kFade = std::chrono::milliseconds(400);

/// Decides whose turn it is: calm, predictable, and never a feed without a picture.
///
/// Owner:   the stage; time and feeds are handed in.
class Rotation {
 public:
  explicit Rotation(Ticks dwell) : dwell_(dwell) {}

  /// Moves on when it is time; call at each step with the feeds in turn order.
  ///
  /// Only a feed that is wanted big is waited for until its main stream is there.
  void step(Ticks now, std::span<const FeedView> feeds, Demand wanted = Demand::kBig);

  /// Goes to the next (+1) or previous (−1) camera as soon as it has a picture; asked again
  /// before that, to the one after it.
  void go(int direction, Ticks now, std::span<const FeedView> feeds);

  /// Goes to a camera at once, without a fade.
  void jump(std::size_t camera, Ticks now);

  /// Gives the current camera a whole turn: the screen comes back to it after something else.
  void begin_turn(Ticks now);

  /// Holds the current feed, or lets the turn go on.
  void toggle_hold(Ticks now);

  bool held() const { return held_; }
  std::size_t current() const { return current_; }
  /// The camera that fades out, while one does.
  std::optional<std::size_t> leaving() const { return leaving_; }
  /// The camera that must be decoding because its turn comes.
  std::optional<std::size_t> next() const { return next_; }
  /// Share of the fade that has passed, 0 to 1; 1 when none runs.
  float fade(Ticks now) const;

 private:
  std::size_t pick(int direction, std::size_t from, std::span<const FeedView> feeds) const;
  void switch_to(std::size_t camera, Ticks now);
  void give_up_next(Ticks now, std::span<const FeedView> feeds);

  const Ticks dwell_;
  std::size_t current_ = 0;
  Ticks turn_ends_{-1};  // negative: no turn has begun
  std::optional<std::size_t> next_;
  std::optional<std::size_t> leaving_;
  Ticks fade_began_{0};
  bool held_ = false;
  bool hurried_ = false;  // a key asked for the next one
  int direction_ = +1;    // where that key pointed
};

}  // namespace sunhall
