#include "hub/records/chain.h"

#include "tests/hub/records/ledger_bench.h"

using namespace sunhall;
using test::day_of;

namespace {

StoredEntry make_stored() {
  return {.seq = 2,
          .id = "waste-0002",
          .thing = "waste-0001",
          .kind = "waste",
          .step = RecordStep::kCorrect,
          .previous = "waste-0001",
          .reason = {},
          .day = day_of(2026, 11, 24),
          .made_at = {WallTime(std::chrono::milliseconds(1)), std::chrono::minutes(480)},
          .received_at = WallTime(std::chrono::milliseconds(2)),
          .who = "chef",
          .role = "staff",
          .source = RecordSource::kDesk,
          .body = {},
          .hash = {}};
}

}  // namespace

// Both digests were computed with Python's hashlib from the words of docs/records.md.
TEST_CASE("chain: genesis, content and link are what the document says") {
  CHECK(to_hex(genesis_digest("sample")) ==
        "d911f2a8a05f458c7a05b8169148bedb2159075dee59ecccc1a48cb8cec04cfd");
  const Digest content = content_digest({.salt = {1, 2, 3}, .reason = "写错了", .body = "{}"});
  CHECK(to_hex(content) == "a39c2170592f87e42a887a7c2695f336245b652ca35dd792cd8301478d930c05");
  CHECK(to_hex(entry_digest(genesis_digest("sample"), content, make_stored())) ==
        "2f105c5bb0fc0f5593ba63bf34df20b6415bc8bf377a4ba9072522cf0eb01b40");
}

TEST_CASE("chain: a link depends on each of its fields") {
  const Digest whole = entry_digest({}, {}, make_stored());
  const auto changes = [&](auto change) {
    StoredEntry entry = make_stored();
    change(entry);
    return entry_digest({}, {}, entry) != whole;
  };
  CHECK(changes([](StoredEntry& e) { e.seq = 3; }));
  CHECK(changes([](StoredEntry& e) { e.id = "waste-0003"; }));
  CHECK(changes([](StoredEntry& e) { e.thing = "waste-0003"; }));
  CHECK(changes([](StoredEntry& e) { e.kind = "meal"; }));
  CHECK(changes([](StoredEntry& e) { e.step = RecordStep::kGoOn; }));
  CHECK(changes([](StoredEntry& e) { e.previous = ""; }));
  CHECK(changes([](StoredEntry& e) { e.day = day_of(2026, 11, 25); }));
  CHECK(changes([](StoredEntry& e) { e.made_at.utc += std::chrono::milliseconds(1); }));
  CHECK(changes([](StoredEntry& e) { e.made_at.offset = std::chrono::minutes(0); }));
  CHECK(changes([](StoredEntry& e) { e.received_at += std::chrono::milliseconds(1); }));
  CHECK(changes([](StoredEntry& e) { e.who = "manager"; }));
  CHECK(changes([](StoredEntry& e) { e.role = "manager"; }));
  CHECK(changes([](StoredEntry& e) { e.source = RecordSource::kApi; }));
  CHECK(entry_digest({1}, {}, make_stored()) != whole);
  CHECK(entry_digest({}, {1}, make_stored()) != whole);
}

TEST_CASE("chain: letters that move from one field to the next change the link") {
  StoredEntry entry = make_stored();
  entry.who = "chefs";
  entry.role = "taff";
  CHECK(entry_digest({}, {}, entry) != entry_digest({}, {}, make_stored()));
  CHECK(content_digest({.salt = {}, .reason = "ab", .body = "c"}) !=
        content_digest({.salt = {}, .reason = "a", .body = "bc"}));
}

TEST_CASE("chain: no two salts are the same") {
  CHECK(make_salt() != make_salt());
}
