// SQLite with owners, types and errors as values; <sqlite3.h> stays in one file.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sunhall {

/// One prepared statement: bind, step through its rows, bind again.
///
/// Owner:   must die before its Database is used by another thread; the handle closes with the
/// last. Threads: its Database's. Errors:  of binding come from the next `step`; kinds as in
/// Database.
class Statement {
 public:
  /// Starts the statement anew with these values for its `?`, in order.
  template <class... Values>
  Statement& bind(const Values&... values) {
    reset();
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }

  /// Moves to the next row; false when there is none, and then the statement is reset.
  Result<bool> step();
  /// Executes to the end, without a look at rows.
  Result<void> run();
  /// Lets go of the rows: an open one holds its snapshot and hinders checkpoints.
  void reset();

  // Columns of the row at hand, from 0.
  std::int64_t int_at(int column) const;
  double real_at(int column) const;
  std::string text_at(int column) const;
  std::vector<std::uint8_t> blob_at(int column) const;
  bool is_null(int column) const;
  std::optional<std::int64_t> maybe_int_at(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  void bind_one(int index, std::int64_t value);
  void bind_one(int index, int value) { bind_one(index, std::int64_t{value}); }
  void bind_one(int index, std::uint32_t value) { bind_one(index, std::int64_t{value}); }
  void bind_one(int index, std::uint64_t value) {
    bind_one(index, static_cast<std::int64_t>(value));
  }
  void bind_one(int index, double value);
  void bind_one(int index, std::string_view value);
  void bind_one(int index, const char* value) { bind_one(index, std::string_view(value)); }
  void bind_one(int index, const std::string& value) { bind_one(index, std::string_view(value)); }
  void bind_one(int index, std::span<const std::uint8_t> value);
  void bind_one(int index, const std::vector<std::uint8_t>& value) {
    bind_one(index, std::span(value));
  }
  void bind_one(int index, std::nullopt_t value);
  template <class T>
  void bind_one(int index, const std::optional<T>& value) {
    if (value) {
      bind_one(index, *value);
    } else {
      bind_one(index, std::nullopt);
    }
  }
  /// Keeps the first thing that went wrong, for `step`.
  void note(int code);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bind_error_ = 0;
};

/// What a connection is for.
enum class DatabaseUse : unsigned char {
  kReadWrite,  // creates the file
  kReadOnly,   // refuses to write; the file must exist
};

/// A connection to a database in write-ahead mode: many read while one writes.
///
/// Threads: one at a time.
/// Blocks:  on the disk; at most kDatabaseBusyMax for another connection's lock.
/// Errors:  kExhausted when the disk is full, kUnavailable when it fails or somebody holds the lock
/// too
///          long, kBadInput when the file is no database or a constraint says no, else kInternal.
class Database {
 public:
  static Result<Database> open(const std::filesystem::path& path, DatabaseUse use);

  Result<Statement> prepare(std::string_view sql);
  /// Runs one or more statements that give no rows.
  Result<void> run(const std::string& sql);
  /// Prepares, binds and runs one statement: for what happens rarely.
  template <class... Values>
  Result<void> run_with(std::string_view sql, const Values&... values) {
    auto statement = prepare(sql);
    if (!statement) return tl::unexpected<Error>(statement.error());
    return statement->bind(values...).run();
  }
  /// The first column of the first row, 0 without one.
  Result<std::int64_t> number(std::string_view sql);

  std::int64_t last_row_id() const;
  /// Rows that the last statement changed.
  std::int64_t changed_count() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept;
  };
  explicit Database(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Close> database_;
};

/// A change as a whole: undone when it dies without `commit`.
class Transaction {
 public:
  /// Takes the write lock at once: what is read inside stays true until the end.
  static Result<Transaction> begin(Database& database);
  ~Transaction();
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;

  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

/// How long a connection waits for another one that writes.
inline constexpr std::chrono::milliseconds kDatabaseBusyMax{5000};

}  // namespace sunhall
