// The index as its one writer sees it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/store/change.h"
#include "native/sqlite.h"

namespace sunhall {

struct OpenGap {
  MediaTime from{0};
  std::string reason;
  std::string detail;
};

struct StreamRow {
  std::int64_t id = 0;
  StreamKey key;
  std::optional<MediaTime> end;  // of its newest recording
  std::optional<OpenGap> gap;
};

/// The index of a store, open for writing.
///
/// Threads: one at a time.
/// Errors:  as Database.
class Index {
 public:
  static Result<Index> open(const std::filesystem::path& path);

  /// Makes all of these changes or none.
  Result<void> apply(std::span<const Change> changes);

  /// All streams that were ever recorded.
  Result<std::vector<StreamRow>> streams();
  /// The id of a stream, whose row is made when it has none.
  Result<std::int64_t> stream_id(const StreamKey& key);
  /// The next id of a table that counts up and never gives a number twice.
  Result<std::int64_t> next_id(std::string_view table);

  Result<std::optional<std::int64_t>> fact(std::string_view name);
  Result<void> set_fact(std::string_view name, std::optional<std::int64_t> value);

  Database& database() { return database_; }

  /// Prepares a statement once; it stays for the next time.
  Result<Statement*> prepared(std::string_view sql);
  template <class... Values>
  Result<void> run(std::string_view sql, const Values&... values) {
    const auto statement = prepared(sql);
    if (!statement) return tl::unexpected<Error>(statement.error());
    return (*statement)->bind(values...).run();
  }

 private:
  explicit Index(Database database) : database_(std::move(database)) {}

  Result<void> make(const RunBegan& change);
  Result<void> make(const RunEnded& change);
  Result<void> make(const RecordingBegan& change);
  Result<void> make(const SegmentWhole& change);
  Result<void> make(const RecordingClosed& change);
  Result<void> make(const RecordingSealed& change);
  Result<void> make(const RecordingDropped& change);
  Result<void> make(const GapBegan& change);
  Result<void> make(const GapEnded& change);

  Database database_;
  std::map<std::string, Statement, std::less<>> statements_;  // after the database: dies before it
};

}  // namespace sunhall
