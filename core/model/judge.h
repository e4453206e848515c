// Small words that the rules are written with.
#pragma once

#include <chrono>

#include "core/model/rules.h"

namespace sunhall::judge {

inline Judgement pass(const Rule& rule, double value = 0.0) {
  return {Verdict::kPass, Reason::kAllInOrder, &rule, value, rule.limit};
}
inline Judgement breach(const Rule& rule, Reason reason, double value = 0.0) {
  return {Verdict::kFail, reason, &rule, value, rule.limit};
}
inline Judgement missing(const Rule& rule, Reason reason) {
  return {Verdict::kNotRecorded, reason, &rule, 0.0, rule.limit};
}
inline Judgement unclear(const Rule& rule, Reason reason, double value = 0.0) {
  return {Verdict::kCannotJudge, reason, &rule, value, rule.limit};
}

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
