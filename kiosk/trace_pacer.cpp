#include "kiosk/trace_pacer.h"

#include <utility>

namespace sunhall {

Ticks TracePacer::due(Ticks now, WallTime picture, int speed) {
  if (anchor_ && anchor_->speed == speed) {
    const Ticks due = anchor_->at + Ticks(picture - anchor_->picture) / speed;
    const bool is_late = now - due > kTraceBehindMax;
    if (is_late) fell_behind_ = true;
    if (!is_late && due - now <= kTracePaceMax) return due;
  }
  anchor_ = Anchor{now, picture, speed};
  return now;
}

bool TracePacer::fell_behind() {
  return std::exchange(fell_behind_, false);
}

}  // namespace sunhall
