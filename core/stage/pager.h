// Which page of which panel is on, and when it turns.
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/time.h"

namespace sunhall {

/// All pages together should pass in this time, so that nobody waits long for one.
inline constexpr Ticks kLoopAim = std::chrono::seconds(80);
/// A page stays at least this long: six rows cannot be read faster.
inline constexpr Ticks kPageDwellMin = std::chrono::seconds(7);
inline constexpr Ticks kPageDwellMax = std::chrono::seconds(12);
/// After a key the page stays this long: somebody is reading it.
inline constexpr Ticks kPageDwellAfterKey = std::chrono::seconds(25);

enum class PagerTurns : unsigned char {
  kByTime,  // a room watches
  kByHand,  // somebody reads, and turns the pages when they want to
};

/// Turns pages calmly, panel after panel; keys turn them at once.
class Pager {
 public:
  explicit Pager(PagerTurns turns = PagerTurns::kByTime) : turns_(turns) {}

  struct Place {
    std::size_t panel = 0;
    std::size_t page = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };

  /// Says how many pages each panel has (0: skipped) and lets time turn them.
  void step(Ticks now, const std::vector<std::size_t>& page_counts);

  /// Turns to the next (+1) or previous (−1) page, over panels' ends.
  void turn(int direction, Ticks now);

  /// Turns to the next or previous panel's first page.
  void turn_panel(int direction, Ticks now);

  /// Turns to a panel's first page.
  void open(std::size_t panel, Ticks now);

  Place place() const { return place_; }

 private:
  std::size_t pages_of(std::size_t panel) const;
  void next_panel(int direction);
  void advance(int direction);

  PagerTurns turns_;
  std::vector<std::size_t> page_counts_;
  Place place_;
  Ticks turns_at_{-1};  // negative: not begun
};

}  // namespace sunhall
