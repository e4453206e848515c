#include "hub/records/eraser.h"

#include "tests/hub/records/ledger_bench.h"
#include "tests/support/made_jpeg.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::day_of;
using test::LedgerBench;
using test::make_entry;
using test::make_step;
using test::must;

namespace {

class ErasingBench : public LedgerBench {
 public:
  ErasingBench() { open(); }

  /// Enters a record about a day, on that day.
  NewEntry enter(const std::string& id, const std::string& kind, const std::string& body,
                 const Date& day) {
    NewEntry entry = make_entry(id, kind, body);
    entry.day = day;
    stand_at(day);
    put(entry);
    return entry;
  }
  void stand_at(const Date& day) { clock.leap(std::chrono::sys_days(day) + 4h - clock.wall()); }
  void keep_house_on(const Date& day) {
    stand_at(day);
    must(ledger->keep_house());
  }
  bool has_body(const std::string& id) const {
    const auto entry = reader().entry(id);
    must(entry);
    REQUIRE(*entry);
    return (*entry)->body.has_value();
  }
};

const std::string kWaste = R"({"waste_kind":"厨余"})";

std::string delivery(const std::string& more) {
  return R"({"batch":"A-17","product_name":"白菜")" + more + "}";
}

}  // namespace

TEST_CASE("eraser: a record's body goes two years after its day, not a day before") {
  ErasingBench bench;
  bench.enter("waste-0001", "waste", kWaste, day_of(2024, 11, 24));

  bench.keep_house_on(day_of(2026, 11, 24));
  CHECK(bench.has_body("waste-0001"));
  bench.keep_house_on(day_of(2026, 11, 25));

  CHECK_FALSE(bench.has_body("waste-0001"));
  const auto entry = bench.reader().entry("waste-0001");
  CHECK((*entry)->who == "chef");
  CHECK((*entry)->reason.empty());
  CHECK(bench.findings().empty());
  const auto report = verify_records(bench.folder.path(), {}, {});
  CHECK(report->erased_count == 1);
}

TEST_CASE("eraser: a leap day's record goes on the first of March") {
  CHECK(last_day_kept(day_of(2026, 2, 28), std::chrono::months(24)) == day_of(2024, 2, 28));
  CHECK(last_day_kept(day_of(2026, 3, 1), std::chrono::months(24)) == day_of(2024, 3, 1));
  CHECK(last_day_kept(day_of(2026, 8, 31), std::chrono::months(6)) == day_of(2026, 2, 28));
  ErasingBench bench;
  bench.enter("waste-0001", "waste", kWaste, day_of(2024, 2, 29));
  bench.keep_house_on(day_of(2026, 2, 28));
  CHECK(bench.has_body("waste-0001"));
  bench.keep_house_on(day_of(2026, 3, 1));
  CHECK_FALSE(bench.has_body("waste-0001"));
}

TEST_CASE("eraser: a purchase goes six months past its shelf life, without one after two years") {
  ErasingBench bench;
  const Date day = day_of(2024, 1, 10);
  bench.enter("delivery-short", "delivery", delivery(R"(,"shelf_life_ends_on":"2024-01-20")"), day);
  bench.enter("delivery-long", "delivery", delivery(R"(,"shelf_life_ends_on":"2029-01-20")"), day);
  bench.enter("delivery-none", "delivery", delivery(""), day);
  bench.enter("delivery-over", "delivery", delivery(R"(,"shelf_life_ends_on":"2023-01-01")"), day);

  bench.keep_house_on(day_of(2024, 7, 10));
  CHECK(bench.has_body("delivery-over"));
  bench.keep_house_on(day_of(2024, 7, 11));
  CHECK_FALSE(bench.has_body("delivery-over"));
  bench.keep_house_on(day_of(2024, 7, 20));
  CHECK(bench.has_body("delivery-short"));
  bench.keep_house_on(day_of(2024, 7, 21));
  CHECK_FALSE(bench.has_body("delivery-short"));
  bench.keep_house_on(day_of(2026, 1, 11));
  CHECK_FALSE(bench.has_body("delivery-none"));
  CHECK(bench.has_body("delivery-long"));
  bench.keep_house_on(day_of(2029, 7, 21));
  CHECK_FALSE(bench.has_body("delivery-long"));
  CHECK(bench.findings().empty());
}

