#include "hub/records/reading_store.h"

#include <utility>

#include "hub/records/entry_row.h"
#include "hub/records/ledger.h"
#include "hub/records/schema.h"

namespace sunhall {
namespace {

Reading read_row(const Statement& row, std::string_view sensor) {
  const std::int64_t at_ms = row.int_at(0);
  return {.sensor = std::string(sensor),
          .at = from_ms(at_ms),
          .received_at = from_ms(at_ms + row.int_at(2)),
          .value = row.real_at(1),
          .flags = static_cast<std::uint32_t>(row.int_at(3))};
}

}  // namespace

Result<ReadingReader> ReadingReader::open(const std::filesystem::path& folder) {
  auto database = open_records(folder / kRecordsName, DatabaseUse::kReadOnly);
  if (!database) return tl::unexpected<Error>(std::move(database.error()));
  return ReadingReader(PreparedDatabase(std::move(*database)));
}

Result<std::vector<Reading>> ReadingReader::series(std::string_view sensor, WallTime from,
                                                   WallTime to) {
  std::vector<Reading> rows;
  const auto read = database_.each(
      "SELECT at_ms, value, delay_ms, flags FROM reading "
      "WHERE sensor = (SELECT id FROM sensor WHERE name = ?) AND at_ms >= ? AND at_ms < ? "
      "ORDER BY at_ms, value",
      [&](const Statement& row) -> Result<void> {
        if (rows.size() == kReadingSeriesMax)
          return fail(ErrorKind::kExhausted, "too many readings: ask for a shorter span");
        rows.push_back(read_row(row, sensor));
        return {};
      },
      sensor, to_ms(from), to_ms(to));
  if (!read) return tl::unexpected<Error>(read.error());
  return rows;
}

Result<std::optional<Reading>> ReadingReader::newest(std::string_view sensor, WallTime until,
                                                     std::uint32_t without_flags) {
  std::optional<Reading> reading;
  const auto found = database_.first(
      "SELECT at_ms, value, delay_ms, flags FROM reading "
      "WHERE sensor = (SELECT id FROM sensor WHERE name = ?) AND at_ms <= ? AND flags & ? = 0 "
      "ORDER BY at_ms DESC, value DESC LIMIT 1",
      [&](const Statement& row) { reading = read_row(row, sensor); }, sensor, to_ms(until),
      without_flags);
  if (!found) return tl::unexpected<Error>(found.error());
  return reading;
}

Result<std::vector<std::string>> ReadingReader::sensors() {
  std::vector<std::string> names;
  const auto read = database_.each("SELECT name FROM sensor ORDER BY name",
                                   [&](const Statement& row) -> Result<void> {
                                     names.push_back(row.text_at(0));
                                     return {};
                                   });
  if (!read) return tl::unexpected<Error>(read.error());
  return names;
}

}  // namespace sunhall
