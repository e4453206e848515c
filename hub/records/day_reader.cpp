#include "hub/records/day_reader.h"

#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "hub/records/body_facts.h"
#include "hub/records/entry_row.h"

namespace sunhall {
namespace {

/// How far a day's book reaches back for a kind.
struct Window {
  RecordKind kind;
  std::chrono::days days;
};

constexpr std::array kWindows = {
    Window{RecordKind::kMorningCheck, kBookChecks}, Window{RecordKind::kClearance, kBookStaff},
    Window{RecordKind::kMeal, kBookMeals},          Window{RecordKind::kSample, kBookSamples},
    Window{RecordKind::kFindingStep, kBookSteps},   Window{RecordKind::kNotice, kBookNotices},
};

/// Fills one book.
class Filler {
 public:
  Filler(LedgerReader& ledger, const Date& date, const Limits& limits)
      : database_(ledger.database()),
        bodies_(ledger.bodies()),
        warned_(static_cast<int>(std::ceil(limits.shelf_life_warning_d))) {
    book_.date = date;
  }

  Result<DayBook> fill() {
    const std::string date = format_date(book_.date);
    auto done = add(kMasters);
    if (done) done = add(kDay, date);
    for (const Window& window : kWindows) {
      if (!done) break;
      done = add(kBefore, kind_word(window.kind), before(window.days), date);
    }
    if (done) done = add(kOffPost, before(kBookStaff), before(kBookChecks));
    if (done) done = add(kEnding, before(kBookEnded), before(-warned_), date);
    if (done) done = add_used();
    if (done) done = add_same_batches();
    if (!done) return tl::unexpected<Error>(done.error());
    return std::move(book_);
  }

 private:
  static const std::string kHeads;
  static const std::string kMasters;
  static const std::string kDay;
  static const std::string kBefore;
  static const std::string kOffPost;
  static const std::string kEnding;
  static const std::string kUsed;
  static const std::string kSameBatch;

  /// So many days before the book's, as SQL compares it.
  std::string before(std::chrono::days days) const {
    return format_date(Date(std::chrono::sys_days(book_.date) - days));
  }

  /// A head by its number; what else the rules want of it is read only if it was never read.
  struct Found {
    std::int64_t seq = 0;
    std::int64_t version_count = 0;
    bool is_corrected = false;
  };

  template <class... Values>
  Result<void> add(std::string_view sql, const Values&... values) {
    std::vector<Found> found;
    const auto read = database_.each(
        sql,
        [&](const Statement& row) -> Result<void> {
          found.push_back({row.int_at(0), row.int_at(1), row.int_at(2) != 0});
          return {};
        },
        values...);
    if (!read) return read;
    for (const Found& one : found) {
      const auto added = add_one(one);
      if (!added) return added;
    }
    return {};
  }

  Result<void> add_one(const Found& found) {
    if (!seen_.insert(found.seq).second) return {};
    auto cached = bodies_.find(found.seq);
    if (!cached) {
      auto entry = read_entry(found);
      if (!entry) return tl::unexpected<Error>(entry.error());
      // Erased ones are older than any window; a day of years ago is read all the same.
      if (!entry->body) return {};
      auto added = bodies_.add(*entry);
      if (!added) return tl::unexpected<Error>(added.error());
      cached = *added;
    }
    put_entry(book_, cached->meta, cached->body);
    return {};
  }

  Result<StoredEntry> read_entry(const Found& found) {
    static const std::string kSql =
        "SELECT " + std::string(kEntryColumns) +
        " FROM entry AS e LEFT JOIN body AS b USING (seq) WHERE e.seq = ?";
    Result<StoredEntry> entry = fail(ErrorKind::kInternal, "a head has no entry");
    const auto read = database_.first(
        kSql, [&](const Statement& row) { entry = read_entry_row(row); }, found.seq);
    if (!read) return tl::unexpected<Error>(read.error());
    if (entry) {
      entry->version_count = static_cast<int>(found.version_count);
      entry->is_corrected = found.is_corrected;
    }
    return entry;
  }

