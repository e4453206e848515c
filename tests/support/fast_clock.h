// A clock whose seconds are short, so that deadlines of ten seconds are tested in a blink.
#pragma once

#include "native/clock.h"

namespace sunhall::test {

/// The machine's clock with ticks that run faster; the wall clock is the true one.
class FastClock final : public Clock {
 public:
  explicit FastClock(int factor) : factor_(factor), birth_(clock_.now().ticks) {}
  Moment now() const override {
    Moment moment = clock_.now();
    moment.ticks = (moment.ticks - birth_) * factor_;
    return moment;
  }

 private:
  SystemClock clock_;
  int factor_;
  Ticks birth_;
};

}  // namespace sunhall::test
