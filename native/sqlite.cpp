#include "native/sqlite.h"

#include <sqlite3.h>

namespace sunhall {
namespace {

ErrorKind kind_of(int code) {
  switch (code & 0xff) {  // the low byte is the kind, the rest says more about it
    case SQLITE_FULL:
      return ErrorKind::kExhausted;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return ErrorKind::kUnavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return ErrorKind::kBadInput;
    default:
      return ErrorKind::kInternal;
  }
}

tl::unexpected<Error> failed(sqlite3* database, int code) {
  const char* file = database == nullptr ? nullptr : sqlite3_db_filename(database, "main");
  std::string name = file == nullptr ? "" : std::filesystem::path(file).filename().string();
  if (name.empty()) name = "database";
  const char* what = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  return fail(kind_of(code), name + ": " + what);
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
  sqlite3_finalize(statement);
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  bind_error_ = SQLITE_OK;
}

void Statement::note(int code) {
  if (bind_error_ == SQLITE_OK) bind_error_ = code;
}

void Statement::bind_one(int index, std::int64_t value) {
  note(sqlite3_bind_int64(statement_.get(), index, value));
}

void Statement::bind_one(int index, double value) {
  note(sqlite3_bind_double(statement_.get(), index, value));
}

void Statement::bind_one(int index, std::string_view value) {
  // An empty view may have no address, which SQLite would take for NULL.
  note(sqlite3_bind_text64(statement_.get(), index, value.empty() ? "" : value.data(), value.size(),
                           SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_one(int index, std::span<const std::uint8_t> value) {
  if (value.empty()) {
    note(sqlite3_bind_zeroblob(statement_.get(), index, 0));
    return;
  }
  note(sqlite3_bind_blob64(statement_.get(), index, value.data(), value.size(), SQLITE_TRANSIENT));
}

void Statement::bind_one(int index, std::nullopt_t) {
  note(sqlite3_bind_null(statement_.get(), index));
}

Result<bool> Statement::step() {
  sqlite3* const database = sqlite3_db_handle(statement_.get());
  if (bind_error_ != SQLITE_OK) return failed(database, bind_error_);
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  const auto error = failed(database, code);
  reset();
  return error;
}

Result<void> Statement::run() {
  while (true) {
    const auto has_row = step();
    if (!has_row) return tl::unexpected<Error>(has_row.error());
    if (!*has_row) return {};
  }
}

std::int64_t Statement::int_at(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real_at(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

std::string Statement::text_at(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::vector<std::uint8_t> Statement::blob_at(int column) const {
  const auto* bytes =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, bytes + sqlite3_column_bytes(statement_.get(), column)};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::maybe_int_at(int column) const {
  if (is_null(column)) return std::nullopt;
  return int_at(column);
}

void Database::Close::operator()(sqlite3* database) const noexcept {
  sqlite3_close_v2(database);
}

Result<Database> Database::open(const std::filesystem::path& path, DatabaseUse use) {
  // Write-ahead mode needs to write its shared memory even to read: a reader is held back by
  // `query_only` instead.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                    (use == DatabaseUse::kReadWrite ? SQLITE_OPEN_CREATE : 0);
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  Database database(handle);
  if (code != SQLITE_OK) {
    return fail(kind_of(code), "open " + path.string() + ": " + sqlite3_errstr(code));
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, static_cast<int>(kDatabaseBusyMax.count()));
  const char* setup = use == DatabaseUse::kReadOnly
                          ? "PRAGMA query_only = 1"
                          : "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
                            "PRAGMA foreign_keys = 1";
  const auto done = database.run(setup);
  if (!done) return tl::unexpected<Error>(done.error());
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return failed(database_.get(), code);
  return Statement(statement);
}

Result<void> Database::run(const std::string& sql) {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(database_.get(), code);
  return {};
}

Result<std::int64_t> Database::number(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected<Error>(statement.error());
  const auto has_row = statement->step();
  if (!has_row) return tl::unexpected<Error>(has_row.error());
  return *has_row ? statement->int_at(0) : 0;
}

std::int64_t Database::last_row_id() const {
  return sqlite3_last_insert_rowid(database_.get());
}

std::int64_t Database::changed_count() const {
  return sqlite3_changes64(database_.get());
}

Result<Transaction> Transaction::begin(Database& database) {
  const auto begun = database.run("BEGIN IMMEDIATE");
  if (!begun) return tl::unexpected<Error>(begun.error());
  return Transaction(database);
}

Transaction::~Transaction() {
  // A failed statement may have undone it all already: then this fails, and that is well.
  if (database_ != nullptr) (void)database_->run("ROLLBACK");
}

Result<void> Transaction::commit() {
  auto done = database_->run("COMMIT");
  if (done) database_ = nullptr;
  return done;
}

}  // namespace sunhall
