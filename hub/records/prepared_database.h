// A database whose statements are prepared once.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"
#include "native/sqlite.h"

namespace sunhall {

/// A connection and the statements that were ever used on it.
///
/// Threads: one at a time.
/// Errors:  as Database's.
class PreparedDatabase {
 public:
  explicit PreparedDatabase(Database database) : database_(std::move(database)) {}

  Database& database() { return database_; }

  template <class... Values>
  Result<void> run(std::string_view sql, const Values&... values) {
    const auto statement = prepared(sql);
    if (!statement) return tl::unexpected<Error>(statement.error());
    return (*statement)->bind(values...).run();
  }

  /// Hands the first row to `read`; false when there is none.
  template <class Read, class... Values>
  Result<bool> first(std::string_view sql, const Read& read, const Values&... values) {
    const auto statement = prepared(sql);
    if (!statement) return tl::unexpected<Error>(statement.error());
    const auto has_row = (*statement)->bind(values...).step();
    if (has_row && *has_row) {
      read(std::as_const(**statement));
      (*statement)->reset();
    }
    return has_row;
  }

  /// Hands every row to `read`, which must not use the same statement; a result of its own that is
  /// an error ends the rows.
  template <class Read, class... Values>
  Result<void> each(std::string_view sql, const Read& read, const Values&... values) {
    const auto statement = prepared(sql);
    if (!statement) return tl::unexpected<Error>(statement.error());
    Statement& row = **statement;
    for (auto has_row = row.bind(values...).step();; has_row = row.step()) {
      if (!has_row) return tl::unexpected<Error>(has_row.error());
      if (!*has_row) return {};
      Result<void> done = read(std::as_const(row));
      if (!done) {
        row.reset();
        return done;
      }
    }
  }

 private:
  Result<Statement*> prepared(std::string_view sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
      auto made = database_.prepare(sql);
      if (!made) return tl::unexpected<Error>(made.error());
      found = statements_.emplace(std::string(sql), std::move(*made)).first;
    }
    return &found->second;
  }

  Database database_;
  std::map<std::string, Statement, std::less<>> statements_;
};

}  // namespace sunhall
