#include "kiosk/frame_pacer.h"

#include <algorithm>

namespace sunhall {

void FramePacer::add(const FrameNews& news) {
  pending_.lead = pending_.lead || news.lead;
  pending_.companions = pending_.companions || news.companions;
  pending_.urgent = pending_.urgent || news.urgent;
}

Ticks FramePacer::due(Ticks scene_change) const {
  Ticks due = scene_change;
  if (pending_.companions) due = std::min(due, last_ + kCompanionWait);
  if (pending_.lead || pending_.urgent) due = std::min(due, last_);
  return std::max(due, last_ + kFrameGapMin);
}

void FramePacer::presented(Ticks now) {
  pending_ = {};
  last_ = now;
}

}  // namespace sunhall
