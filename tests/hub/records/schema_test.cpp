#include "hub/records/schema.h"

#include "tests/hub/records/ledger_bench.h"
#include "tests/support/source_path.h"

using namespace sunhall;
using test::LedgerBench;
using test::make_entry;
using test::must;
using test::TempFolder;

namespace {

/// All of a database's tables, indexes and triggers, as SQLite keeps their texts.
std::string dump(Database& database) {
  auto row = database.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
  must(row);
  std::string text;
  for (auto has_row = row->step(); has_row && *has_row; has_row = row->step())
    text += row->text_at(0) + ";\n";
  return text;
}

Database open_database(const std::string& path) {
  auto database = open_records(path, DatabaseUse::kReadWrite);
  must(database);
  return std::move(*database);
}

}  // namespace

TEST_CASE("schema: every version's database becomes what a fresh one is") {
  const TempFolder folder;
  Database fresh = open_database(folder / "fresh.db");
  const auto versions = record_migrations().size();
  CHECK(*fresh.number("PRAGMA user_version") == static_cast<std::int64_t>(versions));
  for (std::size_t version = 0; version <= versions; ++version) {
    CAPTURE(version);
    const std::string path = folder / ("v" + std::to_string(version) + ".db");
    {
      auto old = Database::open(path, DatabaseUse::kReadWrite);
      must(old);
      must(migrate_records(*old, version));
      CHECK(*old->number("PRAGMA user_version") == static_cast<std::int64_t>(version));
    }
    Database opened = open_database(path);
    CHECK(dump(opened) == dump(fresh));
    CHECK(*opened.number("PRAGMA user_version") == static_cast<std::int64_t>(versions));
  }
}

TEST_CASE("schema: what a released version made is what its script still makes") {
  const TempFolder folder;
  const std::string released = source_path("tests/data/records/schema-1.sql");
  auto database = Database::open(folder / "records.db", DatabaseUse::kReadWrite);
  must(database);
  must(migrate_records(*database, 1));
  std::ifstream file(released);
  std::stringstream text;
  text << file.rdbuf();
  CHECK(dump(*database) == text.str());
}

TEST_CASE("schema: a database of a newer version is not touched") {
  const TempFolder folder;
  {
    Database database = open_database(folder / "records.db");
    must(database.run("PRAGMA user_version = 99"));
  }
  for (const DatabaseUse use : {DatabaseUse::kReadWrite, DatabaseUse::kReadOnly}) {
    const auto refused = open_records(folder / "records.db", use);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::kUnsupported);
  }
}

TEST_CASE("schema: a reader makes no tables, and says why") {
  const TempFolder folder;
  CHECK_FALSE(open_records(folder / "records.db", DatabaseUse::kReadOnly));
  must(Database::open(folder / "records.db", DatabaseUse::kReadWrite));
  const auto refused = open_records(folder / "records.db", DatabaseUse::kReadOnly);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kBadInput);
}

TEST_CASE("schema: what was entered can be neither changed nor deleted, even by our own hand") {
  LedgerBench bench;
  bench.open();
  bench.put(make_entry("waste-0001", "waste", R"({"waste_kind":"厨余"})"));
  must(bench.ledger->readings().add_and_wait(
      {{"fridge-1", bench.clock.wall(), bench.clock.wall(), 4.0, 0}}));
  bench.close();
  Database database = open_database(bench.folder / "records.db");

  for (const char* const sql :
       {"UPDATE entry SET who = 'x'", "DELETE FROM entry", "UPDATE body SET json = '{}'",
        "DELETE FROM body", "UPDATE home SET site = 'x'", "DELETE FROM home",
        "UPDATE reading SET value = 1.0", "DELETE FROM reading", "UPDATE sensor SET name = 'x'",
        "DELETE FROM sensor",
        "INSERT INTO entry SELECT 2, 'waste-0002', thing, kind, 'go_on', 'waste-0001', day, "
        "made_ms, "
        "made_offset_min, received_ms, who, role, source, content, hash FROM entry; "
        "INSERT INTO entry SELECT 3, 'waste-0003', thing, kind, 'go_on', 'waste-0001', day, "
        "made_ms, "
        "made_offset_min, received_ms, who, role, source, content, hash FROM entry WHERE seq = 1",
        "INSERT INTO entry SELECT 9, id, thing, kind, step, previous, day, made_ms, "
        "made_offset_min, "
        "received_ms, who, role, source, content, hash FROM entry WHERE seq = 1"}) {
    CAPTURE(sql);
    const auto refused = database.run(sql);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::kBadInput);
  }
}
