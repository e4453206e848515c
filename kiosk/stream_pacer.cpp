#include "kiosk/stream_pacer.h"

namespace sunhall {

Ticks StreamPacer::due(Ticks now, Ticks timestamp) {
  if (offset_) {
    const Ticks due = *offset_ + timestamp;
    if (due - now <= kPaceStepMax && now - due <= kPaceStepMax) return due;
  }
  offset_ = now - timestamp;
  return now;
}

}  // namespace sunhall