TEST_CASE("eraser: master data stays, but for people who left and what was withdrawn") {
  ErasingBench bench;
  const Date day = day_of(2020, 1, 1);
  bench.enter("person-stays", "person", R"({"job":"厨师","name":"王一"})", day);
  const NewEntry leaver =
      bench.enter("person-leaves", "person", R"({"job":"厨师","name":"王二"})", day);
  bench.enter("supplier-1", "supplier", R"({"name":"鲜农"})", day);
  const NewEntry dish = bench.enter("dish-0001", "dish", R"({"name":"红烧肉"})", day);
  bench.stand_at(day_of(2026, 6, 1));
  bench.put(make_step(leaver, RecordStep::kGoOn, "person-left",
                      R"({"job":"厨师","left_on":"2026-06-01","name":"王二"})"));
  bench.put(make_step(dish, RecordStep::kWithdraw, "dish-gone", ""));

  bench.keep_house_on(day_of(2028, 6, 1));
  CHECK(bench.has_body("person-leaves"));
  CHECK(bench.has_body("dish-0001"));
  bench.keep_house_on(day_of(2028, 6, 2));

  CHECK(bench.has_body("person-stays"));
  CHECK(bench.has_body("supplier-1"));
  CHECK_FALSE(bench.has_body("person-leaves"));
  CHECK_FALSE(bench.has_body("person-left"));
  CHECK_FALSE(bench.has_body("dish-0001"));
  CHECK(bench.findings().empty());
}

TEST_CASE("eraser: all versions go together, with their reasons, and take no further one") {
  ErasingBench bench;
  const NewEntry first = bench.enter("waste-0001", "waste", kWaste, day_of(2024, 1, 1));
  const NewEntry second = make_step(first, RecordStep::kCorrect, "waste-0002", kWaste);
  bench.put(second);
  bench.keep_house_on(day_of(2026, 6, 1));

  CHECK_FALSE(bench.has_body("waste-0001"));
  CHECK_FALSE(bench.has_body("waste-0002"));
  CHECK((*bench.reader().entry("waste-0002"))->reason.empty());
  CHECK(bench.refusal(make_step(second, RecordStep::kCorrect, "waste-0003", kWaste))
            .find("keeping time") != std::string::npos);
  CHECK(bench.put(first).outcome == PutOutcome::kKnown);
  CHECK(bench.findings().empty());
}

TEST_CASE("eraser: what was erased is nowhere in the files any more") {
  ErasingBench bench;
  NewEntry entry = make_entry("waste-0001", "waste", R"({"waste_kind":"secret-words"})");
  entry.day = day_of(2024, 1, 1);
  bench.put(entry);
  for (int i = 0; i < 50; ++i) {
    entry.id = "waste-1" + std::to_string(100 + i);
    bench.put(entry);
  }
  REQUIRE(bench.folder.read("records.db-wal").find("secret-words") != std::string::npos);
  bench.keep_house_on(day_of(2026, 6, 1));
  bench.close();

  CHECK(bench.folder.read("records.db").find("secret-words") == std::string::npos);
  CHECK(bench.folder.read("records.db-wal").find("secret-words") == std::string::npos);
}

TEST_CASE("eraser: a photo goes with the last body that names it") {
  ErasingBench bench;
  const auto sha = bench.ledger->photos().add(test::make_jpeg(640, 480));
  must(sha);
  const std::string body = R"({"photos":[")" + *sha + R"("],"waste_kind":"厨余"})";
  bench.enter("waste-0001", "waste", body, day_of(2024, 1, 1));
  bench.enter("waste-0002", "waste", body, day_of(2024, 3, 1));

  bench.keep_house_on(day_of(2026, 2, 1));
  CHECK_FALSE(bench.has_body("waste-0001"));
  CHECK(bench.ledger->photos().has(*sha));
  CHECK(*bench.reader().is_photo_named(*sha, day_of(2024, 3, 1), day_of(2024, 3, 2)));
  CHECK_FALSE(*bench.reader().is_photo_named(*sha, day_of(2024, 1, 1), day_of(2024, 1, 2)));
  bench.keep_house_on(day_of(2026, 4, 1));
  CHECK_FALSE(bench.ledger->photos().has(*sha));
  CHECK(bench.findings().empty());
}

TEST_CASE("eraser: more than fits into one round goes in several") {
  ErasingBench bench;
  NewEntry entry = make_entry("waste-1000", "waste", kWaste);
  entry.day = day_of(2024, 1, 1);
  for (int i = 0; i < 600; ++i) {
    entry.id = "waste-" + std::to_string(1000 + i);
    bench.ledger->put(entry, [](const Result<PutAnswer>& /*answer*/) {});
  }
  bench.keep_house_on(day_of(2026, 6, 1));

  CHECK(bench.reader().all_of("erasure")->size() == 3);
  const auto report = verify_records(bench.folder.path(), {}, {});
  must(report);
  CHECK(report->erased_count == 600);
  CHECK(report->findings.empty());
}

TEST_CASE("eraser: an erasure that an entry announces and nobody made is found") {
  ErasingBench bench;
  bench.enter("waste-0001", "waste", kWaste, day_of(2024, 1, 1));
  bench.keep_house_on(day_of(2026, 6, 1));
  bench.close();
  bench.tamper("INSERT INTO body VALUES (1, zeroblob(16), '', '{}')");
  CHECK(bench.findings().front() == "entry 1: it was erased, and yet has a body");
  bench.tamper("DELETE FROM erasure");
  CHECK_FALSE(bench.findings().empty());
}
