#include "hub/records/entry_row.h"

#include <spdlog/fmt/fmt.h>

namespace sunhall {

std::int64_t to_ms(WallTime time) {
  return time.time_since_epoch().count();
}

WallTime from_ms(std::int64_t ms) {
  return WallTime(std::chrono::milliseconds(ms));
}

Result<StoredEntry> read_entry_row(const Statement& row) {
  const auto step = parse_step(row.text_at(4));
  const auto day = parse_date(row.text_at(6));
  const auto source = parse_source(row.text_at(12));
  if (!step || !day || !source) {
    return fail(ErrorKind::kBadInput,
                fmt::format("entry {}: its step, day or source cannot be read", row.int_at(0)));
  }
  StoredEntry entry{.seq = row.int_at(0),
                    .id = row.text_at(1),
                    .thing = row.text_at(2),
                    .kind = row.text_at(3),
                    .step = *step,
                    .previous = row.text_at(5),
                    .reason = row.text_at(14),
                    .day = *day,
                    .made_at = {from_ms(row.int_at(7)), std::chrono::minutes(row.int_at(8))},
                    .received_at = from_ms(row.int_at(9)),
                    .who = row.text_at(10),
                    .role = row.text_at(11),
                    .source = *source,
                    .body = {},
                    .hash = to_digest(row.blob_at(13))};
  if (!row.is_null(15)) entry.body = row.text_at(15);
  return entry;
}

}  // namespace sunhall
