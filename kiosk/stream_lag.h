// How far a stream's pictures are behind: arriving now does not make a picture new.
#pragma once

#include <optional>

#include "core/base/time.h"

namespace sunhall {

/// Measures how much later than usual packets arrive, by their own timestamps.
///
/// After a stall on TCP, or when decoding cannot keep up, old packets arrive one after the other
/// and each one looks fresh. Arrival less timestamp is constant on a healthy stream; what it grows
/// by is the age that the picture already has.
///
/// Order:   packets in decode order, without B-frames' reordering (decode timestamps).
class StreamLag {
 public:
  /// Returns how far behind this packet is.
  Ticks measure(Ticks arrived, Ticks timestamp);

 private:
  std::optional<Ticks> baseline_;  // smallest arrival less timestamp, creeping up by kDriftMax
  Ticks last_arrived_{0};
  Ticks last_timestamp_{0};
};

}  // namespace sunhall
