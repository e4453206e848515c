// The tables of upload-ID.db: what is on its way to one platform.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"
#include "native/sqlite.h"

namespace sunhall {

/// `upload-city.db` in the data folder.
std::filesystem::path queue_file(const std::filesystem::path& folder, const std::string& upload_id);

/// Opens a queue; creates its tables in a new one. The file is its owner's only: platforms' words
/// may name people.
///
/// Errors:  kUnsupported when a newer hub wrote it; for a reader kBadInput when it has no tables
///          yet; else as Database.
Result<Database> open_queue(const std::filesystem::path& file, DatabaseUse use);

}  // namespace sunhall
