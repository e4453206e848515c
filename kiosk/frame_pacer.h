// When the next picture of the screen is due: smooth where somebody looks, idle where nobody does.
#pragma once

#include "core/base/time.h"

namespace sunhall {

/// Two pictures of the screen are at least this far apart, whatever asks for them (60 Hz).
inline constexpr Ticks kFrameGapMin{16'667};
/// News of small tiles waits this long for the big one, so that five feeds do not make five times
/// the drawing.
inline constexpr Ticks kCompanionWait = std::chrono::milliseconds(45);

/// What could make the screen thread draw.
struct FrameNews {
  bool lead = false;        // the big feed has a new picture
  bool companions = false;  // something else has: another feed, the records
  bool urgent = false;      // a key or a command: answer at once
};

/// Decides when to draw; time is handed in.
class FramePacer {
 public:
  void add(const FrameNews& news);

  /// When to draw; at the latest at `scene_change`.
  Ticks due(Ticks scene_change) const;

  /// A picture was presented: the slate is clean.
  void presented(Ticks now);

 private:
  FrameNews pending_;
  Ticks last_{-kCompanionWait};
};

}  // namespace sunhall
