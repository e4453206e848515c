#include <algorithm>
#include <set>

#include "core/model/judge.h"
#include "core/model/records/finder.h"
#include "core/model/records/shift_worker.h"

namespace sunhall {
namespace {

using judge::Judge;

/// Judges what stands in the day's check of one worker.
void find_in_check(Finder& finder, const ShiftWorker& worker) {
  const Entry<MorningCheckBody>& check = *worker.check;
  const std::string& person = worker.person->meta.thing;
  const FindingAbout about{.thing = person,
                           .subject = worker.person->body.name,
                           .detail = {},
                           .since = time_of(check),
                           .due = {}};
  const auto judgements = judge_morning_check(check, finder.context);
  const Judgement* contradiction = nullptr;
  for (const Judgement& judgement : judgements) {
    if (judgement.reason == Reason::kCheckedAfterShiftStart) {
      finder.add(FindingKind::kCheckLate, judgement, about, {finder.day_word(), person});
    } else if (judgement.reason == Reason::kHygieneBroken) {
      finder.add(FindingKind::kHygieneBroken, judgement, about, {finder.day_word(), person});
    } else if (judgement.reason == Reason::kPassedWithSymptoms && contradiction == nullptr) {
      contradiction = &judgement;
    }
  }
  if (contradiction != nullptr) {
    finder.add(FindingKind::kCheckContradicts, *contradiction, about, {finder.day_word(), person});
  }
}

void find_missing_check(Finder& finder, const ShiftWorker& worker) {
  const std::string& person = worker.person->meta.thing;
  Judgement judgement =
      Judge(finder.context.limits).missing(kMorningCheckRule, Reason::kCheckMissing);
  if (worker.check != nullptr && worker.check->body.outcome != CheckOutcome::kNotRecorded) {
    const auto judgements = judge_morning_check(*worker.check, finder.context);
    const auto silent = std::ranges::find(judgements, Reason::kSymptomsMissing, &Judgement::reason);
    const bool is_bare_pass =
        worker.check->body.outcome == CheckOutcome::kPassed && silent != judgements.end();
    judgement = is_bare_pass ? *silent : judgements.front();
    const bool is_told = judgement.verdict == Verdict::kPass || judgement.verdict == Verdict::kFail;
    if (is_told) return;
  } else if (!worker.is_due) {
    return;
  }
  finder.add(FindingKind::kCheckMissing, judgement,
             {.thing = person,
              .subject = worker.person->body.name,
              .detail = {},
              .since = {},
              .due = worker.shift_starts_at.value_or(finder.clock.end_of(finder.book().date))},
             {finder.day_word(), person});
}

struct Act {
  std::string_view person;
  std::optional<ZonedTime> at;
};

/// What people wrote down that they did on the day.
std::vector<Act> acts_of(const DayBook& book) {
  std::vector<Act> acts;
  for (const auto& sample : book.samples) {
    acts.push_back({sample.body.person, sample.body.taken_at});
    acts.push_back({sample.body.discarded_by, sample.body.discarded_at});
  }
  for (const auto& cycle : book.disinfections) {
    acts.push_back({cycle.body.person, cycle.body.started_at});
  }
  for (const auto& waste : book.waste) {
    acts.push_back({waste.body.person, waste.body.collected_at});
  }
  return acts;
}

/// When somebody who was off post, and not cleared, did something or passed a check.
std::optional<ZonedTime> worked_off_post_at(const Finder& finder, std::string_view person) {
  std::optional<ZonedTime> first;
  const auto look_at = [&](const ZonedTime& at) {
    if (finder.clock.date_of(at) != finder.book().date) return;
    if (find_off_post(finder.book(), person, at) == nullptr) return;
    if (!first || at.utc < first->utc) first = at;
  };
  for (const Act& act : acts_of(finder.book())) {
    if (act.person == person && act.at) look_at(*act.at);
  }
  for (const auto& check : finder.book().morning_checks) {
    const bool passed = check.body.outcome == CheckOutcome::kPassed;
    if (passed && check.body.person == person) look_at(time_of(check));
  }
  return first;
}

void find_off_post_work(Finder& finder, const Entry<PersonBody>& person) {
  const auto at = worked_off_post_at(finder, person.meta.thing);
  if (!at) return;
  finder.add(FindingKind::kWorksOffPost,
             Judge(finder.context.limits).breach(kSymptomRule, Reason::kNotCleared),
             {.thing = person.meta.thing,
              .subject = person.body.name,
              .detail = {},
              .since = at,
              .due = {}},
             {finder.day_word(), person.meta.thing});
}

void find_in_certificate(Finder& finder, const Entry<PersonBody>& person) {
  const Judgement judgement = judge_certificate(person.body, finder.context);
  const auto& until = person.body.health_certificate_until;
  const FindingAbout about{.thing = person.meta.thing,
                           .subject = person.body.name,
                           .detail = until ? format_date(*until) : std::string(),
                           .since = {},
                           .due = {}};
  const std::string& thing = person.meta.thing;
  if (judgement.verdict == Verdict::kFail) {
    finder.add(FindingKind::kCertificateExpired, judgement, about, {thing, about.detail});
  } else if (judgement.reason == Reason::kEndsSoon) {
    // A nearer distance is a new finding: it was not dealt with when the farther one was closed.
    const std::string distance = std::to_string(static_cast<int>(judgement.limit));
    finder.add(FindingKind::kCertificateEnding, judgement, about, {thing, about.detail, distance});
  } else if (judgement.verdict != Verdict::kPass) {
    finder.add(FindingKind::kCertificateMissing, judgement, about, {thing});
  }
}

}  // namespace

void find_in_staff(Finder& finder) {
  for (const ShiftWorker& worker : workers_of(finder.book(), finder.clock)) {
    find_missing_check(finder, worker);
    if (worker.check != nullptr) find_in_check(finder, worker);
  }
  for (const Entry<PersonBody>& person : finder.book().people) {
    find_off_post_work(finder, person);
    const auto& left_on = person.body.left_on;
    const bool is_here =
        person.meta.day <= finder.book().date && !(left_on && *left_on <= finder.book().date);
    if (is_here) find_in_certificate(finder, person);
  }
}

}  // namespace sunhall
