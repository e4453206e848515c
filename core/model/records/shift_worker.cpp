#include "core/model/records/shift_worker.h"

#include <algorithm>

namespace sunhall {
namespace {

const Entry<MorningCheckBody>* find_check(const DayBook& book, const Entry<PersonBody>& person) {
  const Entry<MorningCheckBody>* newest = nullptr;
  for (const Entry<MorningCheckBody>& check : book.morning_checks) {
    if (check.meta.day != book.date || check.body.person != person.meta.thing) continue;
    if (newest == nullptr || time_of(check).utc >= time_of(*newest).utc) newest = &check;
  }
  return newest;
}

bool is_absent(const DayBook& book, const Entry<PersonBody>& person) {
  return std::any_of(book.absences.begin(), book.absences.end(), [&](const auto& absence) {
    return absence.meta.day == book.date && absence.body.person == person.meta.thing;
  });
}

bool is_on_shift(const DayBook& book, const Entry<PersonBody>& person) {
  if (person.body.left_on && *person.body.left_on <= book.date) return false;
  if (person.meta.day > book.date) return false;
  // ISO encoding: Monday is 1, Sunday 7.
  const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(book.date)).iso_encoding();
  if (person.body.works && !(*person.body.works)[weekday - 1]) return false;
  return !is_absent(book, person);
}

bool is_cleared(const DayBook& book, const Entry<MorningCheckBody>& off, const ZonedTime& until) {
  return std::any_of(book.clearances.begin(), book.clearances.end(), [&](const auto& clearance) {
    const ZonedTime at = clearance.body.cleared_at.value_or(clearance.meta.made_at);
    return clearance.body.person == off.body.person && at.utc >= time_of(off).utc &&
           at.utc <= until.utc;
  });
}

}  // namespace

ZonedTime time_of(const Entry<MorningCheckBody>& check) {
  return check.body.checked_at.value_or(check.meta.made_at);
}

const Entry<MorningCheckBody>* find_off_post(const DayBook& book, std::string_view person,
                                             const ZonedTime& moment) {
  const Entry<MorningCheckBody>* newest = nullptr;
  for (const Entry<MorningCheckBody>& check : book.morning_checks) {
    if (check.body.person != person || check.body.outcome != CheckOutcome::kOffPost) continue;
    if (time_of(check).utc > moment.utc) continue;
    if (newest == nullptr || time_of(check).utc >= time_of(*newest).utc) newest = &check;
  }
  if (newest != nullptr && is_cleared(book, *newest, moment)) return nullptr;
  return newest;
}

std::vector<ShiftWorker> workers_of(const DayBook& book, const HomeClock& clock) {
  std::vector<ShiftWorker> workers;
  for (const Entry<PersonBody>& person : book.people) {
    ShiftWorker worker{.person = &person,
                       .check = find_check(book, person),
                       .off_post = nullptr,
                       .shift_starts_at = {},
                       .is_due = is_on_shift(book, person)};
    if (!worker.is_due && worker.check == nullptr) continue;
    if (person.body.shift_starts) {
      worker.shift_starts_at = clock.on(book.date, *person.body.shift_starts);
    }
    worker.off_post =
        find_off_post(book, person.meta.thing,
                      std::min(clock.now, clock.end_of(book.date),
                               [](const auto& a, const auto& b) { return a.utc < b.utc; }));
    workers.push_back(worker);
  }
  const auto key = [](const ShiftWorker& worker) {
    return std::pair(worker.person->body.shift_starts.value_or(std::chrono::hours(24)),
                     worker.person->meta.seq);
  };
  std::sort(workers.begin(), workers.end(),
            [&key](const ShiftWorker& a, const ShiftWorker& b) { return key(a) < key(b); });
  return workers;
}

}  // namespace sunhall
