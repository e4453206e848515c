// How many watch from outside, and whether one more may.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "core/base/time.h"

namespace sunhall {

/// Who asked for nothing in this time does not watch any more: a player asks at least every two
/// seconds.
inline constexpr Ticks kViewerForgotten = std::chrono::seconds(15);

/// Seats for viewers; pure, and told the time.
///
/// Who has a seat keeps it: only newcomers are turned away when all are taken.
class ViewerCount {
 public:
  explicit ViewerCount(std::size_t seats) : seats_(seats) {}

  /// Takes or keeps a seat; false when there is none.
  bool admit(const std::string& viewer, Ticks now);
  /// Whether `admit` would say no.
  bool is_full_for(const std::string& viewer, Ticks now) const;
  std::size_t count(Ticks now) const;

 private:
  void forget(Ticks now);

  const std::size_t seats_;
  std::map<std::string, Ticks> seen_;  // when each asked last; at most `seats_`
};

}  // namespace sunhall
