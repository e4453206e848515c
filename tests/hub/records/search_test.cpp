#include "hub/records/search.h"

#include "tests/hub/records/kitchen_bench.h"

using namespace sunhall;
using test::day_of;
using test::ids;
using test::KitchenBench;
using test::make_step;
using test::must;

namespace {

std::string find(const KitchenBench& bench, SearchQuery query) {
  if (query.from == Date{}) query.from = day_of(2026, 11, 1);
  if (query.to == Date{}) query.to = day_of(2026, 11, 30);
  auto reader = bench.reader();
  const auto answer = search(reader, query);
  must(answer);
  return ids(answer->entries);
}

}  // namespace

TEST_CASE("search: a supplier is found by its thing and by a part of its name, however written") {
  const KitchenBench bench;
  CHECK(find(bench, {.supplier = "supplier-farm"}) == "delivery-1");
  CHECK(find(bench, {.supplier = "鲜农"}) == "delivery-2 delivery-1");
  CHECK(find(bench, {.supplier = "FARM"}) == "delivery-2 delivery-1");
  CHECK(find(bench, {.supplier = "肉铺"}) == "delivery-3");
  CHECK(find(bench, {.supplier = "没有"}).empty());
}

TEST_CASE("search: a batch is found by its beginning, without regard to blanks and capitals") {
  const KitchenBench bench;
  CHECK(find(bench, {.batch = "a-17"}) == "delivery-1");
  CHECK(find(bench, {.batch = "A 17"}) == "delivery-2");
  CHECK(find(bench, {.batch = "A"}) == "delivery-2 delivery-1");
  CHECK(find(bench, {.batch = "17"}).empty());
}

TEST_CASE("search: signs that mean something to the database mean nothing here") {
  const KitchenBench bench;
  CHECK(find(bench, {.batch = "P_3%"}) == "delivery-3");
  CHECK(find(bench, {.batch = "%"}).empty());
  CHECK(find(bench, {.batch = "_"}).empty());
  CHECK(find(bench, {.supplier = "' OR 1=1 --"}).empty());
  CHECK(find(bench, {.supplier = "\\"}).empty());
}

TEST_CASE("search: a person and a dish are found in whatever names them") {
  const KitchenBench bench;
  CHECK(find(bench, {.person = "王"}) == "check-wang-11 sample-11-a");
  CHECK(find(bench, {.person = "person-wang"}) == "check-wang-11 sample-11-a");
  CHECK(find(bench, {.dish = "红烧肉"}) == "core-temp-11 sample-11-b meal-lunch-11");
  CHECK(find(bench, {.dish = "dish-cabbage"}) == "meal-lunch-11");
}

TEST_CASE("search: all conditions must fit, the days too") {
  const KitchenBench bench;
  CHECK(find(bench, {.supplier = "鲜农", .batch = "a-17"}) == "delivery-1");
  CHECK(find(bench, {.person = "王", .dish = "白菜"}) == "sample-11-a");
  CHECK(find(bench, {.dish = "白菜", .from = day_of(2026, 11, 12), .to = day_of(2026, 11, 12)}) ==
        "meal-lunch-12");
}

TEST_CASE("search: a corrected record is found by its new content alone, a withdrawn one not") {
  KitchenBench bench;
  NewEntry entry =
      bench.enter("delivery-9", "delivery", R"({"batch":"X-1","product_name":"白菜"})", 12);
  NewEntry corrected = make_step(entry, RecordStep::kCorrect, "delivery-9b",
                                 R"({"batch":"Y-1","product_name":"白菜"})");
  bench.put(corrected);
  CHECK(find(bench, {.batch = "X-1"}).empty());
  CHECK(find(bench, {.batch = "Y-1"}) == "delivery-9");
  bench.put(make_step(corrected, RecordStep::kWithdraw, "delivery-9c", ""));
  CHECK(find(bench, {.batch = "Y-1"}).empty());
}

TEST_CASE("search: more than asked for is said to be cut") {
  const KitchenBench bench;
  auto reader = bench.reader();
  const SearchQuery query{
      .batch = "A", .from = day_of(2026, 11, 1), .to = day_of(2026, 11, 30), .count_max = 1};
  const auto answer = search(reader, query);
  must(answer);
  CHECK(ids(answer->entries) == "delivery-2");
  CHECK(answer->is_cut);
}

TEST_CASE("search: a query without a condition, or with days the wrong way round, is refused") {
  const KitchenBench bench;
  auto reader = bench.reader();
  const Date day = day_of(2026, 11, 1);
  for (const SearchQuery& query :
       {SearchQuery{.from = day, .to = day}, SearchQuery{.batch = "  ", .from = day, .to = day},
        SearchQuery{.batch = "A", .from = day_of(2026, 11, 2), .to = day},
        SearchQuery{.batch = "A"}}) {
    const auto refused = search(reader, query);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::kBadInput);
  }
}
