// Small words that the rules are written with.
#pragma once

#include <chrono>

#include "core/model/rules.h"

namespace sunhall::judge {

/// Makes judgements with the limits of one home.
class Judge {
 public:
  explicit Judge(const Limits& limits) : limits_(limits) {}

  double limit(const Rule& rule) const { return limit_of(rule, limits_); }
  Judgement pass(const Rule& rule, double value = 0.0) const {
    return {Verdict::kPass, Reason::kAllInOrder, &rule, value, limit(rule)};
  }
  Judgement breach(const Rule& rule, Reason reason, double value = 0.0) const {
    return {Verdict::kFail, reason, &rule, value, limit(rule)};
  }
  Judgement missing(const Rule& rule, Reason reason) const {
    return {Verdict::kNotRecorded, reason, &rule, 0.0, limit(rule)};
  }
  Judgement unclear(const Rule& rule, Reason reason, double value = 0.0) const {
    return {Verdict::kCannotJudge, reason, &rule, value, limit(rule)};
  }

 private:
  const Limits& limits_;
};

inline double seconds_between(const ZonedTime& from, const ZonedTime& to) {
  return std::chrono::duration<double>(to.utc - from.utc).count();
}
inline double minutes_between(const ZonedTime& from, const ZonedTime& to) {
  return seconds_between(from, to) / 60.0;
}
inline double hours_between(const ZonedTime& from, const ZonedTime& to) {
  return seconds_between(from, to) / 3600.0;
}

/// Whether a time lies further ahead than two clocks may differ.
inline bool is_future(const ZonedTime& time, const JudgeContext& context) {
  return time.utc > context.now.utc + kClockTolerance;
}

}  // namespace sunhall::judge
