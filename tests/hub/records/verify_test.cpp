#include "hub/records/verify.h"

#include <fstream>

#include "tests/hub/records/ledger_bench.h"
#include "tests/support/made_jpeg.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::LedgerBench;
using test::make_entry;
using test::make_step;
using test::must;

namespace {

const std::string kWaste = R"({"waste_kind":"厨余"})";

/// A delivery with a photo, corrected once; a waste record, withdrawn; an hour of readings, sealed.
class FullBench : public LedgerBench {
 public:
  FullBench() {
    open();
    const auto sent = ledger->photos().add(test::make_jpeg(640, 480));
    must(sent);
    photo = *sent;
    NewEntry delivery = make_entry("delivery-1", "delivery",
                                   R"({"batch":"A-17","photos":[")" + photo +
                                       R"("],"product_name":"白菜","supplier_name":"鲜农"})");
    put(delivery);
    NewEntry corrected = make_step(delivery, RecordStep::kCorrect, "delivery-2", delivery.body);
    corrected.body = R"({"batch":"A-18","photos":[")" + photo +
                     R"("],"product_name":"白菜","supplier_name":"鲜农"})";
    put(corrected);
    const NewEntry waste = make_entry("waste-0001", "waste", kWaste);
    put(waste);
    put(make_step(waste, RecordStep::kWithdraw, "waste-0002", ""));
    std::vector<Reading> batch;
    for (int i = 0; i < 60; ++i)
      batch.push_back(
          {"fridge-1", clock.wall() + i * 1min, clock.wall() + i * 1min + 2s, 4.0 + i, 0});
    must(ledger->readings().add_and_wait(batch));
    clock.leap(2h);
    must(ledger->keep_house());
  }

  /// What a check says after somebody changed something past the hub.
  std::vector<std::string> after(const std::string& sql) {
    close();
    tamper(sql);
    return findings();
  }

  std::string photo;
};

bool names(const std::vector<std::string>& findings, std::string_view begin) {
  return !findings.empty() && findings.front().starts_with(begin);
}

}  // namespace

TEST_CASE("verify: what nobody touched has no findings, while the hub runs and after it") {
  FullBench bench;
  CHECK(bench.findings().empty());
  bench.close();

  const auto report = verify_records(bench.folder.path(), {}, {});

  must(report);
  CHECK(report->findings.empty());
  CHECK(report->entry_count == 5);
  CHECK(report->reading_count == 60);
  CHECK(report->photo_count == 1);
  CHECK(report->head.seq == 5);
}

TEST_CASE("verify: a change of any column of an entry is found at that entry") {
  const char* const kChanges[] = {
      "id = 'delivery-9'",      "thing = 'waste-0001'", "kind = 'waste'",
      "step = 'go_on'",         "step = 'nonsense'",    "previous = 'waste-0002'",
      "previous = NULL",        "day = '2026-11-23'",   "day = 'some day'",
      "made_ms = made_ms + 1",  "made_offset_min = 0",  "received_ms = received_ms - 1",
      "who = 'manager'",        "role = 'manager'",     "source = 'sensor'",
      "content = zeroblob(32)", "hash = zeroblob(32)",  "hash = x'00'"};
  for (const char* const change : kChanges) {
    CAPTURE(change);
    FullBench bench;
    CHECK(names(bench.after(std::string("UPDATE entry SET ") + change + " WHERE seq = 2"),
                "entry 2"));
  }
}

TEST_CASE("verify: a change of any column of a body is found at its entry") {
  for (const char* const change :
       {"salt = zeroblob(16)", "salt = x''", "reason = '看错了'", "reason = ''", "json = '{}'",
        "json = replace(json, 'A-18', 'A-19')"}) {
    CAPTURE(change);
    FullBench bench;
    CHECK(
        names(bench.after(std::string("UPDATE body SET ") + change + " WHERE seq = 2"), "entry 2"));
  }
}

