#include "hub/records/reading_store.h"

#include <cmath>
#include <limits>

#include "tests/hub/records/ledger_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::LedgerBench;
using test::must;

namespace {

class ReadingBench : public LedgerBench {
 public:
  ReadingBench() { open(); }

  Reading reading(std::chrono::milliseconds ago, double value, std::uint32_t flags = 0) const {
    return {"fridge-1", clock.wall() - ago, clock.wall(), value, flags};
  }
  ReadingsAnswer add(std::vector<Reading> batch) {
    const auto answer = ledger->readings().add_and_wait(std::move(batch));
    must(answer);
    return *answer;
  }
  std::vector<double> series() const {
    auto opened = ReadingReader::open(folder.path());
    must(opened);
    const auto rows =
        opened->series("fridge-1", clock.wall() - std::chrono::days(30), clock.wall() + 1ms);
    must(rows);
    std::vector<double> values;
    for (const Reading& row : *rows) values.push_back(row.value);
    return values;
  }
  std::vector<StoredEntry> seals() const {
    auto entries = reader().all_of("seal");
    must(entries);
    return *entries;
  }
  /// Time goes on, and the ledger looks after itself.
  void pass(std::chrono::minutes time) {
    clock.leap(time);
    must(ledger->keep_house());
  }
};

}  // namespace

TEST_CASE("reading store: readings are there in order of time, however they came") {
  ReadingBench bench;

  const ReadingsAnswer answer = bench.add(
      {bench.reading(1min, 4.5), bench.reading(3min, 4.25), bench.reading(2min, -4.0, 7)});

  CHECK(answer.stored_count == 3);
  CHECK(bench.series() == std::vector<double>{4.25, -4.0, 4.5});
  auto reader = ReadingReader::open(bench.folder.path());
  must(reader);
  const auto newest = reader->newest("fridge-1", bench.clock.wall());
  must(newest);
  REQUIRE(*newest);
  CHECK((*newest)->value == 4.5);
  CHECK((*newest)->at == bench.clock.wall() - 1min);
  CHECK((*newest)->received_at == bench.clock.wall());
  CHECK((*reader->newest("fridge-1", bench.clock.wall() - 90s))->flags == 7);
  CHECK((*reader->newest("fridge-1", bench.clock.wall() - 90s, 3))->value == 4.25);
  CHECK_FALSE(*reader->newest("fridge-2", bench.clock.wall()));
  CHECK(*reader->sensors() == std::vector<std::string>{"fridge-1"});
}

TEST_CASE(
    "reading store: what comes twice is kept once; another value of that moment is kept, too") {
  ReadingBench bench;
  bench.add({bench.reading(1min, 4.0)});

  const ReadingsAnswer again =
      bench.add({bench.reading(1min, 4.0), bench.reading(1min, 5.0), bench.reading(1min, 5.0)});

  CHECK(again.stored_count == 1);
  CHECK(again.known_count == 2);
  CHECK(bench.series() == std::vector<double>{4.0, 5.0});
}

TEST_CASE("reading store: a batch with one reading that cannot be kept is refused as a whole") {
  ReadingBench bench;
  const auto refused = [&](Reading wrong) {
    const auto answer =
        bench.ledger->readings().add_and_wait({bench.reading(1min, 4.0), std::move(wrong)});
    return !answer && answer.error().kind == ErrorKind::kBadInput;
  };

  CHECK(refused(bench.reading(1min, std::nan(""))));
  CHECK(refused(bench.reading(1min, std::numeric_limits<double>::infinity())));
  Reading strange = bench.reading(1min, 4.0);
  strange.sensor = "../fridge";
  CHECK(refused(strange));
  strange = bench.reading(1min, 4.0);
  strange.at = WallTime(-1ms);
  CHECK(refused(strange));
  strange.at = WallTime::max();
  CHECK(refused(strange));
  CHECK_FALSE(bench.ledger->readings().add_and_wait(
      std::vector<Reading>(kReadingBatchMax + 1, bench.reading(1min, 4.0))));
  CHECK(bench.series().empty());
}

