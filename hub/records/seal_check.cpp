#include "hub/records/seal_check.h"

#include <spdlog/fmt/fmt.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/records/record_json.h"
#include "hub/records/entry_row.h"
#include "hub/records/reading_seal.h"
#include "hub/records/reading_writer.h"

namespace sunhall {
namespace {

struct SealedHour {
  std::int64_t sensor = 0;
  std::string name;
  std::int64_t hour_ms = 0;
  std::int64_t seal_count = 0;
  bool is_open = false;
  std::string thing;  // the id of its first seal
};

struct SealVersion {
  std::int64_t seq = 0;
  std::string body;
};

/// The beginning of the hour, with the offset that it was written in. A sensor's clock may be years
/// off, where no other record's times may be.
std::optional<ZonedTime> begin_of(const Json& seal) {
  const auto from = seal.is_object() ? seal.find("from") : seal.end();
  if (from == seal.end() || !from->is_string()) return std::nullopt;
  const auto time = parse_rfc3339(from->get_ref<const std::string&>());
  if (!time) return std::nullopt;
  return *time;
}

class SealCheck {
 public:
  SealCheck(PreparedDatabase& database, const FindingSink& find, VerifyReport& report)
      : database_(database), find_(find), report_(report) {}

  Result<void> look(const SealedHour& hour) {
    const auto rows = read_rows(hour);
    if (!rows) return tl::unexpected<Error>(rows.error());
    const auto versions = read_versions(hour);
    if (!versions) return tl::unexpected<Error>(versions.error());
    if (static_cast<std::int64_t>(versions->size()) != hour.seal_count)
      find_(hour.thing, "its hour was sealed another number of times");
    for (std::size_t i = 0; i < versions->size(); ++i) look_at(hour, *rows, (*versions)[i], i);
    for (const ReadingRow& row : *rows) {
      if (row.late < hour.seal_count || hour.is_open) continue;
      find_(hour.thing, "its hour has readings that were never sealed");
      break;
    }
    report_.reading_count += rows->size();
    return {};
  }

 private:
  void look_at(const SealedHour& hour, const std::vector<ReadingRow>& rows,
               const SealVersion& version, std::size_t number) {
    SealSum sum;
    for (const ReadingRow& row : rows)
      if (row.late <= static_cast<std::int64_t>(number)) sum.add(row);
    const auto stored = parse_json(version.body, kRecordBodyBytesMax);
    const auto from = stored ? begin_of(*stored) : std::nullopt;
    const bool is_whole = from && from->utc == from_ms(hour.hour_ms) &&
                          *stored == write_record_body(sum.body(hour.name, *from));
    if (is_whole) return;
    find_(fmt::format("entry {}", version.seq),
          fmt::format("the readings of {} in that hour are not those that were sealed", hour.name));
  }

  Result<std::vector<ReadingRow>> read_rows(const SealedHour& hour) {
    std::vector<ReadingRow> rows;
    const auto read = database_.each(
        "SELECT at_ms, value, delay_ms, flags, late FROM reading "
        "WHERE sensor = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, value",
        [&](const Statement& row) -> Result<void> {
          rows.push_back(
              {row.int_at(0), row.real_at(1), row.int_at(2), row.int_at(3), row.int_at(4)});
          return {};
        },
        hour.sensor, hour.hour_ms, hour.hour_ms + kHourMs);
    if (!read) return tl::unexpected<Error>(read.error());
    return rows;
  }

  Result<std::vector<SealVersion>> read_versions(const SealedHour& hour) {
    std::vector<SealVersion> versions;
    const auto read = database_.each(
        "SELECT e.seq, b.json FROM entry AS e LEFT JOIN body AS b USING (seq) "
        "WHERE e.thing = ? ORDER BY e.seq",
        [&](const Statement& row) -> Result<void> {
          versions.push_back({row.int_at(0), row.text_at(1)});
          return {};
        },
        hour.thing);
    if (!read) return tl::unexpected<Error>(read.error());
    return versions;
  }

  PreparedDatabase& database_;
  const FindingSink& find_;
  VerifyReport& report_;
};

}  // namespace

Result<void> check_seals(PreparedDatabase& database, const FindingSink& find,
                         VerifyReport& report) {
  SealCheck check(database, find, report);
  const auto looked = database.each(
      "SELECT h.sensor, s.name, h.hour_ms, h.seal_count, h.is_open, e.id FROM hour AS h "
      "JOIN sensor AS s ON s.id = h.sensor JOIN entry AS e ON e.seq = h.thing ORDER BY h.thing",
      [&](const Statement& row) -> Result<void> {
        return check.look({row.int_at(0), row.text_at(1), row.int_at(2), row.int_at(3),
                           row.int_at(4) != 0, row.text_at(5)});
      });
  if (!looked) return looked;
  const auto lost = database.each(
      "SELECT h.thing FROM head AS h WHERE h.kind = 'seal' AND h.keep_rule != 'erased' "
      "AND NOT EXISTS (SELECT 1 FROM hour WHERE hour.thing = h.thing) ORDER BY h.thing",
      [&](const Statement& row) -> Result<void> {
        find(fmt::format("entry {}", row.int_at(0)), "its hour and readings are missing");
        return {};
      });
  if (!lost) return lost;
  return database.each(
      "SELECT s.name, count(*) FROM reading AS r JOIN sensor AS s ON s.id = r.sensor "
      "WHERE NOT EXISTS (SELECT 1 FROM hour AS h WHERE h.sensor = r.sensor AND h.hour_ms = "
      "  r.at_ms - ((r.at_ms % 3600000) + 3600000) % 3600000) GROUP BY s.name",
      [&](const Statement& row) -> Result<void> {
        find("sensor " + row.text_at(0),
             fmt::format("{} readings belong to no hour", row.int_at(1)));
        return {};
      });
}

}  // namespace sunhall
