#include "core/model/judge.h"

namespace sunhall {

using namespace judge;

namespace {

/// The cycle's length in the unit of the rule: minutes, or seconds.
double length_of(const DisinfectionCycle& cycle, const Rule& rule) {
  const double length_s = seconds_between(*cycle.started_at, *cycle.ended_at);
  return rule.unit == "s" ? length_s : length_s / 60.0;
}

Judgement judge_heat(const DisinfectionCycle& cycle, const Rule& temperature, const Rule& time) {
  if (cycle.temperature_c && *cycle.temperature_c < temperature.limit) {
    return breach(temperature, Reason::kTemperatureTooLow, *cycle.temperature_c);
  }
  const double length = length_of(cycle, time);
  if (length < time.limit) return breach(time, Reason::kTimeTooShort, length);
  if (!cycle.temperature_c) return unclear(temperature, Reason::kTemperatureMissing);
  if (*cycle.temperature_c > kPlausibleDisinfection_c) {
    return unclear(temperature, Reason::kReadingImplausible, *cycle.temperature_c);
  }
  return pass(temperature, *cycle.temperature_c);
}

// 餐饮服务食品安全操作规范 2018: at least 250 mg/L available chlorine, fully immersed for at least
// 5 min, then rinsed.
Judgement judge_chlorine(const DisinfectionCycle& cycle) {
  if (cycle.concentration_mg_l && *cycle.concentration_mg_l < kChlorineStrength.limit) {
    return breach(kChlorineStrength, Reason::kConcentrationTooLow, *cycle.concentration_mg_l);
  }
  if (cycle.immersed_min && *cycle.immersed_min < kChlorineTime.limit) {
    return breach(kChlorineTime, Reason::kTimeTooShort, *cycle.immersed_min);
  }
  if (cycle.rinsed && !*cycle.rinsed) return breach(kChlorineRinse, Reason::kNotRinsed);
  if (!cycle.concentration_mg_l) return unclear(kChlorineStrength, Reason::kConcentrationMissing);
  if (!cycle.immersed_min) return unclear(kChlorineTime, Reason::kImmersionMissing);
  // What lay in the bath longer than the cycle lasted was not measured.
  if (*cycle.immersed_min > minutes_between(*cycle.started_at, *cycle.ended_at)) {
    return unclear(kChlorineTime, Reason::kTimeImpossible);
  }
  if (!cycle.rinsed) return unclear(kChlorineRinse, Reason::kRinseMissing);
  return pass(kChlorineStrength, *cycle.concentration_mg_l);
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

/// A rule of common practice with the limit that this home uses; the judgement names the rule.
Judgement judge_dishwasher(const DisinfectionCycle& cycle, const CommonLimits& limits) {
  Rule temperature = kDishwasherTemperature;
  temperature.limit = limits.dishwasher_temperature_c;
  Rule time = kDishwasherTime;
  time.limit = limits.dishwasher_time_s;
  Judgement judgement = judge_heat(cycle, temperature, time);
  judgement.rule = judgement.rule == &time ? &kDishwasherTime : &kDishwasherTemperature;
  return judgement;
}

/// The first step: whether the cycle is over, and when it was.
std::optional<Judgement> find_unfinished(const DisinfectionCycle& cycle,
                                         const JudgeContext& context) {
  const Rule& rule = main_rule(cycle.method);
  if (!cycle.started_at) return unclear(rule, Reason::kTimeMissing);
  if (is_future(*cycle.started_at, context)) return unclear(rule, Reason::kTimeImpossible);
  if (!cycle.ended_at) {
    // No cycle takes half a day: somebody forgot to write down that it was over.
    const double running_min = minutes_between(*cycle.started_at, context.now);
    if (running_min <= kLongestCycle.limit) return unclear(rule, Reason::kStillRunning);
    return unclear(kLongestCycle, Reason::kNeverEnded, running_min);
  }
  const bool backwards = cycle.ended_at->utc < cycle.started_at->utc;
  if (backwards || is_future(*cycle.ended_at, context)) {
    return unclear(rule, Reason::kTimeImpossible);
  }
  return std::nullopt;
}

}  // namespace

Judgement judge_disinfection(const DisinfectionCycle& cycle, const JudgeContext& context) {
  if (const auto unfinished = find_unfinished(cycle, context)) return *unfinished;
  switch (cycle.method) {
    case DisinfectionMethod::kSteam:
    case DisinfectionMethod::kBoil:
      // 餐饮服务食品安全操作规范 2018: at least 100 °C for at least 10 min.
      return judge_heat(cycle, kSteamTemperature, kSteamTime);
    case DisinfectionMethod::kInfrared:
      // 餐饮服务食品安全操作规范 2018: at least 120 °C for at least 10 min.
      return judge_heat(cycle, kInfraredTemperature, kInfraredTime);
    case DisinfectionMethod::kChlorine:
      return judge_chlorine(cycle);
    case DisinfectionMethod::kDishwasher:
      return judge_dishwasher(cycle, context.limits);
  }
  return unclear(kSteamTemperature, Reason::kTimeMissing);
}

}  // namespace sunhall