TEST_CASE("verify: a row that was taken out, put in or moved is found where it is") {
  const auto finds = [](const char* sql, std::string_view begin) {
    CAPTURE(sql);
    FullBench bench;
    CHECK(names(bench.after(sql), begin));
  };
  finds("DELETE FROM entry WHERE seq = 2", "entry 3: entry 2 before it is missing");
  finds("DELETE FROM entry WHERE seq IN (1, 2)", "entry 3: entries 1 to 2 before it are missing");
  finds("DELETE FROM body WHERE seq = 3", "entry 3: its body is missing");
  finds(
      "UPDATE entry SET seq = CASE seq WHEN 2 THEN 90 WHEN 3 THEN 2 ELSE seq END "
      "WHERE seq IN (2, 3); UPDATE entry SET seq = 3 WHERE seq = 90",
      "entry 2");
  finds(
      "INSERT INTO entry SELECT 6, 'waste-0009', 'waste-0009', 'waste', 'add', NULL, day, "
      "made_ms, made_offset_min, received_ms, who, role, source, content, hash FROM entry "
      "WHERE seq = 3",
      "entry 6");
  finds("UPDATE home SET site = 'other'", "entry 1");
  finds("DELETE FROM home", "records.db");
}

TEST_CASE("verify: a body that was deleted as if it were old is found") {
  FullBench bench;
  const auto findings =
      bench.after("INSERT INTO erasure VALUES (3, 5); DELETE FROM body WHERE seq = 3");
  REQUIRE(names(findings, "entry 3: entry 5 does not say that it was erased"));
}

TEST_CASE("verify: newest entries that were cut off are missed by records.head") {
  FullBench bench;
  const auto findings = bench.after(
      "DELETE FROM body WHERE seq > 3; DELETE FROM entry WHERE seq > 3; DELETE FROM hour; "
      "DELETE FROM reading; DELETE FROM head WHERE kind = 'seal'; "
      "UPDATE head SET seq = 3, version_count = 1, is_withdrawn = 0 WHERE thing = 3");
  REQUIRE_FALSE(findings.empty());
  CHECK(findings.front() == "records.head: entry 5 was there once, and the chain ends at 3");
}

TEST_CASE("verify: a chain that was made anew does not fit records.head") {
  FullBench bench;
  bench.close();
  std::filesystem::remove(bench.folder / "records.db");
  const std::string heads = bench.folder.read("records.head");
  std::filesystem::remove(bench.folder / "records.head");
  bench.open();
  for (int i = 1; i <= 5; ++i)
    bench.put(make_entry("waste-000" + std::to_string(i), "waste", kWaste));
  bench.close();
  bench.folder.write("records.head", heads);

  CHECK(names(bench.findings(), "records.head: entry 5 had another hash once"));
}

TEST_CASE("verify: a line of records.head that was written over is found, a half one is none") {
  FullBench bench;
  bench.close();
  const std::string heads = bench.folder.read("records.head");
  bench.folder.write("records.head", heads + heads.substr(0, 40));
  CHECK(bench.findings().empty());
  bench.folder.write("records.head", std::string(heads.size() - 1, 'x') + "\n");
  CHECK(names(bench.findings(), "records.head"));
}

TEST_CASE("verify: a change of what is derived is found at the entry that it is derived from") {
  for (const char* const sql :
       {"DELETE FROM head WHERE thing = 1", "UPDATE head SET seq = 1 WHERE thing = 1",
        "UPDATE head SET kind = 'waste' WHERE thing = 1",
        "UPDATE head SET day = '2020-01-01' WHERE thing = 1",
        "UPDATE head SET version_count = 1 WHERE thing = 1",
        "UPDATE head SET is_corrected = 0 WHERE thing = 1",
        "UPDATE head SET is_withdrawn = 1 WHERE thing = 1",
        "UPDATE head SET keep_rule = 'for_good' WHERE thing = 1",
        "UPDATE head SET keep_from = '2020-01-01' WHERE thing = 1",
        "DELETE FROM search_key WHERE thing = 1",
        "UPDATE search_key SET value = 'b-18' WHERE role = 'batch'",
        "INSERT INTO search_key VALUES (1, 'batch', 'b-19', '')",
        "DELETE FROM photo_use WHERE seq = 2",
        "INSERT INTO photo_use SELECT sha256, 2 FROM photo_use WHERE false UNION "
        "SELECT '"
        "aa"
        "', 2"}) {
    CAPTURE(sql);
    FullBench bench;
    CHECK(names(bench.after(sql), "entry 2"));
  }
}

