#include "hub/records/body_cache.h"

#include "tests/hub/records/ledger_bench.h"

using namespace sunhall;
using test::must;

namespace {

StoredEntry make_waste(std::int64_t seq, const std::string& kind) {
  StoredEntry entry;
  entry.seq = seq;
  entry.kind = "waste";
  entry.body = R"({"waste_kind":")" + kind + R"("})";
  return entry;
}

}  // namespace

TEST_CASE("body cache: a body is read once, and the oldest goes when there is no room") {
  BodyCache cache(2);
  const auto first = cache.add(make_waste(1, "厨余"));
  must(first);
  CHECK(std::get<WasteBody>((*first)->body).waste_kind == "厨余");
  CHECK(*cache.add(make_waste(1, "厨余")) == *first);
  must(cache.add(make_waste(2, "废油")));
  must(cache.add(make_waste(3, "其他")));
  CHECK(cache.count() == 2);
  CHECK(cache.find(1) == nullptr);
  CHECK(cache.find(3)->meta.seq == 3);
  CHECK(*cache.add(make_waste(1, "厨余")) != *first);
  CHECK(std::get<WasteBody>((*first)->body).waste_kind == "厨余");
}

TEST_CASE("body cache: a body that cannot be read is an error with its entry's number, each time") {
  BodyCache cache;
  StoredEntry wrong = make_waste(7, "厨余");
  wrong.body = "{";
  for (int i = 0; i < 2; ++i) {
    const auto read = cache.add(wrong);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::kInternal);
    CHECK(read.error().what.find("entry 7") != std::string::npos);
  }
  wrong.body.reset();
  CHECK_FALSE(cache.add(wrong));
}
