#include "core/model/records/publish.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "core/model/public_text.h"
#include "core/model/records/find.h"
#include "core/model/records/finding_text.h"
#include "core/model/records/judge_record.h"
#include "core/model/records/public_form.h"
#include "core/model/records/shift_worker.h"
#include "core/model/records/sort_stably.h"
#include "core/model/today_json.h"

namespace sunhall {
namespace {

// Every text leaves through one of these three.
std::string label(std::string_view text) {
  return truncate_chars(make_public(text).text, kLabelCharsMax);
}
std::string note(std::string_view text) {
  return truncate_chars(make_public(text).text, kNoteCharsMax);
}
std::string staff_label(std::string_view text) {
  return truncate_chars(make_public_about_staff(text).text, kLabelCharsMax);
}

bool says_nothing(const DayBook& book, DaySection section) {
  return std::any_of(book.nothings.begin(), book.nothings.end(), [&](const auto& nothing) {
    return nothing.meta.day == book.date && nothing.body.section == section;
  });
}

/// A section of rows: absent if there are none and nobody said so.
template <class T>
Section<T> section_of(std::vector<T> rows, bool is_known_empty) {
  if (rows.empty() && !is_known_empty) return std::nullopt;
  if (rows.size() > kRowsMax) rows.resize(kRowsMax);
  return rows;
}

/// Orders by a time that may be missing: those without stand last.
template <class T>
void sort_by(std::vector<T>& rows, std::optional<ZonedTime> T::* time) {
  sort_stably(rows, [time](const T& a, const T& b) {
    if (!(a.*time) || !(b.*time)) return (a.*time).has_value() && !(b.*time).has_value();
    return (a.*time)->utc < (b.*time)->utc;
  });
}

Meal public_meal(const MealBody& body, const HomeClock& clock) {
  Meal meal{.name = label(body.name),
            .starts_at = clock.at_home(body.starts_at),
            .ends_at = clock.at_home(body.ends_at),
            .dishes = {}};
  if (!body.dishes) return meal;
  meal.dishes.emplace();
  for (const MealDish& dish : *body.dishes) {
    meal.dishes->push_back({.name = label(dish.name), .note = note(dish.note)});
  }
  return meal;
}

Section<Meal> public_meals(const DayBook& book, const HomeClock& clock) {
  std::vector<Meal> rows;
  for (const Entry<MealBody>& meal : book.meals) {
    if (meal.meta.day == book.date) rows.push_back(public_meal(meal.body, clock));
  }
  sort_by(rows, &Meal::starts_at);
  return section_of(std::move(rows), says_nothing(book, DaySection::kMeals));
}

/// Whether a meal of the day is made of the delivery.
bool is_used_today(const DayBook& book, const std::string& delivery) {
  for (const Entry<MealBody>& meal : book.meals) {
    if (meal.meta.day != book.date || !meal.body.dishes) continue;
    for (const MealDish& dish : *meal.body.dishes) {
      if (std::find(dish.used.begin(), dish.used.end(), delivery) != dish.used.end()) return true;
    }
  }
  return false;
}

Ingredient public_ingredient(const DeliveryBody& body, const DayBook& book,
                             const HomeClock& clock) {
  Ingredient row = to_ingredient(body, book, clock);
  row.name = label(row.name);
  row.specification = label(row.specification);
  row.unit = label(row.unit);
  row.origin = label(row.origin);
  row.supplier = label(row.supplier);
  row.batch = label(row.batch);
  return row;
}

/// What came on the day, and what the day's meals are made of.
Section<Ingredient> public_ingredients(const DayBook& book, const HomeClock& clock) {
  std::vector<Ingredient> rows;
  for (const Entry<DeliveryBody>& delivery : book.deliveries) {
    if (delivery.meta.day != book.date && !is_used_today(book, delivery.meta.thing)) continue;
    rows.push_back(public_ingredient(delivery.body, book, clock));
  }
  return section_of(std::move(rows), says_nothing(book, DaySection::kDeliveries));
}

PublicName public_name(const PersonBody& person, const ZonedTime& now) {
  if (person.consent) {
    if (auto name = PublicName::with_consent(person.name, *person.consent, now)) return *name;
  }
  return PublicName::masked(person.name);
}

StaffCheck public_check(const ShiftWorker& worker, const RecordContext& context) {
  const PersonBody& person = worker.person->body;
  StaffCheck row{.name = public_name(person, context.now),
                 .job = staff_label(person.job),
                 .health_certificate_valid_to = {},
                 .outcome = CheckOutcome::kNotRecorded,
                 .checked_at = {},
                 .shift_starts_at = worker.shift_starts_at};
  if (const auto& until = person.health_certificate_until) {
    row.health_certificate_valid_to = until->year() / until->month();
  }
  if (worker.check == nullptr) return row;
  const MorningCheckBody& check = worker.check->body;
  const bool is_cleared = check.outcome == CheckOutcome::kOffPost && worker.off_post == nullptr;
  if (check.outcome == CheckOutcome::kOffPost) {
    row.outcome = is_cleared ? CheckOutcome::kPassed : CheckOutcome::kOffPost;
  } else if (is_sound_pass(*worker.check, context)) {
    // A pass that its own record speaks against is none; why, is nobody's business here.
    row.outcome = CheckOutcome::kPassed;
  }
  if (row.outcome != CheckOutcome::kNotRecorded) {
    row.checked_at = context.clock().at_home(check.checked_at);
  }
  return row;
}

Section<StaffCheck> public_checks(const RecordContext& context) {
  std::vector<StaffCheck> rows;
  for (const ShiftWorker& worker : workers_of(context.book, context.clock())) {
    rows.push_back(public_check(worker, context));
  }
  return section_of(std::move(rows), !context.book.people.empty());
}

Section<DisinfectionCycle> public_cycles(const DayBook& book, const HomeClock& clock) {
  std::vector<DisinfectionCycle> rows;
  for (const Entry<DisinfectionBody>& cycle : book.disinfections) {
    if (cycle.meta.day != book.date) continue;
    rows.push_back(to_cycle(cycle.body, clock));
    rows.back().what = label(rows.back().what);
  }
  sort_by(rows, &DisinfectionCycle::started_at);
  return section_of(std::move(rows), says_nothing(book, DaySection::kDisinfections));
}

Section<StorageReading> public_readings(const DayBook& book, const HomeClock& clock) {
  std::vector<StorageReading> rows;
  for (const Entry<StoreBody>& store : book.stores) {
    rows.push_back(to_reading(store, book, clock));
    rows.back().name = label(rows.back().name);
  }
  return section_of(std::move(rows), false);
}

Section<FoodSample> public_samples(const DayBook& book, const HomeClock& clock) {
  std::vector<FoodSample> rows;
  for (const Entry<SampleBody>& sample : book.samples) {
    const auto* meal = find_thing(book.meals, sample.body.meal);
    const Date day = meal == nullptr ? sample.meta.day : meal->meta.day;
    if (day != book.date) continue;
    rows.push_back(to_sample(sample.body, book, clock));
    rows.back().dish = label(rows.back().dish);
    rows.back().meal = label(rows.back().meal);
  }
  sort_by(rows, &FoodSample::taken_at);
  return section_of(std::move(rows), false);
}

Section<WasteRecord> public_waste(const DayBook& book, const HomeClock& clock) {
  std::vector<WasteRecord> rows;
  for (const Entry<WasteBody>& waste : book.waste) {
    if (waste.meta.day != book.date) continue;
    rows.push_back(to_waste(waste.body, clock));
    rows.back().kind = label(rows.back().kind);
    rows.back().collector = label(rows.back().collector);
  }
  sort_by(rows, &WasteRecord::collected_at);
  return section_of(std::move(rows), says_nothing(book, DaySection::kWaste));
}

Section<Notice> public_notices(const DayBook& book, const HomeClock& clock) {
  std::vector<Notice> rows;
  for (const Entry<NoticeBody>& notice : book.notices) {
    const NoticeBody& body = notice.body;
    if (body.until && body.until->utc <= clock.now.utc) continue;
    rows.push_back({.text = note(body.text),
                    .level = body.level,
                    .from = clock.at_home(body.from),
                    .until = clock.at_home(body.until)});
  }
  return section_of(std::move(rows), says_nothing(book, DaySection::kNotices));
}

/// Whether the book holds anything that the rules could have looked at.
bool is_blank(const DayBook& book) {
  return book.people.empty() && book.stores.empty() && book.meals.empty() &&
         book.deliveries.empty() && book.disinfections.empty() && book.samples.empty() &&
         book.waste.empty();
}

std::optional<Licence> public_licence(const std::optional<Licence>& licence) {
  if (!licence) return std::nullopt;
  Licence made = *licence;
  made.number = label(made.number);
  made.grade = label(made.grade);
  made.complaint_line = label(made.complaint_line);
  return made;
}

}  // namespace

Today publish(const DayBook& book, const PublishInput& input) {
  const HomeClock clock{input.now};
  const RecordContext context{.book = book, .limits = input.limits, .now = input.now};
  Today today{.is_sample = input.is_sample,
              .date = book.date,
              .as_of = input.now,
              .home = label(input.home),
              .canteen = label(input.canteen),
              .meals = public_meals(book, clock),
              .ingredients = public_ingredients(book, clock),
              .staff_checks = public_checks(context),
              .disinfections = public_cycles(book, clock),
              .storage_readings = public_readings(book, clock),
              .food_samples = public_samples(book, clock),
              .waste = public_waste(book, clock),
              .notices = public_notices(book, clock),
              .warnings = {},
              .licence = public_licence(input.licence),
              .limits = public_limits(input.limits)};
  // No warnings about nothing would read like "all is well".
  if (!is_blank(book)) today.warnings = public_warnings(find(book, input.limits, input.now));
  return today;
}

}  // namespace sunhall
