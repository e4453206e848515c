#include "hub/records/eraser.h"

#include <string_view>
#include <utility>

#include "core/model/json_document.h"
#include "hub/records/schema.h"

namespace sunhall {

Date last_day_kept(const Date& today, std::chrono::months keep) {
  const Date day = today - keep;
  if (day.ok()) return day;
  return day.year() / day.month() / std::chrono::last;
}

Result<std::vector<Eraser::Due>> Eraser::find_due(const KeepingTimes& keeping, const Date& today,
                                                  std::size_t count_max) {
  std::vector<Due> due;
  const auto find = [&](KeepRule rule, std::chrono::months keep) {
    return database_.each(
        "SELECT thing, kind FROM head WHERE keep_rule = ? AND keep_from < ? AND kind != 'erasure' "
        "ORDER BY keep_from, thing LIMIT ?",
        [&](const Statement& row) -> Result<void> {
          due.push_back({row.int_at(0), row.text_at(1)});
          return {};
        },
        keep_word(rule), format_date(last_day_kept(today, keep)),
        std::uint64_t{count_max - due.size()});
  };
  auto found = find(KeepRule::kShelfLife, keeping.purchase_past_shelf_life);
  if (found) found = find(KeepRule::kPlain, keeping.others);
  if (!found) return tl::unexpected<Error>(found.error());
  return due;
}

Result<std::vector<std::int64_t>> Eraser::versions(const std::vector<Due>& things) {
  std::vector<std::int64_t> seqs;
  for (const Due& thing : things) {
    const auto read = database_.each(
        "SELECT v.seq FROM entry AS first JOIN entry AS v ON v.thing = first.thing "
        "WHERE first.seq = ? ORDER BY v.seq",
        [&](const Statement& row) -> Result<void> {
          seqs.push_back(row.int_at(0));
          return {};
        },
        thing.thing);
    if (!read) return tl::unexpected<Error>(read.error());
  }
  return seqs;
}

Result<std::int64_t> Eraser::note(const std::vector<std::int64_t>& seqs, const ZonedTime& now) {
  const auto newest = entries_.newest();
  if (!newest) return tl::unexpected<Error>(newest.error());
  const NewEntry entry{.id = "erasure-" + std::to_string(newest->seq + 1),
                       .kind = std::string(kErasureKind),
                       .step = RecordStep::kAdd,
                       .previous = {},
                       .reason = {},
                       .day = to_local(now).date,
                       .made_at = now,
                       .body = Json{{"seqs", seqs}}.dump(),
                       .who = "hub",
                       .role = {},
                       .source = RecordSource::kApi};
  const auto put = entries_.put(entry, {}, now.utc);
  if (!put) return tl::unexpected<Error>(put.error());
  if (put->outcome != PutOutcome::kStored)
    return fail(ErrorKind::kInternal, "the entry " + entry.id + " is there already");
  return put->seq;
}

Result<std::vector<std::string>> Eraser::erase_bodies(const std::vector<std::int64_t>& seqs,
                                                      std::int64_t by_seq) {
  std::vector<std::string> photos;
  for (const std::int64_t seq : seqs) {
    const auto read = database_.each(
        "SELECT sha256 FROM photo_use AS u WHERE seq = ?1",
        [&](const Statement& row) -> Result<void> {
          photos.push_back(row.text_at(0));
          return {};
        },
        seq);
    if (!read) return tl::unexpected<Error>(read.error());
    auto done = database_.run("INSERT INTO erasure VALUES (?, ?)", seq, by_seq);
    if (done) done = database_.run("DELETE FROM body WHERE seq = ?", seq);
    if (done) done = database_.run("DELETE FROM photo_use WHERE seq = ?", seq);
    if (!done) return tl::unexpected<Error>(done.error());
  }
  std::vector<std::string> unnamed;
  for (std::string& photo : photos) {
    const auto named = database_.first(
        "SELECT 1 FROM photo_use WHERE sha256 = ?", [](const Statement& /*row*/) {}, photo);
    if (!named) return tl::unexpected<Error>(named.error());
    if (!*named) unnamed.push_back(std::move(photo));
  }
  return unnamed;
}

Result<void> Eraser::erase_readings(std::int64_t thing) {
  std::int64_t sensor = 0;
  std::int64_t hour_ms = 0;
  const auto found = database_.first(
      "SELECT sensor, hour_ms FROM hour WHERE thing = ?",
      [&](const Statement& row) {
        sensor = row.int_at(0);
        hour_ms = row.int_at(1);
      },
      thing);
  if (!found) return tl::unexpected<Error>(found.error());
  if (!*found) return {};
  auto done = database_.run("DELETE FROM hour WHERE sensor = ? AND hour_ms = ?", sensor, hour_ms);
  if (!done) return done;
  return database_.run("DELETE FROM reading WHERE sensor = ? AND at_ms >= ? AND at_ms < ?", sensor,
                       hour_ms, hour_ms + 3'600'000);
}

Result<void> Eraser::erase_thing(const Due& thing) {
  if (thing.kind == kSealKind) {
    const auto gone = erase_readings(thing.thing);
    if (!gone) return gone;
  }
  const auto done = database_.run("DELETE FROM search_key WHERE thing = ?", thing.thing);
  if (!done) return done;
  return database_.run("UPDATE head SET keep_rule = 'erased' WHERE thing = ?", thing.thing);
}

Result<Erased> Eraser::erase_due(const KeepingTimes& keeping, const ZonedTime& now,
                                 std::size_t count_max) {
  Erased erased;
  const auto due = find_due(keeping, to_local(now).date, count_max);
  if (!due) return tl::unexpected<Error>(due.error());
  if (due->empty()) return erased;
  const auto seqs = versions(*due);
  if (!seqs) return tl::unexpected<Error>(seqs.error());
  const auto by_seq = note(*seqs, now);
  if (!by_seq) return tl::unexpected<Error>(by_seq.error());
  auto photos = erase_bodies(*seqs, *by_seq);
  if (!photos) return tl::unexpected<Error>(photos.error());
  for (const Due& thing : *due) {
    const auto done = erase_thing(thing);
    if (!done) return tl::unexpected<Error>(done.error());
  }
  erased.thing_count = due->size();
  erased.photos = std::move(*photos);
  return erased;
}

}  // namespace sunhall
