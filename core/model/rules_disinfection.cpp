#include "core/model/judge.h"

namespace sunhall {

using namespace judge;

namespace {

/// The cycle's length in the unit of the rule: minutes, or seconds.
double length_of(const DisinfectionCycle& cycle, const Rule& rule) {
  const double length_s = seconds_between(*cycle.started_at, *cycle.ended_at);
  return rule.unit == "s" ? length_s : length_s / 60.0;
}

Judgement judge_heat(const DisinfectionCycle& cycle, const Rule& temperature, const Rule& time,
                     const Judge& judge) {
  if (cycle.temperature_c && *cycle.temperature_c < judge.limit(temperature)) {
    return judge.breach(temperature, Reason::kTemperatureTooLow, *cycle.temperature_c);
  }
  const double length = length_of(cycle, time);
  if (length < judge.limit(time)) return judge.breach(time, Reason::kTimeTooShort, length);
  if (!cycle.temperature_c) return judge.unclear(temperature, Reason::kTemperatureMissing);
  if (*cycle.temperature_c > kPlausibleDisinfection_c) {
    return judge.unclear(temperature, Reason::kReadingImplausible, *cycle.temperature_c);
  }
  return judge.pass(temperature, *cycle.temperature_c);
}

// 餐饮服务食品安全操作规范 2018: at least 250 mg/L available chlorine, fully immersed for at least
// 5 min, then rinsed.
Judgement judge_chlorine(const DisinfectionCycle& cycle, const Judge& judge) {
  if (cycle.concentration_mg_l && *cycle.concentration_mg_l < judge.limit(kChlorineStrength)) {
    return judge.breach(kChlorineStrength, Reason::kConcentrationTooLow, *cycle.concentration_mg_l);
  }
  if (cycle.immersed_min && *cycle.immersed_min < judge.limit(kChlorineTime)) {
    return judge.breach(kChlorineTime, Reason::kTimeTooShort, *cycle.immersed_min);
  }
  if (cycle.rinsed && !*cycle.rinsed) return judge.breach(kChlorineRinse, Reason::kNotRinsed);
  if (!cycle.concentration_mg_l)
    return judge.unclear(kChlorineStrength, Reason::kConcentrationMissing);
  if (!cycle.immersed_min) return judge.unclear(kChlorineTime, Reason::kImmersionMissing);
  // What lay in the bath longer than the cycle lasted was not measured.
  if (*cycle.immersed_min > minutes_between(*cycle.started_at, *cycle.ended_at)) {
    return judge.unclear(kChlorineTime, Reason::kTimeImpossible);
  }
  if (!cycle.rinsed) return judge.unclear(kChlorineRinse, Reason::kRinseMissing);
  return judge.pass(kChlorineStrength, *cycle.concentration_mg_l);
}

const Rule& main_rule(DisinfectionMethod method) {
  switch (method) {
    case DisinfectionMethod::kSteam:
    case DisinfectionMethod::kBoil:
      return kSteamTemperature;
    case DisinfectionMethod::kInfrared:
      return kInfraredTemperature;
    case DisinfectionMethod::kChlorine:
      return kChlorineStrength;
    case DisinfectionMethod::kDishwasher:
      return kDishwasherTemperature;
  }
  return kSteamTemperature;
}

/// The first step: whether the cycle is over, and when it was.
std::optional<Judgement> find_unfinished(const DisinfectionCycle& cycle,
                                         const JudgeContext& context) {
  const Rule& rule = main_rule(cycle.method);
  const Judge judge(context.limits);
  if (!cycle.started_at) return judge.unclear(rule, Reason::kTimeMissing);
  if (is_future(*cycle.started_at, context)) return judge.unclear(rule, Reason::kTimeImpossible);
  if (!cycle.ended_at) {
    // No cycle takes half a day: somebody forgot to write down that it was over.
    const double running_min = minutes_between(*cycle.started_at, context.now);
    if (running_min <= judge.limit(kLongestCycle))
      return judge.unclear(rule, Reason::kStillRunning);
    return judge.unclear(kLongestCycle, Reason::kNeverEnded, running_min);
  }
  const bool backwards = cycle.ended_at->utc < cycle.started_at->utc;
  if (backwards || is_future(*cycle.ended_at, context)) {
    return judge.unclear(rule, Reason::kTimeImpossible);
  }
  return std::nullopt;
}

}  // namespace

Judgement judge_disinfection(const DisinfectionCycle& cycle, const JudgeContext& context) {
  if (const auto unfinished = find_unfinished(cycle, context)) return *unfinished;
  const Judge judge(context.limits);
  switch (cycle.method) {
    case DisinfectionMethod::kSteam:
    case DisinfectionMethod::kBoil:
      // 餐饮服务食品安全操作规范 2018: at least 100 °C for at least 10 min.
      return judge_heat(cycle, kSteamTemperature, kSteamTime, judge);
    case DisinfectionMethod::kInfrared:
      // 餐饮服务食品安全操作规范 2018: at least 120 °C for at least 10 min.
      return judge_heat(cycle, kInfraredTemperature, kInfraredTime, judge);
    case DisinfectionMethod::kChlorine:
      return judge_chlorine(cycle, judge);
    case DisinfectionMethod::kDishwasher:
      return judge_heat(cycle, kDishwasherTemperature, kDishwasherTime, judge);
  }
  return judge.unclear(kSteamTemperature, Reason::kTimeMissing);
}

}  // namespace sunhall
