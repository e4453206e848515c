#include "hub/records/ledger.h"

#include <atomic>
#include <future>

#include "tests/hub/records/ledger_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::day_of;
using test::LedgerBench;
using test::make_entry;
using test::make_step;
using test::must;

namespace {

const NewEntry kWaste = make_entry("waste-0001", "waste", R"({"waste_kind":"厨余"})");

}  // namespace

TEST_CASE("ledger: what was entered is there, with both clocks, who and from what") {
  LedgerBench bench;
  bench.open();

  const PutAnswer answer = bench.put(kWaste);

  CHECK(answer.outcome == PutOutcome::kStored);
  CHECK(answer.seq == 1);
  CHECK(answer.thing == "waste-0001");
  CHECK(answer.received_at == bench.clock.wall());
  CHECK(bench.ledger->newest() == ChainHead{1, answer.hash});
  auto reader = bench.reader();
  const auto entry = reader.entry("waste-0001");
  must(entry);
  REQUIRE(*entry);
  CHECK((*entry)->body == kWaste.body);
  CHECK((*entry)->made_at == kWaste.made_at);
  CHECK((*entry)->received_at == bench.clock.wall());
  CHECK((*entry)->who == "chef");
  CHECK((*entry)->role == "staff");
  CHECK((*entry)->source == RecordSource::kDesk);
  CHECK((*entry)->day == day_of(2026, 11, 24));
  CHECK(bench.findings().empty());
}

TEST_CASE("ledger: the same put again changes nothing and gets the same answer") {
  LedgerBench bench;
  bench.open();
  const PutAnswer first = bench.put(kWaste);
  bench.clock.leap(1h);
  bench.close();
  bench.open();
  NewEntry again = kWaste;
  again.who = "manager";  // the queue was sent after somebody else logged in

  const PutAnswer second = bench.put(again);

  CHECK(second.outcome == PutOutcome::kKnown);
  CHECK(second.seq == first.seq);
  CHECK(second.hash == first.hash);
  CHECK(second.received_at == first.received_at);
  CHECK(bench.ledger->newest().seq == 1);
}

TEST_CASE("ledger: an id that has other content is a conflict and changes nothing") {
  LedgerBench bench;
  bench.open();
  bench.put(kWaste);
  const auto differs = [&](auto change) {
    NewEntry other = kWaste;
    change(other);
    const PutAnswer answer = bench.put(other);
    CHECK(answer.head == "waste-0001");
    return answer.outcome == PutOutcome::kConflict;
  };

  CHECK(differs([](NewEntry& e) { e.body = R"({"waste_kind":"废油"})"; }));
  CHECK(differs([](NewEntry& e) { e.day = day_of(2026, 11, 23); }));
  CHECK(differs([](NewEntry& e) { e.made_at.utc += 1s; }));
  CHECK(differs([](NewEntry& e) { e.made_at.offset = 0min; }));
  CHECK(differs([](NewEntry& e) {
    e.kind = "nothing";
    e.body = R"({"section":"waste"})";
  }));
  CHECK(bench.ledger->newest().seq == 1);
}

TEST_CASE("ledger: versions follow one another, and the newest is the head") {
  LedgerBench bench;
  bench.open();
  bench.put(kWaste);
  const NewEntry second = make_step(kWaste, RecordStep::kGoOn, "waste-0002",
                                    R"({"amount_kg":3.0,"waste_kind":"厨余"})");
  const NewEntry third = make_step(second, RecordStep::kCorrect, "waste-0003",
                                   R"({"amount_kg":2.0,"waste_kind":"厨余"})");
  CHECK(bench.put(second).thing == "waste-0001");
  bench.put(third);

  auto reader = bench.reader();
  const auto head = reader.head("waste-0001");
  must(head);
  REQUIRE(*head);
  CHECK((*head)->id == "waste-0003");
  CHECK((*head)->version_count == 3);
  CHECK((*head)->is_corrected);
  CHECK((*head)->reason == "写错了");
  const auto history = reader.history("waste-0001");
  must(history);
  REQUIRE(history->size() == 3);
  CHECK((*history)[0].body == kWaste.body);
  CHECK((*history)[1].version_count == 2);
  CHECK_FALSE((*history)[1].is_corrected);
  CHECK((*history)[2].is_corrected);
  CHECK((*history)[2].previous == "waste-0002");
  CHECK_FALSE(*reader.head("waste-0002"));
  CHECK(bench.findings().empty());
}

TEST_CASE("ledger: who looked at an old version is told the present head") {
  LedgerBench bench;
  bench.open();
  bench.put(kWaste);
  bench.put(make_step(kWaste, RecordStep::kGoOn, "waste-0002", R"({"waste_kind":"废油"})"));

  const PutAnswer late =
      bench.put(make_step(kWaste, RecordStep::kCorrect, "waste-0003", R"({"waste_kind":"厨余"})"));
  const PutAnswer lost =
      bench.put(make_step(make_entry("nobody-knows", "waste", ""), RecordStep::kGoOn, "waste-0004",
                          R"({"waste_kind":"厨余"})"));

  CHECK(late.outcome == PutOutcome::kConflict);
  CHECK(late.head == "waste-0002");
  CHECK(lost.outcome == PutOutcome::kConflict);
  CHECK(lost.head.empty());
  CHECK(bench.ledger->newest().seq == 2);
}

