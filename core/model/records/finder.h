// Collects what the rules say of a day; used by find.cpp and its parts only.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/records/finding.h"
#include "core/model/records/judge_record.h"

namespace sunhall {

/// What a finding is about, in the words of its key and of its sentence.
struct FindingAbout {
  std::string thing;
  std::string subject;
  std::string detail;
  std::optional<ZonedTime> since;
  std::optional<ZonedTime> due;
};

class Finder {
 public:
  explicit Finder(const RecordContext& about_day) : context(about_day), clock(about_day.clock()) {}

  const RecordContext& context;
  const HomeClock clock;

  /// Adds a finding whose key is the kind's word and these parts.
  Finding& add(FindingKind kind, const Judgement& judgement, FindingAbout about,
               std::initializer_list<std::string_view> key_parts);
  std::vector<Finding> take() { return std::move(found_); }

  const DayBook& book() const { return context.book; }
  std::string day_word() const { return format_date(context.book.date); }
  bool has_come(const ZonedTime& time) const { return time.utc <= clock.now.utc; }
  bool is_over() const { return has_come(clock.end_of(context.book.date)); }

 private:
  std::vector<Finding> found_;
};

/// A short word for a text that has no id, such as a dish's name: the same text, the same word.
std::string key_word(std::string_view text);

// One part of the rules each.
void find_in_staff(Finder& finder);
void find_in_meals(Finder& finder);
void find_in_samples(Finder& finder);
void find_in_disinfections(Finder& finder);
void find_in_goods(Finder& finder);
void find_in_stores(Finder& finder);
void find_in_waste(Finder& finder);

}  // namespace sunhall
