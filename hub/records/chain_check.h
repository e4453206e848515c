// The chain, link by link.
#pragma once

#include <functional>
#include <string>

#include "core/base/result.h"
#include "hub/records/prepared_database.h"
#include "hub/records/verify.h"

namespace sunhall {

using FindingSink = std::function<void(std::string place, std::string what)>;

struct ChainCheck {
  const FindingSink& find;
  const VerifyCallback& progress;
};

/// Whether SQLite finds the file's pages and indexes in order.
Result<void> check_pages(PreparedDatabase& database, const FindingSink& find);

/// Recomputes every link and every content; fills counts and head of `report`.
///
/// Errors:  as Database's.
Result<void> check_chain(PreparedDatabase& database, const ChainCheck& check, VerifyReport& report);

}  // namespace sunhall
