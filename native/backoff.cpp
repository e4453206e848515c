#include "native/backoff.h"

#include <algorithm>

namespace sunhall {

Ticks Backoff::after_failure() {
  // After kDoublings the wait is over every limit; the count itself runs on for the log.
  constexpr int kDoublings = 6;
  const int past_patience = std::max(0, failure_count_ - kPatientTries);
  const Ticks early = kBackoffFirst * (1 << std::min(failure_count_, kDoublings));
  const Ticks late = kBackoffPatient * (1 << std::min(past_patience, kDoublings));
  ++failure_count_;
  return jitter(std::min(early, late));
}

Ticks Backoff::after_refusal() {
  ++failure_count_;
  return jitter(kBackoffMax);
}

Ticks Backoff::jitter(Ticks wait) {
  // Three quarters to the whole of it: cameras that fell together do not all come back at once.
  const Ticks whole = std::min(wait, kBackoffMax);
  std::uniform_int_distribution<Ticks::rep> part(whole.count() * 3 / 4, whole.count());
  return Ticks(part(random_));
}

}  // namespace sunhall
