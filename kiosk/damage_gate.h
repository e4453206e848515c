// Keeps damaged pictures from the screen: the last good one stays until the next keyframe.
#pragma once

#include <cstdint>

namespace sunhall {

/// Decides which packets are decoded and which pictures are shown.
///
/// One lost packet smears every picture up to the next keyframe. The decoder does not always say
/// so, therefore the gate listens to both sides: what went missing on the way and what the decoder
/// complained about.
class DamageGate {
 public:
  struct Packet {
    bool is_key = false;
    bool lost_before = false;
  };

  /// True when the packet is worth decoding.
  bool admit(const Packet& packet);

  /// True when the picture may be shown; `is_damaged` is what the decoder says about it.
  bool show(bool is_damaged);

  /// The decoder refused a packet.
  void refuse() { is_closed_ = true; }

  /// Pictures and packets held back so far.
  std::uint64_t held_count() const { return held_count_; }

 private:
  bool is_closed_ = true;        // until the first whole keyframe
  bool lost_with_last_ = false;  // a gap is told one packet late when it hit a packet's first part
  std::uint64_t held_count_ = 0;
};

}  // namespace sunhall
