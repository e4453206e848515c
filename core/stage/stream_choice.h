// Which of a camera's two streams are open, and which one is shown.
#pragma once

#include <optional>

#include "core/base/time.h"
#include "core/model/camera.h"
#include "core/stage/feed_state.h"

namespace sunhall {

/// The preferred stream had this long to bring a picture; then the other one is tried as well.
inline constexpr Ticks kFallbackAfter = std::chrono::seconds(4);
/// Nobody watches: the connection stays this long, in case somebody switches back.
inline constexpr Ticks kLinger = std::chrono::milliseconds(500);

struct StreamFacts {
  bool exists = false;
  std::optional<Ticks> open_since;      // empty: closed
  std::optional<Ticks> newest_picture;  // since it was opened
};

struct ChoiceInput {
  Demand demand = Demand::kNone;
  Ticks demand_since{0};  // when `demand` became what it is
  StreamFacts main;
  StreamFacts sub;
  StreamKind shown = StreamKind::kMain;
  Ticks now{0};
};

struct Choice {
  bool open_main = false;
  bool open_sub = false;
  StreamKind shown = StreamKind::kMain;

  friend bool operator==(const Choice&, const Choice&) = default;
};

/// Chooses streams so that a change of size shows neither black nor an old picture.
///
/// Order:   big wants main, small wants sub where there is one. The old stream stays open and shown
///          until the new one has a live picture; one that fails is replaced by the other.
Choice choose_streams(const ChoiceInput& input);

}  // namespace sunhall