  /// However old they are: what a meal was made of belongs to it.
  Result<void> add_used() {
    std::vector<std::string> meals;
    for (const auto& meal : book_.meals)
      if (meal.meta.day == book_.date) meals.push_back(meal.meta.thing);
    for (const std::string& meal : meals) {
      const auto done = add(kUsed, meal);
      if (!done) return done;
    }
    return {};
  }

  /// However old they are: a batch that came before is looked at again.
  Result<void> add_same_batches() {
    std::set<std::string> batches;
    for (const auto& delivery : book_.deliveries)
      if (delivery.meta.day == book_.date && !delivery.body.batch.empty())
        batches.insert(fold_key(delivery.body.batch));
    for (const std::string& batch : batches) {
      const auto done = add(kSameBatch, batch, format_date(book_.date));
      if (!done) return done;
    }
    return {};
  }

  PreparedDatabase& database_;
  BodyCache& bodies_;
  const std::chrono::days warned_;  // before the end of a shelf life
  DayBook book_;
  std::set<std::int64_t> seen_;
};

const std::string Filler::kHeads = "SELECT h.seq, h.version_count, h.is_corrected FROM head AS h ";
const std::string Filler::kMasters =
    kHeads +
    "WHERE h.is_withdrawn = 0 AND h.kind IN ('person', 'supplier', 'product', 'dish', 'store') "
    "ORDER BY h.thing";
const std::string Filler::kDay =
    kHeads +
    "WHERE h.is_withdrawn = 0 AND h.day = ? AND h.kind NOT IN ('seal', 'erasure') "
    "ORDER BY h.thing";
// Answered by head_by_kind alone.
const std::string Filler::kBefore =
    kHeads +
    "WHERE h.is_withdrawn = 0 AND h.kind = ? AND h.day >= ? AND h.day < ? ORDER BY h.day, h.seq";
// Bodies are canonical JSON: inside a text this could not stand, its quotation marks would be
// escaped.
const std::string Filler::kOffPost =
    kHeads +
    "JOIN body AS b ON b.seq = h.seq WHERE h.is_withdrawn = 0 AND h.kind = 'morning_check' "
    "AND h.day >= ? AND h.day < ? AND instr(b.json, '\"outcome\":\"off_post\"') > 0 "
    "ORDER BY h.day, h.seq";
const std::string Filler::kEnding =
    kHeads +
    "WHERE h.is_withdrawn = 0 AND h.keep_rule = 'shelf_life' AND h.keep_from BETWEEN ? AND ? "
    "AND h.day < ? ORDER BY h.day, h.thing";
// The pluses keep SQLite from walking through all deliveries of all days: it goes by `thing`.
const std::string Filler::kUsed =
    kHeads +
    "WHERE h.is_withdrawn = 0 AND +h.kind = 'delivery' AND h.thing IN (SELECT first.seq "
    "FROM entry AS meal JOIN search_key AS k ON k.thing = meal.seq AND k.role = 'used' "
    "JOIN entry AS first ON first.id = k.value WHERE meal.id = ?) ORDER BY h.thing";
const std::string Filler::kSameBatch =
    kHeads +
    "WHERE h.thing IN (SELECT thing FROM search_key WHERE role = 'batch' AND value = ?) "
    "AND h.is_withdrawn = 0 AND +h.kind = 'delivery' AND +h.day <= ? ORDER BY h.thing";

}  // namespace

Result<DayBook> read_day_book(LedgerReader& ledger, const Date& date, const Limits& limits) {
  if (!date.ok()) return fail(ErrorKind::kBadInput, "日期不对 · date: must be yyyy-mm-dd");
  return Filler(ledger, date, limits).fill();
}

}  // namespace sunhall
