#include "hub/upload/connector.h"

#include "tests/hub/upload/upload_bench.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

TEST_CASE("upload: what is in the ledger arrives once, mapped as the file says, in its order") {
  UploadBench bench;
  bench.enter_person();
  bench.enter("check-0001", "morning_check", kPassed);
  bench.connect();

  bench.drain();

  const auto kept = bench.kept();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0]["path"] == "/person");
  CHECK(kept[0]["body"]["name"] == "王*");
  CHECK(kept[1]["body"] == Json::parse(R"({"action":"add","at":"2026-11-24 06:40","outcome":"1",)"
                                       R"("person":"王大明"})"));
  CHECK(bench.requests().size() == 2);
  CHECK(bench.counts().sent == 2);
  CHECK(bench.connector->trouble().empty());
}

TEST_CASE("upload: a correction is an update under the platform's own id, a withdrawal a cancel") {
  UploadBench bench;
  bench.enter_person();
  const NewEntry first = bench.enter("check-0001", "morning_check", kPassed);
  bench.connect();
  bench.drain();
  const NewEntry corrected =
      make_step(first, RecordStep::kCorrect, "check-0002", replace(kPassed, "passed", "off_post"));
  bench.put(corrected);
  bench.put(make_step(corrected, RecordStep::kWithdraw, "check-0003", ""));

  bench.drain();

  const auto kept = bench.kept();
  REQUIRE(kept.size() == 4);
  CHECK(kept[2]["method"] == "PUT");
  CHECK(kept[2]["path"] == "/check/P-2");
  CHECK(kept[2]["body"]["outcome"] == "2");
  CHECK(kept[3]["method"] == "DELETE");
  CHECK(kept[3]["path"] == "/check/P-2");
  CHECK(kept[3]["body"] == Json::parse(R"({"action":"cancel","reason":"写错了"})"));
}

TEST_CASE("upload: versions of one thing keep their order, whatever failed between") {
  UploadBench bench;
  bench.enter_person();
  const NewEntry first = bench.enter("check-0001", "morning_check", kPassed);
  bench.put(make_step(first, RecordStep::kWithdraw, "check-0002", ""));
  bench.connect();
  bench.step();
  bench.receiver.behave("status 503");
  bench.drain(5);
  bench.receiver.behave("good");

  bench.drain();

  const auto kept = bench.kept();
  REQUIRE(kept.size() == 3);
  CHECK(kept[1]["method"] == "POST");
  CHECK(kept[2]["method"] == "DELETE");
}

TEST_CASE("upload: what was refused and then withdrawn is over, and nothing is cancelled there") {
  UploadBench bench;
  bench.enter_person();
  const NewEntry first =
      bench.enter("check-0001", "morning_check", R"({"note":"坏记录","person":"person-wang"})");
  bench.receiver.behave("refuse-key 坏记录");
  bench.connect();
  bench.drain();
  bench.put(make_step(first, RecordStep::kWithdraw, "check-0002", ""));

  bench.drain();

  CHECK(bench.kept().size() == 1);  // the person
  CHECK(bench.counts().waiting == 0);
  CHECK(bench.counts().refused == 0);
}

TEST_CASE(
    "upload: an answer that never came is asked for again with the same key, and known as a "
    "duplicate") {
  UploadBench bench;
  bench.enter_person();
  bench.receiver.behave("after");
  bench.connect();
  bench.step();
  CHECK(bench.counts().waiting == 1);
  CHECK_FALSE(bench.connector->trouble().empty());
  bench.receiver.behave("good");

  bench.drain();

  CHECK(bench.kept().size() == 1);
  REQUIRE(bench.requests().size() == 2);
  CHECK(bench.requests()[0]["key"] == bench.requests()[1]["key"]);
  CHECK(bench.counts().sent == 1);
  CHECK(bench.connector->trouble().empty());
}

TEST_CASE(
    "upload: a refused record waits for a person with the platform's words, the others go on") {
  UploadBench bench;
  bench.enter_person();
  bench.enter("check-0001", "morning_check", R"({"note":"坏记录","person":"person-wang"})");
  bench.enter("check-0002", "morning_check", kPassed);
  bench.receiver.behave("refuse-key 坏记录");
  bench.connect();

  bench.drain();
  bench.drain(20);

  CHECK(bench.counts().sent == 2);
  const auto refused = bench.refused();
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].id == "check-0001");
  CHECK(refused[0].receipt.message == "不符合要求");
  CHECK(refused[0].receipt.code == "R1");
  CHECK(refused[0].tries == 1);

  bench.receiver.behave("good");
  CHECK(*bench.queue().retry("check-0001", bench.clock.wall()) == 1);
  bench.drain();
  CHECK(bench.counts().refused == 0);
  CHECK(bench.kept().size() == 3);
}

TEST_CASE("upload: a correction overtakes the version that was refused, which is then over") {
  UploadBench bench;
  bench.enter_person();
  const NewEntry first =
      bench.enter("check-0001", "morning_check", R"({"note":"坏记录","person":"person-wang"})");
  bench.receiver.behave("refuse-key 坏记录");
  bench.connect();
  bench.drain();
  bench.put(make_step(first, RecordStep::kCorrect, "check-0002", kPassed));

  bench.drain();

  CHECK(bench.counts().refused == 0);
  const auto kept = bench.kept();
  REQUIRE(kept.size() == 2);
  CHECK(kept[1]["body"]["action"] == "add");
  CHECK(*bench.queue().retry("", bench.clock.wall()) == 0);
}

