#include "core/model/rules.h"

#include "core/model/judge.h"

namespace sunhall {

using namespace judge;

Judgement judge_check(const StaffCheck& check, const JudgeContext& context) {
  const Rule& rule = kMorningCheckRule;
  const Judge judge(context.limits);
  if (check.outcome == CheckOutcome::kNotRecorded)
    return judge.missing(rule, Reason::kCheckMissing);
  if (check.outcome == CheckOutcome::kOffPost) return judge.breach(rule, Reason::kOffPost);

  if (!check.checked_at) return judge.unclear(rule, Reason::kTimeMissing);
  if (is_future(*check.checked_at, context)) return judge.unclear(rule, Reason::kTimeImpossible);
  // 餐饮服务食品安全操作规范 2018: every worker on shift, every day, before the shift starts.
  if (to_local(*check.checked_at).date != context.date) {
    return judge.missing(rule, Reason::kOfAnotherDay);
  }
  if (check.shift_starts_at && check.checked_at->utc > check.shift_starts_at->utc) {
    return judge.breach(rule, Reason::kCheckedAfterShiftStart);
  }
  return judge.pass(rule);
}

Judgement judge_health_certificate(const StaffCheck& check, const JudgeContext& context) {
  const Rule& rule = kHealthCertificateRule;
  const Judge judge(context.limits);
  if (!check.health_certificate_valid_to)
    return judge.missing(rule, Reason::kHealthCertificateMissing);

  const auto month = context.date.year() / context.date.month();
  if (*check.health_certificate_valid_to < month) {
    return judge.breach(rule, Reason::kHealthCertificateExpired);
  }
  // Only the month is public (domain rules of privacy): on which of its days it ends is not known
  // here.
  if (*check.health_certificate_valid_to == month) {
    return judge.unclear(rule, Reason::kHealthCertificateEndsThisMonth);
  }
  return judge.pass(rule);
}

StorageLimits storage_limits(StorageKind kind) {
  switch (kind) {
    case StorageKind::kRefrigerator:
      return {.lowest = &kRefrigeratorLowest, .highest = &kRefrigeratorHighest};
    case StorageKind::kFreezer:
      return {.lowest = nullptr, .highest = &kFreezerHighest};
    case StorageKind::kColdDishRoom:
      return {.lowest = nullptr, .highest = &kColdDishRoomHighest};
    case StorageKind::kHotHolding:
      return {.lowest = &kHotHoldingLowest, .highest = nullptr};
  }
  return {};
}

namespace {

/// A reading outside its limit: a breach once it has lasted longer than an open door would.
Judgement judge_excursion(const StorageReading& reading, const JudgeContext& context,
                          const Judgement& outside) {
  // Nobody says since when: then nothing speaks for a door that was open.
  if (!reading.out_of_limit_since) return outside;
  // Only what was measured counts: nobody knows the time since the newest reading.
  const double lasted_min = minutes_between(*reading.out_of_limit_since, *reading.measured_at);
  if (lasted_min >= context.limits.excursion_dwell_min) return outside;
  Judgement shortly = outside;
  shortly.verdict = Verdict::kCannotJudge;
  shortly.reason = Reason::kOutOfLimitShortly;
  return shortly;
}

/// The first step: whether the reading is one that anything can be said about.
std::optional<Judgement> find_unusable(const StorageReading& reading, const Rule& rule,
                                       const JudgeContext& context) {
  const Judge judge(context.limits);
  if (!reading.temperature_c) return judge.missing(rule, Reason::kTemperatureMissing);
  const double value = *reading.temperature_c;
  if (value < kPlausibleLowest_c || value > kPlausibleHighest_c) {
    return judge.unclear(rule, Reason::kReadingImplausible, value);
  }
  if (!reading.measured_at) return judge.unclear(rule, Reason::kTimeMissing);
  if (is_future(*reading.measured_at, context)) return judge.unclear(rule, Reason::kTimeImpossible);
  const double age_min = minutes_between(*reading.measured_at, context.now);
  if (age_min > context.limits.reading_age_min) {
    return Judgement{Verdict::kCannotJudge, Reason::kReadingTooOld, &kReadingAge, age_min,
                     context.limits.reading_age_min};
  }
  return std::nullopt;
}

}  // namespace

Judgement judge_storage(const StorageReading& reading, const JudgeContext& context) {
  const StorageLimits limits = storage_limits(reading.kind);
  const Judge judge(context.limits);
  const Rule& rule = limits.highest != nullptr ? *limits.highest : *limits.lowest;
  if (const auto unusable = find_unusable(reading, rule, context)) return *unusable;

  const double value = *reading.temperature_c;
  if (limits.lowest != nullptr && value < judge.limit(*limits.lowest)) {
    return judge_excursion(reading, context,
                           judge.breach(*limits.lowest, Reason::kTemperatureTooLow, value));
  }
  if (limits.highest != nullptr && value > judge.limit(*limits.highest)) {
    return judge_excursion(reading, context,
                           judge.breach(*limits.highest, Reason::kTemperatureTooHigh, value));
  }
  return judge.pass(rule, value);
}

Judgement judge_waste(const WasteRecord& waste, const JudgeContext& context) {
  const Rule& rule = kWasteRule;
  const Judge judge(context.limits);
  if (waste.collected_at && is_future(*waste.collected_at, context)) {
    return judge.unclear(rule, Reason::kTimeImpossible);
  }
  if (!waste.collected_at) return judge.missing(rule, Reason::kTimeMissing);
  if (waste.kind.empty()) return judge.missing(rule, Reason::kKindMissing);
  if (!waste.amount_kg) return judge.missing(rule, Reason::kAmountMissing);
  if (waste.collector.empty()) return judge.missing(rule, Reason::kCollectorMissing);
  return judge.pass(rule, *waste.amount_kg);
}

Judgement judge_licence(const Licence& licence, const JudgeContext& context) {
  const Rule& rule = kLicenceRule;
  const Judge judge(context.limits);
  if (licence.valid_until && *licence.valid_until < context.date) {
    return judge.breach(rule, Reason::kLicenceExpired);
  }
  if (licence.number.empty() || !licence.valid_until)
    return judge.missing(rule, Reason::kLicenceMissing);
  return judge.pass(rule);
}

}  // namespace sunhall
