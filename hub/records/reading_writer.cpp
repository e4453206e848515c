#include "hub/records/reading_writer.h"

#include <cmath>
#include <utility>

#include "core/base/text.h"
#include "core/model/records/record_json.h"
#include "hub/records/entry_row.h"
#include "hub/records/reading_seal.h"
#include "hub/records/schema.h"

namespace sunhall {
namespace {

// A sensor's clock may be far off; a date that cannot even be written is no time.
constexpr WallTime kFirstTime{std::chrono::sys_days(std::chrono::year{1970} / 1 / 1)};
constexpr WallTime kLastTime{std::chrono::sys_days(std::chrono::year{2200} / 1 / 1)};

}  // namespace

std::int64_t hour_of_ms(std::int64_t at_ms) {
  return at_ms - ((at_ms % kHourMs) + kHourMs) % kHourMs;
}

Result<void> check_readings(std::span<const Reading> batch) {
  if (batch.size() > kReadingBatchMax)
    return fail(ErrorKind::kBadInput, "too many readings at once");
  for (const Reading& reading : batch) {
    if (!is_slug(reading.sensor)) return fail(ErrorKind::kBadInput, "a sensor's id is no slug");
    if (!std::isfinite(reading.value))
      return fail(ErrorKind::kBadInput, "a reading is not a finite number");
    if (reading.at < kFirstTime || reading.at >= kLastTime)
      return fail(ErrorKind::kBadInput, "a reading's time is out of all bounds");
  }
  return {};
}

Result<std::int64_t> ReadingWriter::sensor_id(const std::string& name) {
  std::int64_t id = 0;
  const auto found = database_.first(
      "SELECT id FROM sensor WHERE name = ?", [&](const Statement& row) { id = row.int_at(0); },
      name);
  if (!found) return tl::unexpected<Error>(found.error());
  if (*found) return id;
  const auto added = database_.run("INSERT INTO sensor(name) VALUES (?)", name);
  if (!added) return tl::unexpected<Error>(added.error());
  return database_.database().last_row_id();
}

Result<ReadingWriter::Hour*> ReadingWriter::hour_of(Hours& hours, std::int64_t sensor,
                                                    std::int64_t at_ms) {
  const std::int64_t begin = hour_of_ms(at_ms);
  const auto [place, is_new] = hours.try_emplace({sensor, begin});
  Hour& hour = place->second;
  if (!is_new) return &hour;
  const auto found = database_.first(
      "SELECT seal_count FROM hour WHERE sensor = ? AND hour_ms = ?",
      [&](const Statement& row) { hour.seal_count = row.int_at(0); }, sensor, begin);
  if (!found) return tl::unexpected<Error>(found.error());
  return &hour;
}

Result<ReadingsAnswer> ReadingWriter::add(std::span<const Reading> batch) {
  ReadingsAnswer answer;
  std::map<std::string, std::int64_t> sensors;
  Hours hours;
  for (const Reading& reading : batch) {
    auto known = sensors.find(reading.sensor);
    if (known == sensors.end()) {
      const auto id = sensor_id(reading.sensor);
      if (!id) return tl::unexpected<Error>(id.error());
      known = sensors.emplace(reading.sensor, *id).first;
    }
    const std::int64_t at_ms = to_ms(reading.at);
    const std::int64_t received_ms = to_ms(reading.received_at);
    const auto hour = hour_of(hours, known->second, at_ms);
    if (!hour) return tl::unexpected<Error>(hour.error());
    const auto added = database_.run(
        "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", known->second,
        at_ms, reading.value, received_ms - at_ms, reading.flags, (*hour)->seal_count);
    if (!added) return tl::unexpected<Error>(added.error());
    if (database_.database().changed_count() == 0) {
      ++answer.known_count;
      continue;
    }
    ++answer.stored_count;
    (*hour)->is_touched = true;
    (*hour)->touched_ms = std::max((*hour)->touched_ms, received_ms);
  }
  for (const auto& [key, hour] : hours) {
    if (!hour.is_touched) continue;
    const auto noted = database_.run(
        "INSERT INTO hour VALUES (?1, ?2, 0, 1, ?3, NULL) ON CONFLICT DO UPDATE "
        "SET is_open = 1, touched_ms = max(touched_ms, ?3)",
        key.first, key.second, hour.touched_ms);
    if (!noted) return tl::unexpected<Error>(noted.error());
  }
  return answer;
}

Result<std::size_t> ReadingWriter::seal(const ZonedTime& now, std::size_t count_max) {
  const std::int64_t now_ms = to_ms(now.utc);
  const std::int64_t quiet_ms = now_ms - std::chrono::milliseconds(kSealPause).count();
  std::vector<OpenHour> due;
  // An hour that the sensor's clock puts into the future is over an hour after its last reading.
  const auto found = database_.each(
      "SELECT sensor, name, hour_ms, seal_count FROM hour JOIN sensor ON sensor.id = hour.sensor "
      "WHERE is_open = 1 AND touched_ms <= ?1 AND (hour_ms + 3600000 <= ?2 OR touched_ms + 3600000 "
      "<= ?2) ORDER BY hour_ms, sensor LIMIT ?3",
      [&](const Statement& row) -> Result<void> {
        due.push_back({row.int_at(0), row.text_at(1), row.int_at(2), row.int_at(3)});
        return {};
      },
      quiet_ms, now_ms, std::uint64_t{count_max});
  if (!found) return tl::unexpected<Error>(found.error());
  for (const OpenHour& hour : due) {
    const auto sealed = seal_one(hour, now);
    if (!sealed) return tl::unexpected<Error>(sealed.error());
  }
  return due.size();
}

Result<void> ReadingWriter::seal_one(const OpenHour& hour, const ZonedTime& now) {
  SealSum sum;
  const auto read = database_.each(
      "SELECT at_ms, value, delay_ms, flags, late FROM reading "
      "WHERE sensor = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, value",
      [&](const Statement& row) -> Result<void> {
        sum.add({row.int_at(0), row.real_at(1), row.int_at(2), row.int_at(3), row.int_at(4)});
        return {};
      },
      hour.sensor, hour.hour_ms, hour.hour_ms + kHourMs);
  if (!read) return read;
  const auto earlier = count_seals(hour);
  if (!earlier) return tl::unexpected<Error>(earlier.error());
  const ZonedTime from{from_ms(hour.hour_ms), now.offset};
  const bool is_first = hour.seal_count == 0;
  const NewEntry entry{.id = seal_id(hour.name, hour.hour_ms, *earlier + 1),
                       .kind = std::string(kSealKind),
                       .step = is_first ? RecordStep::kAdd : RecordStep::kGoOn,
                       .previous = is_first ? "" : seal_id(hour.name, hour.hour_ms, *earlier),
                       .reason = {},
                       .day = to_local(from).date,
                       .made_at = now,
                       .body = write_record_body(sum.body(hour.name, from)).dump(),
                       .who = "hub",
                       .role = {},
                       .source = RecordSource::kSensor};
  // A sensor whose clock is years behind has measured today all the same.
  const auto put = entries_.put(
      entry, {.keys = {}, .keep_rule = KeepRule::kPlain, .keep_from = to_local(now).date}, now.utc);
  if (!put) return tl::unexpected<Error>(put.error());
  if (put->outcome != PutOutcome::kStored)
    return fail(ErrorKind::kInternal, "the seal " + entry.id + " is there already");
  return database_.run(
      "UPDATE hour SET seal_count = seal_count + 1, is_open = 0, thing = coalesce(thing, ?3) "
      "WHERE sensor = ?1 AND hour_ms = ?2",
      hour.sensor, hour.hour_ms, put->seq);
}

Result<std::int64_t> ReadingWriter::count_seals(const OpenHour& hour) {
  // Also those whose readings were erased: their names stay taken. `.` follows `-`.
  const std::string begin = "seal-" + hour.name + "-" + std::to_string(hour.hour_ms / 1000);
  std::int64_t count = 0;
  const auto found = database_.first(
      "SELECT count(*) FROM entry WHERE id > ? AND id < ?",
      [&](const Statement& row) { count = row.int_at(0); }, begin + "-", begin + ".");
  if (!found) return tl::unexpected<Error>(found.error());
  return count;
}

}  // namespace sunhall
