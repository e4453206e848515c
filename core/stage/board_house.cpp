// Panels about people, equipment and papers: staff, disinfection, storage, warnings, licence.
#include "core/stage/board_rows.h"
#include "core/stage/reason_words.h"
#include "core/stage/strings.h"

namespace sunhall::board {
namespace {

std::string month_text(const std::chrono::year_month& month) {
  return format_date(month / std::chrono::day(1)).substr(0, 7);
}

Say method_words(DisinfectionMethod method) {
  switch (method) {
    case DisinfectionMethod::kSteam:
      return Say::kSteam;
    case DisinfectionMethod::kBoil:
      return Say::kBoiling;
    case DisinfectionMethod::kInfrared:
      return Say::kInfrared;
    case DisinfectionMethod::kChlorine:
      return Say::kChlorine;
    case DisinfectionMethod::kDishwasher:
      return Say::kDishwasher;
  }
  return Say::kSteam;
}

// A worker is fit when both the morning check and the health certificate are in order.
Row staff_row(const StaffCheck& worker, const Context& context) {
  const Language language = context.language;
  Judgement judgement = judge_check(worker, context.judge);
  if (judgement.verdict == Verdict::kPass) {
    const Judgement certificate = judge_health_certificate(worker, context.judge);
    if (certificate.verdict != Verdict::kPass) judgement = certificate;
  }
  Row row;
  row.primary = worker.name.empty() ? worker.job : worker.name.text() + " " + worker.job;
  row.status = status_of(judgement, language);
  if (judgement.reason == Reason::kOffPost) {
    row.status = {Tone::kUnknown, std::string(say(Say::kOffPost, language))};
  }
  if (judgement.verdict == Verdict::kPass && worker.health_certificate_valid_to) {
    row.secondary =
        say(Say::kHealthCertificate, language, {month_text(*worker.health_certificate_valid_to)});
  } else {
    row.secondary = say_reason(judgement, language);
  }
  return row;
}

// The strip says what the rows say: a check of yesterday, or without a time, is none of today.
StaffCounts count_judged(const std::vector<StaffCheck>& workers, const Context& context) {
  StaffCounts counts = count_staff(workers);
  counts.checked = counts.passed = 0;
  for (const StaffCheck& worker : workers) {
    const Verdict verdict = judge_check(worker, context.judge).verdict;
    if (verdict == Verdict::kPass) ++counts.passed;
    if (verdict == Verdict::kPass || verdict == Verdict::kFail) ++counts.checked;
  }
  return counts;
}

// A span that began on another day carries that day: 20:00 was yesterday.
std::string dated_span(const std::optional<ZonedTime>& from, const std::optional<ZonedTime>& until,
                       const Context& context) {
  const std::string span = say_span(from, until);
  if (!from) return span;
  const Date day = to_local(*from).date;
  if (day == context.judge.date) return span;
  return short_day(day, context.judge.date, context.language) + " " + span;
}

std::string limit_text(StorageKind kind, const Limits& home) {
  const StorageLimits limits = storage_limits(kind);
  const auto figure = [&home](const Rule* rule) { return format_figure(limit_of(*rule, home), 1); };
  if (limits.lowest != nullptr && limits.highest != nullptr) {
    return figure(limits.lowest) + "–" + figure(limits.highest) + "°C";
  }
  if (limits.highest != nullptr) return "≤ " + figure(limits.highest) + "°C";
  if (limits.lowest != nullptr) return "≥ " + figure(limits.lowest) + "°C";
  return {};
}

Row paper_row(Say name, std::string value, Language language, bool recorded) {
  if (recorded) return {std::move(value), std::string(say(name, language)), {}, {}};
  return {std::string(say(name, language)),
          {},
          {},
          {Tone::kUnknown, std::string(say(Say::kNotRecorded, language))}};
}

}  // namespace

Rows staff_rows(const Context& context) {
  Rows made;
  if (!context.today.staff_checks) return made;
  made.recorded = true;
  const Language language = context.language;
  const StaffCounts counts = count_judged(*context.today.staff_checks, context);
  const auto figure = [&](Say name, int value, Tone tone) {
    made.figures.push_back({std::string(say(name, language)), std::to_string(value), tone});
  };
  figure(Say::kDue, counts.due, Tone::kNeutral);
  figure(Say::kChecked, counts.checked,
         counts.checked < counts.due ? Tone::kUnknown : Tone::kNeutral);
  figure(Say::kPassed, counts.passed, Tone::kNeutral);
  figure(Say::kOff, counts.off_post, counts.off_post > 0 ? Tone::kUnknown : Tone::kNeutral);
  for (const StaffCheck& worker : *context.today.staff_checks) {
    made.rows.push_back(staff_row(worker, context));
  }
  return made;
}

Rows disinfection_rows(const Context& context) {
  Rows made;
  if (!context.today.disinfections) return made;
  made.recorded = true;
  const Language language = context.language;
  for (const DisinfectionCycle& cycle : *context.today.disinfections) {
    const Judgement judgement = judge_disinfection(cycle, context.judge);
    std::string value;
    if (cycle.temperature_c) value = format_figure(*cycle.temperature_c, 0) + "°C";
    if (cycle.concentration_mg_l) value = format_figure(*cycle.concentration_mg_l, 0) + " mg/L";
    const std::string span = dated_span(cycle.started_at, cycle.ended_at, context);
    const bool calm =
        judgement.verdict == Verdict::kPass || judgement.reason == Reason::kStillRunning;
    const std::string method(say(method_words(cycle.method), language));
    made.rows.push_back({cycle.what,
                         calm ? join({span, method + (value.empty() ? "" : " " + value)})
                              : join({say_reason(judgement, language), span}),
                         {},
                         status_of(judgement, language)});
  }
  return made;
}

Rows storage_rows(const Context& context) {
  Rows made;
  if (!context.today.storage_readings) return made;
  made.recorded = true;
  const Language language = context.language;
  for (const StorageReading& reading : *context.today.storage_readings) {
    const Judgement judgement = judge_storage(reading, context.judge);
    Status status = status_of(judgement, language);
    if (judgement.verdict == Verdict::kPass) status.word = say(Say::kNormal, language);
    if (judgement.verdict == Verdict::kFail) status.word = say(Say::kOutOfLimit, language);
    const std::string limit =
        say(Say::kLimit, language, {limit_text(reading.kind, context.judge.limits)});
    const std::string at =
        reading.measured_at ? say(Say::kMeasuredAt, language, {format_hh_mm(*reading.measured_at)})
                            : std::string();
    const bool good = judgement.verdict == Verdict::kPass;
    made.rows.push_back(
        {reading.name, good ? join({limit, at}) : join({say_reason(judgement, language), at}),
         reading.temperature_c ? format_figure(*reading.temperature_c, 1) + "°C" : std::string(),
         std::move(status)});
  }
  return made;
}

Rows warning_rows(const Context& context) {
  Rows made;
  if (!context.today.warnings) return made;
  made.recorded = true;
  const Language language = context.language;
  for (const Warning& warning : *context.today.warnings) {
    const bool closed = warning.closed_at.has_value();
    made.rows.push_back({warning.text,
                         dated_span(warning.raised_at, warning.closed_at, context),
                         {},
                         {closed ? Tone::kGood : Tone::kBad,
                          std::string(say(closed ? Say::kClosed : Say::kOpen, language))}});
  }
  return made;
}

Rows licence_rows(const Context& context) {
  Rows made;
  const Licence* licence = context.today.licence ? &*context.today.licence : context.site_licence;
  if (licence == nullptr) return made;
  made.recorded = true;
  const Language language = context.language;
  made.rows.push_back(
      paper_row(Say::kLicenceNumber, licence->number, language, !licence->number.empty()));
  Row until = paper_row(Say::kLicenceUntil,
                        licence->valid_until ? format_date(*licence->valid_until) : std::string(),
                        language, licence->valid_until.has_value());
  if (licence->valid_until) {
    const Judgement judgement = judge_licence(*licence, context.judge);
    until.status = status_of(judgement, language);
    if (judgement.verdict == Verdict::kFail) until.status.word = say(Say::kExpired, language);
  }
  made.rows.push_back(std::move(until));
  made.rows.push_back(paper_row(Say::kGrade, licence->grade, language, !licence->grade.empty()));
  made.rows.push_back(paper_row(Say::kOfficer, licence->food_safety_officer.text(), language,
                                !licence->food_safety_officer.empty()));
  made.rows.push_back(paper_row(Say::kComplaint, licence->complaint_line, language,
                                !licence->complaint_line.empty()));
  return made;
}

}  // namespace sunhall::board
