// The ledger as those see it who only read.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/records/body_cache.h"
#include "hub/records/entry.h"
#include "hub/records/prepared_database.h"

namespace sunhall {

/// A connection of its own that cannot write; what is on the disk when a call begins is seen.
///
/// Threads: one at a time; a thread that reads often has its own.
/// Blocks:  on the disk.
/// Errors:  as native/sqlite.h's.
class LedgerReader {
 public:
  /// Opens the ledger in `folder`, which a Ledger has made.
  static Result<LedgerReader> open(const std::filesystem::path& folder);

  /// One version; empty when there is none.
  Result<std::optional<StoredEntry>> entry(std::string_view id);
  /// The newest version of a thing, also when it says "withdrawn".
  Result<std::optional<StoredEntry>> head(std::string_view thing);
  /// All versions of a thing, the oldest first.
  Result<std::vector<StoredEntry>> history(std::string_view thing);
  /// The heads of a span of days, both included, by day and seq; without withdrawn things. An empty
  /// kind is every kind but the hub's own.
  Result<std::vector<StoredEntry>> days(const Date& from, const Date& to, std::string_view kind);
  /// All heads of a kind, of whatever day: for master data.
  Result<std::vector<StoredEntry>> all_of(std::string_view kind);
  Result<ChainHead> newest();
  /// Whether an entry of one of these days names the photo, or a head that stands for good does.
  Result<bool> is_photo_named(std::string_view sha, const Date& from, const Date& to);

  /// For search, trace and the day's book.
  PreparedDatabase& database() { return database_; }
  BodyCache& bodies() { return bodies_; }

 private:
  explicit LedgerReader(PreparedDatabase database) : database_(std::move(database)) {}
  PreparedDatabase database_;
  BodyCache bodies_;
};

/// More rows than this are not handed out in one answer: kExhausted.
inline constexpr std::size_t kLedgerRowsMax = 200'000;

}  // namespace sunhall
