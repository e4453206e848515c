#include "kiosk/damage_gate.h"

#include <utility>

namespace sunhall {

bool DamageGate::admit(const Packet& packet) {
  const bool lost_with_last = std::exchange(lost_with_last_, packet.lost_before);
  if (packet.lost_before) is_closed_ = true;
  if (packet.is_key && !packet.lost_before && !lost_with_last) is_closed_ = false;
  if (is_closed_) ++held_count_;
  return !is_closed_;
}

bool DamageGate::show(bool is_damaged) {
  if (is_damaged) is_closed_ = true;
  if (is_closed_) ++held_count_;
  return !is_closed_;
}

}  // namespace sunhall
