// Who works on a day, and how the morning check of each stands.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/model/records/day_book.h"
#include "core/model/records/home_time.h"

namespace sunhall {

/// One person on a day. Pointers lead into the book.
struct ShiftWorker {
  const Entry<PersonBody>* person = nullptr;          // never null
  const Entry<MorningCheckBody>* check = nullptr;     // the day's newest; null: not recorded
  const Entry<MorningCheckBody>* off_post = nullptr;  // the newest that was not cleared since
  std::optional<ZonedTime> shift_starts_at;
  bool is_due = false;  // on shift: a check is expected
};

/// When a check was taken; when it was written down, if it does not say.
ZonedTime time_of(const Entry<MorningCheckBody>& check);

/// Everybody who is on shift, and whoever was checked although not; in the order of shifts.
///
/// Shape:   not on shift: who has left, was entered after the day, has the weekday off, or is
///          absent.
std::vector<ShiftWorker> workers_of(const DayBook& book, const HomeClock& clock);

/// The newest check off post before `moment` that no clearance up to then has ended, or null.
const Entry<MorningCheckBody>* find_off_post(const DayBook& book, std::string_view person,
                                             const ZonedTime& moment);

}  // namespace sunhall
