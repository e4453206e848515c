// The machine's clocks, behind a seam so that tests can stand still, step and jump.
#pragma once

#include "core/base/time.h"

namespace sunhall {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Both clocks now; `wall.offset` is the machine's zone at this moment.
  virtual Moment now() const = 0;
};

/// The clocks of this machine; ticks count from the first use in this process.
///
/// Threads: any.
class SystemClock final : public Clock {
 public:
  Moment now() const override;
};

}  // namespace sunhall
