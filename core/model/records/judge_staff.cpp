#include <algorithm>

#include "core/model/judge.h"
#include "core/model/records/judge_record.h"
#include "core/model/records/shift_worker.h"

namespace sunhall {

using namespace judge;

namespace {

/// In time, and after a clearance if there had to be one.
Judgement judge_presence(const Entry<MorningCheckBody>& check, const RecordContext& context) {
  const auto* person = find_thing(context.book.people, check.body.person);
  StaffCheck row{.name = {},
                 .job = {},
                 .health_certificate_valid_to = {},
                 .outcome = check.body.outcome,
                 .checked_at = context.clock().at_home(check.body.checked_at),
                 .shift_starts_at = {}};
  if (person != nullptr && person->body.shift_starts) {
    row.shift_starts_at = context.clock().on(check.meta.day, *person->body.shift_starts);
  }
  JudgeContext of_its_day = context.judge();
  of_its_day.date = check.meta.day;
  const Judgement judgement = judge_check(row, of_its_day);
  // To send somebody off post is what the rule asks for; that nobody may count it as a pass on
  // shift, judge_check says to the public.
  if (judgement.reason == Reason::kOffPost) return Judge(context.limits).pass(kMorningCheckRule);
  if (judgement.verdict != Verdict::kPass && judgement.reason != Reason::kCheckedAfterShiftStart) {
    return judgement;
  }
  const Entry<MorningCheckBody>* off =
      find_off_post(context.book, check.body.person, time_of(check));
  if (off == nullptr || off->meta.thing == check.meta.thing) return judgement;
  return Judge(context.limits).breach(kSymptomRule, Reason::kNotCleared);
}

// 餐饮服务食品安全操作规范 2018: fever, diarrhoea, sore throat, an infected or open wound (also
// nausea, vomiting, jaundice, cough, eczema, scald): off post until cleared.
Judgement judge_symptoms(const MorningCheckBody& check, const Limits& limits) {
  const Judge judge(limits);
  if (!check.symptoms) return judge.missing(kSymptomRule, Reason::kSymptomsMissing);
  if (check.symptoms->empty()) return judge.pass(kSymptomRule);
  if (check.outcome == CheckOutcome::kOffPost) return judge.pass(kSymptomRule);
  if (check.outcome == CheckOutcome::kPassed) {
    return judge.breach(kSymptomRule, Reason::kPassedWithSymptoms);
  }
  return judge.unclear(kSymptomRule, Reason::kSymptoms);
}

Judgement judge_fever(const MorningCheckBody& check, double value, const Limits& limits) {
  const Judge judge(limits);
  // Common practice: 37.3 °C is a fever, what is under it is none.
  if (value < judge.limit(kFeverTemperature)) return judge.pass(kFeverTemperature, value);
  if (check.outcome == CheckOutcome::kOffPost) return judge.pass(kFeverTemperature, value);
  if (check.outcome == CheckOutcome::kPassed) {
    return judge.breach(kFeverTemperature, Reason::kPassedWithSymptoms, value);
  }
  return judge.unclear(kFeverTemperature, Reason::kFever, value);
}

Judgement judge_hygiene(const MorningCheckBody& check, const Limits& limits) {
  const Judge judge(limits);
  if (!check.hygiene) return judge.missing(kHygieneRule, Reason::kHygieneMissing);
  const Hygiene& seen = *check.hygiene;
  const auto items = {seen.cap,          seen.coat,        seen.mask,
                      seen.no_jewellery, seen.short_nails, seen.hands_washed};
  const auto is_broken = [](const auto& item) { return item && !*item; };
  if (std::any_of(items.begin(), items.end(), is_broken)) {
    return judge.breach(kHygieneRule, Reason::kHygieneBroken);
  }
  const auto is_missing = [](const auto& item) { return !item; };
  if (std::any_of(items.begin(), items.end(), is_missing)) {
    return judge.missing(kHygieneRule, Reason::kHygieneMissing);
  }
  return judge.pass(kHygieneRule);
}

/// How a paper stands by its last valid day: warned of at three distances, the nearest counts.
Judgement judge_paper(const Rule& rule, const Date& until, Reason expired,
                      const RecordContext& context) {
  const Judge judge(context.limits);
  const int left_d = days_between(context.book.date, until);
  if (left_d < 0) return judge.breach(rule, expired);
  for (const Rule* step : {&kExpiryLast, &kExpirySecond, &kExpiryFirst}) {
    if (left_d > judge.limit(*step)) continue;
    return {Verdict::kPass, Reason::kEndsSoon, &rule, static_cast<double>(left_d),
            judge.limit(*step)};
  }
  return judge.pass(rule, left_d);
}

/// The last day that a certificate made out today can be valid: a year on, less nothing.
Date year_later(const Date& day) {
  const Date same{day.year() + std::chrono::years(1), day.month(), day.day()};
  // Made out on a 29 February, it is valid through the next 28 February.
  return same.ok() ? same : Date(same.year() / same.month() / std::chrono::last);
}

}  // namespace

std::vector<Judgement> judge_morning_check(const Entry<MorningCheckBody>& check,
                                           const RecordContext& context) {
  std::vector<Judgement> judgements = {judge_presence(check, context),
                                       judge_symptoms(check.body, context.limits),
                                       judge_hygiene(check.body, context.limits)};
  // Fever is one of the symptoms that were looked for; the guide asks for no figure.
  if (check.body.temperature_c) {
    judgements.push_back(judge_fever(check.body, *check.body.temperature_c, context.limits));
  }
  return judgements;
}

bool is_sound_pass(const Entry<MorningCheckBody>& check, const RecordContext& context) {
  if (check.body.outcome != CheckOutcome::kPassed) return false;
  for (const Judgement& judgement : judge_morning_check(check, context)) {
    // To come late is told by the times, which are public.
    if (judgement.reason == Reason::kCheckedAfterShiftStart) continue;
    // A word without what it stands for is no pass: symptoms nobody wrote down were not looked for.
    const bool is_symptom_missing = judgement.reason == Reason::kSymptomsMissing;
    if (judgement.verdict == Verdict::kFail || is_symptom_missing) return false;
  }
  return true;
}

Judgement judge_certificate(const PersonBody& person, const RecordContext& context) {
  const Rule& rule = kHealthCertificateRule;
  const Judge judge(context.limits);
  const auto& until = person.health_certificate_until;
  if (!until) return judge.missing(rule, Reason::kHealthCertificateMissing);
  // 食品安全法 §45: valid for one year.
  if (*until > year_later(context.book.date)) return judge.unclear(rule, Reason::kValidTooLong);
  return judge_paper(rule, *until, Reason::kHealthCertificateExpired, context);
}

Judgement judge_supplier_licence(const SupplierBody& supplier, const RecordContext& context) {
  const Rule& rule = kSupplierLicenceRule;
  if (!supplier.licence_until) {
    return Judge(context.limits).missing(rule, Reason::kSupplierLicenceMissing);
  }
  return judge_paper(rule, *supplier.licence_until, Reason::kSupplierLicenceExpired, context);
}

}  // namespace sunhall