TEST_CASE("upload: what cannot be mapped is not sent, and says why without the value") {
  UploadBench bench;
  bench.enter("check-0001", "morning_check", R"({"person":"person-gone"})");
  bench.connect();

  bench.drain();

  CHECK(bench.requests().empty());
  const auto refused = bench.refused();
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].receipt.message == "person.name：未登记 · is not recorded");
  CHECK(refused[0].receipt.status == 0);
}

TEST_CASE("upload: events before the first day stay at home, master data goes up") {
  UploadBench bench;
  NewEntry person = make_entry("person-wang", "person", R"({"job":"厨师","name":"王大明"})");
  person.day = day_of(2026, 1, 1);
  bench.put(person);
  NewEntry check = make_entry("check-0001", "morning_check", kPassed);
  check.day = day_of(2026, 11, 19);
  bench.put(check);
  bench.enter("check-0002", "morning_check", kPassed);
  bench.connect();
  bench.drain();
  CHECK(bench.counts().sent == 2);

  bench.connect(replace(std::string(kPlanHead) + kPlanRecords, "2026-11-20", "2026-11-01"));
  bench.drain();

  CHECK(bench.counts().sent == 3);
  CHECK(bench.kept().size() == 3);
}

TEST_CASE("upload: a kind that is mapped later is sent from the beginning, the others not again") {
  UploadBench bench;
  bench.enter_person();
  bench.enter("waste-0001", "waste", R"({"amount_kg":3.25})");
  bench.connect();
  bench.drain();
  bench.connect(std::string(kPlanHead) + kPlanRecords +
                "[[record]]\nkind = \"waste\"\npath = \"/waste\"\ncorrect = \"none\"\n"
                "withdraw = \"none\"\nbody = { kg = \"{amount_kg|number:1}\" }\n");

  bench.drain();

  CHECK(bench.requests().size() == 2);
  CHECK(bench.kept()[1]["body"]["kg"] == 3.3);
}

TEST_CASE(
    "upload: a ledger that was restored from a copy is looked through anew, nothing is sent "
    "twice") {
  UploadBench bench;
  bench.enter_person();
  bench.connect();
  bench.drain();
  bench.connector.reset();
  bench.close();
  for (const char* name : {"records.db", "records.db-wal", "records.db-shm", "records.head"})
    std::filesystem::remove(bench.folder / name);
  bench.open();
  bench.enter_person();
  bench.enter("check-0001", "morning_check", kPassed);
  bench.enter("check-0002", "morning_check", kPassed);

  bench.reopen();
  bench.drain();

  CHECK(bench.requests().size() == 3);
  CHECK(bench.counts().sent == 3);
}

TEST_CASE("upload: a clock that jumps a year either way neither loses nor doubles a record") {
  UploadBench bench;
  bench.enter_person();
  bench.connect();
  bench.receiver.behave("status 503");
  bench.drain(2);
  bench.clock.leap(24h * 365);
  bench.drain(2);
  bench.clock.leap(-(24h * 730));
  bench.receiver.behave("good");
  bench.enter("check-0001", "morning_check", kPassed);

  bench.drain();

  CHECK(bench.kept().size() == 2);
  CHECK(bench.counts().sent == 2);
}

TEST_CASE("upload: a batch goes up in one request; a refused one is taken apart") {
  UploadBench bench;
  bench.enter_person();
  bench.connect();
  bench.drain();
  for (int i = 0; i < 25; ++i)
    bench.enter("waste-" + std::to_string(1000 + i), "waste",
                i == 7 ? R"({"collector":"坏记录"})" : R"({"amount_kg":1})");
  bench.receiver.behave("refuse-key 坏记录");
  bench.connect(std::string(kPlanHead) + kPlanRecords +
                "[[record]]\nkind = \"waste\"\npath = \"/waste\"\ncorrect = \"none\"\n"
                "withdraw = \"none\"\nbatch = 10\n"
                "body = { kg = \"{amount_kg}\", who = \"{collector}\", key = \"{meta.key}\" }\n");

  bench.drain();

  CHECK(bench.counts().sent == 25);
  CHECK(bench.counts().refused == 1);
  CHECK(bench.kept().size() == 25);
  CHECK(bench.requests().size() == 1 + 1 + 10 + 2);
}

TEST_CASE("upload: a reference waits until the other record has its number") {
  UploadBench bench;
  bench.connect(replace(std::string(kPlanHead) + kPlanRecords,
                        "person = \"{person.name|required}\"",
                        "person = \"{person.meta.platform_id|required}\""));
  bench.enter_person();
  bench.enter("check-0001", "morning_check", kPassed);
  bench.receiver.behave("status 500");
  bench.drain(3);
  CHECK(bench.counts().refused == 0);
  bench.receiver.behave("good");

  bench.drain();

  REQUIRE(bench.kept().size() == 2);
  CHECK(bench.kept()[1]["body"]["person"] == "P-1");
}
