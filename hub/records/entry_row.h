// An entry's row and the struct that it becomes.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/result.h"
#include "hub/records/entry.h"
#include "native/sqlite.h"

namespace sunhall {

/// The columns that `read_entry_row` reads, of `entry AS e LEFT JOIN body AS b USING (seq)`;
/// version_count and is_corrected follow, from wherever they are cheap.
inline constexpr std::string_view kEntryColumns =
    "e.seq, e.id, e.thing, e.kind, e.step, e.previous, e.day, e.made_ms, e.made_offset_min, "
    "e.received_ms, e.who, e.role, e.source, e.hash, b.reason, b.json";
inline constexpr int kEntryColumnCount = 16;

/// Errors:  kBadInput, with the seq, for words, days or times that nobody can have written.
Result<StoredEntry> read_entry_row(const Statement& row);

/// Milliseconds since 1970, UTC.
std::int64_t to_ms(WallTime time);
WallTime from_ms(std::int64_t ms);

}  // namespace sunhall
