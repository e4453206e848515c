// The index's tables.
#pragma once

#include "core/base/result.h"
#include "native/sqlite.h"

namespace sunhall {

/// Opens the index of a store; creates its tables in a new one.
///
/// Errors:  kUnsupported when a newer version wrote it; else as Database.
Result<Database> open_index(const std::filesystem::path& path, DatabaseUse use);

/// Where a recording stands, as its row says.
enum class RecordingState : std::int64_t {
  kOpen = 0,    // is being written: its whole segments can be played
  kClosed = 1,  // complete, its hash is still to be taken
  kSealed = 2,  // complete, hashed and in the chain
  kLost = 3,    // its file is not there: the row stays and tells what was
};

inline constexpr std::string_view kIndexName = "index.db";
inline constexpr std::string_view kRecordingsName = "recordings";

}  // namespace sunhall