TEST_CASE("ledger: a withdrawn record is gone from the day, stays in history and takes no more") {
  LedgerBench bench;
  bench.open();
  bench.put(kWaste);
  const NewEntry withdrawn = make_step(kWaste, RecordStep::kWithdraw, "waste-0002", "");
  bench.put(withdrawn);

  auto reader = bench.reader();
  const Date day = day_of(2026, 11, 24);
  CHECK(reader.days(day, day, "")->empty());
  CHECK((*reader.head("waste-0001"))->step == RecordStep::kWithdraw);
  CHECK(reader.history("waste-0001")->size() == 2);
  CHECK(bench
            .refusal(make_step(withdrawn, RecordStep::kCorrect, "waste-0003",
                               R"({"waste_kind":"厨余"})"))
            .find("withdrawn") != std::string::npos);
  CHECK(bench.findings().empty());
}

TEST_CASE("ledger: what breaks the rules is refused in Chinese and English, and nothing is kept") {
  LedgerBench bench;
  bench.open();
  bench.put(kWaste);
  const auto refused = [&](auto change, RecordStep step = RecordStep::kAdd) {
    NewEntry entry = step == RecordStep::kAdd ? make_entry("waste-0009", "waste", kWaste.body)
                                              : make_step(kWaste, step, "waste-0009", kWaste.body);
    change(entry);
    const std::string words = bench.refusal(entry);
    CHECK(words.find(" · ") != std::string::npos);
    CHECK(words.find('\n') == std::string::npos);
  };

  refused([](NewEntry& e) { e.id = "short"; });
  refused([](NewEntry& e) { e.id = std::string(65, 'x'); });
  refused([](NewEntry& e) { e.id = "a/../../b"; });
  refused([](NewEntry& e) { e.kind = "salary"; });
  refused([](NewEntry& e) { e.kind = "seal"; });
  refused([](NewEntry& e) { e.kind = "erasure"; });
  refused([](NewEntry& e) { e.body = "{"; });
  refused([](NewEntry& e) { e.body = R"({"waste_kind":"厨余","wast_kind":"厨余"})"; });
  refused([](NewEntry& e) {
    e.body = R"({"photos":[")" + std::string(64, 'a') + R"("],"waste_kind":"x"})";
  });
  refused([](NewEntry& e) { e.day = day_of(2026, 2, 30); });
  refused([](NewEntry& e) { e.day = day_of(1970, 1, 1); });
  refused([](NewEntry& e) { e.made_at.utc = WallTime{}; });
  refused([](NewEntry& e) { e.made_at.offset = 15h; });
  refused([](NewEntry& e) { e.who = ""; });
  refused([](NewEntry& e) { e.previous = "waste-0001"; });
  refused([](NewEntry& e) { e.reason = "因为"; });
  refused([](NewEntry& e) { e.reason = ""; }, RecordStep::kCorrect);
  refused([](NewEntry& e) { e.reason = std::string(201, 'x'); }, RecordStep::kCorrect);
  refused([](NewEntry& e) { e.reason = "a\nb"; }, RecordStep::kWithdraw);
  refused([](NewEntry& e) { e.reason = "\xff"; }, RecordStep::kWithdraw);
  refused([](NewEntry& e) { e.previous = ""; }, RecordStep::kGoOn);
  refused([](NewEntry& e) { e.body = kWaste.body; }, RecordStep::kWithdraw);
  refused(
      [](NewEntry& e) {
        e.kind = "nothing";
        e.body = R"({"section":"waste"})";
      },
      RecordStep::kGoOn);
  CHECK(bench.ledger->newest().seq == 1);
}

TEST_CASE("ledger: many are kept together or not at all") {
  LedgerBench bench;
  bench.open();
  const auto put_all = [&](std::vector<NewEntry> entries) {
    std::promise<Result<std::vector<PutAnswer>>> answer;
    bench.ledger->put_all(std::move(entries), [&](auto result) { answer.set_value(result); });
    return answer.get_future().get();
  };
  const NewEntry other = make_entry("waste-0002", "waste", R"({"waste_kind":"废油"})");
  NewEntry wrong = kWaste;
  wrong.body = R"({"waste_kind":"别的"})";
  bench.put(kWaste);

  const auto refused = put_all({other, wrong});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kBadInput);
  CHECK(refused.error().what.find("record 2") != std::string::npos);
  CHECK(bench.ledger->newest().seq == 1);

  const auto stored = put_all({other, kWaste});
  must(stored);
  REQUIRE(stored->size() == 2);
  CHECK((*stored)[0].outcome == PutOutcome::kStored);
  CHECK((*stored)[1].outcome == PutOutcome::kKnown);
  CHECK_FALSE(put_all(std::vector<NewEntry>(kPutAllMax + 1, other)));
}

