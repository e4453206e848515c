// The tables of records.db.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "core/base/result.h"
#include "native/sqlite.h"

namespace sunhall {

/// Opens records.db; creates its tables in a new one and brings an older one up to date.
///
/// Errors:  kUnsupported when a newer version wrote it, kBadInput for a reader when it has none of
///          the tables; else as Database.
Result<Database> open_records(const std::filesystem::path& file, DatabaseUse use);

/// One script a version: running all of them in turn makes today's tables. What was released is
/// never changed, only added to.
std::span<const std::string_view> record_migrations();

/// Brings a database from the version that it has to `version`, which is at most all.
Result<void> migrate_records(Database& database, std::size_t version);

/// What the chain's own kinds are called: only the hub makes them.
inline constexpr std::string_view kSealKind = "seal";
inline constexpr std::string_view kErasureKind = "erasure";

}  // namespace sunhall
