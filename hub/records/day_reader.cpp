#include "hub/records/day_reader.h"

#include <array>
#include <set>
#include <utility>

#include "hub/records/head_rows.h"

namespace sunhall {
namespace {

/// How far a day's book reaches back for a kind.
struct Window {
  RecordKind kind;
  std::chrono::days days;
};

constexpr std::array kWindows = {
    Window{RecordKind::kMorningCheck, kBookStaff},  Window{RecordKind::kClearance, kBookStaff},
    Window{RecordKind::kDelivery, kBookDeliveries}, Window{RecordKind::kMeal, kBookMeals},
    Window{RecordKind::kSample, kBookSamples},      Window{RecordKind::kFindingStep, kBookSteps},
    Window{RecordKind::kNotice, kBookNotices},
};

/// Fills one book.
class Filler {
 public:
  Filler(LedgerReader& ledger, const Date& date)
      : database_(ledger.database()), bodies_(ledger.bodies()) {
    book_.date = date;
  }

  Result<DayBook> fill() {
    const std::string date = format_date(book_.date);
    auto done = add(kMasters);
    if (done) done = add(kDay, date);
    for (const Window& window : kWindows) {
      if (!done) break;
      const Date from = std::chrono::sys_days(book_.date) - window.days;
      done = add(kBefore, format_date(from), date, kind_word(window.kind));
    }
    if (done) done = add(kWithinShelfLife, date);
    if (done) done = add_used();
    if (!done) return tl::unexpected<Error>(done.error());
    return std::move(book_);
  }

 private:
  static const std::string kMasters;
  static const std::string kDay;
  static const std::string kBefore;
  static const std::string kWithinShelfLife;
  static const std::string kUsed;

  template <class... Values>
  Result<void> add(std::string_view sql, const Values&... values) {
    const auto rows = read_heads(database_, sql, values...);
    if (!rows) return tl::unexpected<Error>(rows.error());
    for (const StoredEntry& row : *rows) {
      const auto added = add_one(row);
      if (!added) return added;
    }
    return {};
  }

  Result<void> add_one(const StoredEntry& row) {
    // Erased ones are older than any window; a day of years ago is read all the same.
    if (!row.body || !seen_.insert(row.seq).second) return {};
    const auto body = bodies_.read(row);
    if (!body) return tl::unexpected<Error>(body.error());
    put_entry(book_, to_meta(row), **body);
    return {};
  }

  /// However old they are: what a meal was made of belongs to it.
  Result<void> add_used() {
    std::vector<std::string> meals;
    for (const auto& meal : book_.meals) meals.push_back(meal.meta.thing);
    for (const std::string& meal : meals) {
      const auto done = add(kUsed, meal);
      if (!done) return done;
    }
    return {};
  }

  PreparedDatabase& database_;
  BodyCache& bodies_;
  DayBook book_;
  std::set<std::int64_t> seen_;
};

const std::string Filler::kMasters =
    select_heads() +
    "WHERE h.is_withdrawn = 0 AND h.kind IN ('person', 'supplier', 'product', 'dish', 'store') "
    "ORDER BY h.thing";
const std::string Filler::kDay =
    select_heads() +
    "WHERE h.is_withdrawn = 0 AND h.day = ? AND h.kind NOT IN ('seal', 'erasure') "
    "ORDER BY h.thing";
const std::string Filler::kBefore =
    select_heads() +
    "WHERE h.is_withdrawn = 0 AND h.day >= ? AND h.day < ? AND h.kind = ? "
    "ORDER BY h.day, h.thing";
const std::string Filler::kWithinShelfLife =
    select_heads() +
    "WHERE h.is_withdrawn = 0 AND h.keep_rule = 'shelf_life' AND h.keep_from >= ?1 AND h.day < ?1 "
    "ORDER BY h.day, h.thing";
const std::string Filler::kUsed =
    select_heads() +
    "WHERE h.is_withdrawn = 0 AND h.kind = 'delivery' AND h.thing IN (SELECT first.seq "
    "FROM entry AS meal JOIN search_key AS k ON k.thing = meal.seq AND k.role = 'used' "
    "JOIN entry AS first ON first.id = k.value WHERE meal.id = ?) ORDER BY h.thing";

}  // namespace

RecordMeta to_meta(const StoredEntry& entry) {
  return {.id = entry.id,
          .thing = entry.thing,
          .seq = static_cast<std::uint64_t>(entry.seq),
          .day = entry.day,
          .made_at = entry.made_at,
          .received_at = {entry.received_at, entry.made_at.offset},
          .who = entry.who,
          .source = entry.source,
          .version_count = entry.version_count,
          .is_corrected = entry.is_corrected};
}

Result<DayBook> read_day_book(LedgerReader& ledger, const Date& date) {
  if (!date.ok()) return fail(ErrorKind::kBadInput, "日期不对 · date: must be yyyy-mm-dd");
  return Filler(ledger, date).fill();
}

}  // namespace sunhall