TEST_CASE("ledger: a refusal in the middle of a batch costs nobody else's record") {
  LedgerBench bench;
  bench.open();
  std::atomic<int> stored = 0;
  std::atomic<int> refused = 0;
  for (int i = 0; i < 300; ++i) {
    NewEntry entry = make_entry("waste-" + std::to_string(1000 + i), "waste", kWaste.body);
    // Known only inside the transaction: its photo was never sent.
    if (i % 3 == 0)
      entry.body = R"({"photos":[")" + std::string(64, 'a') + R"("],"waste_kind":"厨余"})";
    bench.ledger->put(entry,
                      [&](const Result<PutAnswer>& answer) { ++(answer ? stored : refused); });
  }
  bench.close();

  CHECK(stored == 200);
  CHECK(refused == 100);
  CHECK(bench.findings().empty());
}

TEST_CASE("ledger: every put is answered, also when the ledger closes at once") {
  LedgerBench bench;
  bench.open();
  int answered = 0;
  for (int i = 0; i < 200; ++i)
    bench.ledger->put(make_entry("waste-" + std::to_string(1000 + i), "waste", kWaste.body),
                      [&](const Result<PutAnswer>& answer) { answered += answer ? 1 : 0; });
  bench.close();

  CHECK(answered == 200);
  bench.open();
  CHECK(bench.ledger->newest().seq == 200);
}

TEST_CASE("ledger: too much that waits is refused at once") {
  LedgerBench bench;
  bench.options.waiting_bytes_max = 100;
  bench.open();

  const auto answer = bench.ledger->put_and_wait(kWaste);

  REQUIRE_FALSE(answer);
  CHECK(answer.error().kind == ErrorKind::kExhausted);
}

TEST_CASE("ledger: who shows records hears of each new one, after it is there") {
  LedgerBench bench;
  bench.open();
  std::vector<std::string> heard;
  bench.ledger->on_stored([&](const std::string& kind, const Date& day) {
    heard.push_back(kind + " " + format_date(day));
  });
  bench.put(kWaste);
  bench.put(kWaste);
  must(bench.ledger->keep_house());

  CHECK(heard == std::vector<std::string>{"waste 2026-11-24"});
}

TEST_CASE("ledger: a clock that is set back changes no order") {
  LedgerBench bench;
  bench.open();
  bench.put(kWaste);
  bench.clock.leap(-(48h));
  bench.put(make_entry("waste-0002", "waste", kWaste.body));
  bench.clock.leap(1000h);
  bench.put(make_entry("waste-0003", "waste", kWaste.body));

  auto reader = bench.reader();
  const Date day = day_of(2026, 11, 24);
  const auto rows = reader.days(day, day, "waste");
  must(rows);
  REQUIRE(rows->size() == 3);
  CHECK((*rows)[0].received_at > (*rows)[1].received_at);
  CHECK((*rows)[1].seq == 2);
  CHECK(bench.findings().empty());
}

TEST_CASE("ledger: one home's folder is not another's, and one hub's at a time") {
  LedgerBench bench;
  bench.open();
  const auto twice = Ledger::open(bench.options, bench.clock);
  REQUIRE_FALSE(twice);
  CHECK(twice.error().kind == ErrorKind::kUnavailable);
  bench.close();

  bench.options.site = "other";
  const auto other = bench.try_open();
  REQUIRE_FALSE(other);
  CHECK(other.error().kind == ErrorKind::kBadInput);
}

TEST_CASE("ledger: the files are their owner's alone") {
  LedgerBench bench;
  bench.open();
  bench.put(kWaste);
  bench.close();
  for (const char* name : {"records.db", "records.head", "records.lock"}) {
    CAPTURE(name);
    const auto rights = std::filesystem::status(bench.folder / name).permissions();
    CHECK((rights & std::filesystem::perms::others_all) == std::filesystem::perms::none);
    CHECK((rights & std::filesystem::perms::group_all) == std::filesystem::perms::none);
  }
}

TEST_CASE("ledger: days list heads by day and kind, without what the hub makes for itself") {
  LedgerBench bench;
  bench.open();
  NewEntry yesterday = make_entry("waste-0002", "waste", kWaste.body);
  yesterday.day = day_of(2026, 11, 23);
  bench.put(kWaste);
  bench.put(yesterday);
  bench.put(make_entry("nothing-01", "nothing", R"({"section":"meals"})"));
  bench.put(make_entry("dish-0001", "dish", R"({"name":"红烧肉"})"));

  auto reader = bench.reader();
  const Date first = day_of(2026, 11, 23);
  const Date last = day_of(2026, 11, 24);
  CHECK(reader.days(first, last, "")->size() == 4);
  CHECK(reader.days(last, last, "")->size() == 3);
  CHECK(reader.days(first, last, "waste")->front().id == "waste-0002");
  CHECK(reader.all_of("dish")->size() == 1);
  CHECK(reader.newest()->seq == 4);
}