TEST_CASE("verify: a reading that was changed, taken out or put in is found at its hour's seal") {
  for (const char* const sql :
       {"UPDATE reading SET value = value - 0.5 WHERE value = 30.0",
        "UPDATE reading SET delay_ms = 0 WHERE value = 30.0",
        "UPDATE reading SET flags = 1 WHERE value = 30.0",
        "UPDATE reading SET at_ms = at_ms + 1 WHERE value = 30.0",
        "DELETE FROM reading WHERE value = 30.0",
        "INSERT INTO reading SELECT sensor, at_ms + 1, 4.0, 0, 0, 0 FROM reading LIMIT 1",
        "DELETE FROM hour", "DELETE FROM hour; DELETE FROM reading"}) {
    CAPTURE(sql);
    FullBench bench;
    CHECK(names(bench.after(sql), "entry 5"));
  }
  FullBench bench;
  CHECK_FALSE(
      bench.after("INSERT INTO reading SELECT sensor, at_ms + 1, 4.0, 0, 0, 9 FROM reading LIMIT 1")
          .empty());
}

TEST_CASE("verify: a photo that was changed or is missing is found at its entry") {
  FullBench bench;
  bench.close();
  const std::string name = "photos/" + bench.photo.substr(0, 2) + "/" + bench.photo + ".jpg";
  const std::string whole = bench.folder.read(name);
  bench.folder.write(name, whole + "x");
  CHECK(names(bench.findings(), "entry 1"));
  CHECK(bench.findings({.reads_photos = false}).empty());
  bench.folder.write(name, "");
  CHECK(names(bench.findings(), "entry 1"));
  std::filesystem::remove(bench.folder / name);
  CHECK(names(bench.findings(), "entry 1"));
  bench.folder.write(name, whole);
  CHECK(bench.findings().empty());
}

TEST_CASE("verify: a database with damaged pages is said to be so, and ends nobody's check badly") {
  FullBench bench;
  for (int i = 0; i < 200; ++i)
    bench.put(make_entry("waste-" + std::to_string(1000 + i), "waste", kWaste));
  bench.close();
  const auto size = std::filesystem::file_size(bench.folder / "records.db");
  for (std::uintmax_t at = 4096; at + 4096 <= size; at += 4096) {
    CAPTURE(at);
    const std::string whole = bench.folder.read("records.db");
    std::string damaged = whole;
    damaged.replace(at, 4096, 4096, '\x55');
    bench.folder.write("records.db", damaged);
    const auto report = verify_records(bench.folder.path(), {}, {});
    CHECK((!report || report->finding_count > 0));
    bench.folder.write("records.db", whole);
  }
  CHECK(bench.findings().empty());
}

TEST_CASE("verify: who asks for the check can end it") {
  FullBench bench;
  std::vector<NewEntry> entries;
  for (int i = 0; i < 5000; ++i)
    bench.ledger->put(make_entry("waste-" + std::to_string(10'000 + i), "waste", kWaste),
                      [](const Result<PutAnswer>& /*answer*/) {});
  bench.close();

  int calls = 0;
  const auto ended = verify_records(bench.folder.path(), {}, [&](std::uint64_t, std::uint64_t) {
    ++calls;
    return false;
  });

  CHECK_FALSE(ended);
  CHECK(calls == 1);
}