TEST_CASE("reading store: an hour is sealed when it is over and quiet, and not before") {
  ReadingBench bench;  // 08:00
  bench.clock.leap(40min);
  bench.add({bench.reading(1min, 4.0), bench.reading(2min, 6.5)});
  bench.pass(19min);
  CHECK(bench.seals().empty());
  bench.add({bench.reading(0min, 5.0)});
  bench.pass(2min);
  CHECK(bench.seals().empty());  // over, but its last reading came two minutes ago
  bench.pass(4min);

  REQUIRE(bench.seals().size() == 1);
  const auto body = parse_record_body(RecordKind::kSeal, *bench.seals().front().body);
  must(body);
  const auto& seal = std::get<SealBody>(*body);
  CHECK(seal.sensor == "fridge-1");
  CHECK(seal.count == 3);
  CHECK(seal.lowest == 4.0);
  CHECK(seal.highest == 6.5);
  CHECK(format_rfc3339(*seal.from) == "2026-11-24T16:00:00+08:00");
  CHECK(format_rfc3339(*seal.to) == "2026-11-24T17:00:00+08:00");
  CHECK(bench.findings().empty());
}

TEST_CASE("reading store: what comes after the seal is sealed once more, and both seals hold") {
  ReadingBench bench;
  bench.add({bench.reading(30min, 4.0)});
  bench.pass(10min);
  REQUIRE(bench.seals().size() == 1);
  bench.pass(72h);
  bench.add({{"fridge-1", bench.clock.wall() - 72h - 45min, bench.clock.wall(), 9.0, 2}});
  CHECK(bench.findings().empty());
  bench.pass(10min);

  REQUIRE(bench.seals().size() == 1);
  CHECK(bench.seals().front().version_count == 2);
  CHECK(bench.reader().history(bench.seals().front().thing)->size() == 2);
  CHECK(bench.findings().empty());
  bench.close();
  bench.tamper("UPDATE reading SET late = 0");
  CHECK_FALSE(bench.findings().empty());
}

TEST_CASE(
    "reading store: a sensor whose clock is years off is kept, sealed and not erased at once") {
  ReadingBench bench;
  bench.add(
      {{"fridge-1", WallTime(1h), bench.clock.wall(), 4.0, 1},
       {"fridge-1", bench.clock.wall() + std::chrono::days(9000), bench.clock.wall(), 5.0, 1}});

  bench.pass(61min);

  CHECK(bench.seals().size() == 2);
  auto reader = ReadingReader::open(bench.folder.path());
  CHECK(reader->series("fridge-1", WallTime{}, WallTime(2h))->size() == 1);
  CHECK(bench.findings().empty());
}

TEST_CASE("reading store: readings go with their seal's keeping time, and the chain holds") {
  ReadingBench bench;
  bench.add({bench.reading(30min, 4.0)});
  bench.pass(1h);
  bench.clock.leap(std::chrono::days(740));
  bench.add({bench.reading(30min, 5.0)});
  bench.pass(1h);

  CHECK(bench.series() == std::vector<double>{5.0});
  auto reader = ReadingReader::open(bench.folder.path());
  CHECK(reader->series("fridge-1", WallTime{}, bench.clock.wall())->size() == 1);
  CHECK(bench.findings().empty());

  // A gateway that sends again what was erased finds room under a new seal.
  bench.add({{"fridge-1", bench.clock.wall() - std::chrono::days(740) - 2h - 30min,
              bench.clock.wall(), 4.0, 0}});
  bench.pass(1h);
  CHECK(bench.findings().empty());
}

TEST_CASE("reading store: a seal of thousands of readings is made in time") {
  ReadingBench bench;
  std::vector<Reading> batch;
  for (int i = 0; i < 3600; ++i) batch.push_back(bench.reading(1s * (i + 1), i / 10.0));
  bench.add(batch);
  bench.pass(10min);

  CHECK(bench.findings().empty());
  CHECK(bench.seals().size() == 1);
}
