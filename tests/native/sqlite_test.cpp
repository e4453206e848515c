#include "native/sqlite.h"

#include <doctest/doctest.h>

#include "tests/support/temp_folder.h"

using namespace sunhall;
using test::TempFolder;

namespace {

Database open_with_table(const TempFolder& folder) {
  auto database = Database::open(folder / "a.db", DatabaseUse::kReadWrite);
  REQUIRE(database);
  REQUIRE(database->run("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB)"));
  return std::move(*database);
}

std::int64_t count(Database& database) {
  return database.number("SELECT count(*) FROM item").value_or(-1);
}

}  // namespace

TEST_CASE("sqlite: every type comes back as it was bound, NULL and empty included") {
  const TempFolder folder;
  auto database = open_with_table(folder);
  const std::string with_zero("a\0b", 3);
  auto row = database.prepare("SELECT ?, ?, ?, ?, ?, ?, ?");
  REQUIRE(row);

  const std::optional<std::int64_t> nothing;
  row->bind(std::int64_t{-5}, 1.5, with_zero, std::vector<std::uint8_t>{0, 255}, nothing, "",
            std::vector<std::uint8_t>{});
  REQUIRE(row->step() == true);

  CHECK(row->int_at(0) == -5);
  CHECK(row->real_at(1) == 1.5);
  CHECK(row->text_at(2) == with_zero);
  CHECK(row->blob_at(3) == std::vector<std::uint8_t>{0, 255});
  CHECK(row->is_null(4));
  CHECK(row->maybe_int_at(4) == std::nullopt);
  CHECK(row->maybe_int_at(0) == -5);
  CHECK_FALSE(row->is_null(5));
  CHECK_FALSE(row->is_null(6));
  CHECK(row->step() == false);
}

TEST_CASE("sqlite: a statement runs again with other values, and counts what it changed") {
  const TempFolder folder;
  auto database = open_with_table(folder);
  auto insert = database.prepare("INSERT INTO item (name) VALUES (?)");
  REQUIRE(insert);
  REQUIRE(insert->bind("a").run());
  REQUIRE(insert->bind("b").run());

  CHECK(database.last_row_id() == 2);
  REQUIRE(database.run_with("UPDATE item SET name = name || ?", "x"));
  CHECK(database.changed_count() == 2);
}

TEST_CASE("sqlite: a transaction that is not committed leaves nothing") {
  const TempFolder folder;
  auto database = open_with_table(folder);
  {
    auto undone = Transaction::begin(database);
    REQUIRE(undone);
    REQUIRE(database.run("INSERT INTO item (name) VALUES ('a')"));
  }
  CHECK(count(database) == 0);
  {
    auto done = Transaction::begin(database);
    REQUIRE(done);
    REQUIRE(database.run("INSERT INTO item (name) VALUES ('a')"));
    REQUIRE(done->commit());
  }
  CHECK(count(database) == 1);
}

TEST_CASE("sqlite: errors say their kind and the file, not the values") {
  const TempFolder folder;
  auto database = open_with_table(folder);
  REQUIRE(database.run_with("INSERT INTO item (name) VALUES (?)", "word of somebody"));

  const auto twice = database.run_with("INSERT INTO item (name) VALUES (?)", "word of somebody");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().kind == ErrorKind::kBadInput);
  CHECK(twice.error().what == "a.db: UNIQUE constraint failed: item.name");

  const auto nonsense = database.prepare("SELEC");
  REQUIRE_FALSE(nonsense);
  CHECK(nonsense.error().kind == ErrorKind::kInternal);

  const auto absent = Database::open(folder / "absent.db", DatabaseUse::kReadOnly);
  REQUIRE_FALSE(absent);
  CHECK(absent.error().kind == ErrorKind::kUnavailable);

  folder.write("text.db", std::string(4096, 'x'));
  const auto text = Database::open(folder / "text.db", DatabaseUse::kReadWrite);
  REQUIRE_FALSE(text);
  CHECK(text.error().kind == ErrorKind::kBadInput);
}

TEST_CASE("sqlite: a full database is kExhausted, and what was there stays") {
  const TempFolder folder;
  auto database = open_with_table(folder);
  REQUIRE(database.run("PRAGMA max_page_count = 8"));

  const auto full = database.run_with("INSERT INTO item (data) VALUES (zeroblob(100000))");
  REQUIRE_FALSE(full);
  CHECK(full.error().kind == ErrorKind::kExhausted);
  CHECK(database.run("INSERT INTO item (name) VALUES ('small')"));
}

TEST_CASE("sqlite: a reader sees the last whole state while another writes, and cannot write") {
  const TempFolder folder;
  auto writer = open_with_table(folder);
  auto reader = Database::open(folder / "a.db", DatabaseUse::kReadOnly);
  REQUIRE(reader);

  auto change = Transaction::begin(writer);
  REQUIRE(change);
  REQUIRE(writer.run("INSERT INTO item (name) VALUES ('a')"));
  CHECK(count(*reader) == 0);
  REQUIRE(change->commit());
  CHECK(count(*reader) == 1);
  CHECK_FALSE(reader->run("DELETE FROM item"));
}

TEST_CASE("sqlite: a value too many is an error, not silence") {
  const TempFolder folder;
  auto database = open_with_table(folder);
  auto insert = database.prepare("INSERT INTO item (name) VALUES (?)");
  REQUIRE(insert);

  CHECK_FALSE(insert->bind("a", "b").run());
  CHECK(count(database) == 0);
}
