// Files that are nobody else's.
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace sunhall {

/// Makes a file for its owner only, unless it is there: before SQLite would make it for everybody
/// to read. The log that SQLite writes beside it takes the same rights.
///
/// Blocks:  on the disk.
/// Errors:  kUnavailable.
Result<void> make_private_file(const std::filesystem::path& file);

}  // namespace sunhall
