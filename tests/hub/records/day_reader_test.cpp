#include "hub/records/day_reader.h"

#include "tests/hub/records/kitchen_bench.h"

using namespace sunhall;
using test::day_of;
using test::KitchenBench;
using test::make_entry;
using test::make_step;
using test::must;

namespace {

DayBook read(const KitchenBench& bench, const Date& date, const Limits& limits = {}) {
  auto reader = bench.reader();
  auto book = read_day_book(reader, date, limits);
  must(book);
  return *book;
}

template <class T>
std::string things(const Entries<T>& entries) {
  std::string text;
  for (const auto& entry : entries) text += (text.empty() ? "" : " ") + entry.meta.thing;
  return text;
}

}  // namespace

TEST_CASE(
    "day reader: a day's book holds the day, the master data, and what reaches into the day") {
  const KitchenBench bench;
  const DayBook book = read(bench, day_of(2026, 11, 12));

  CHECK(book.date == day_of(2026, 11, 12));
  CHECK(things(book.people) == "person-wang");
  CHECK(things(book.suppliers) == "supplier-farm supplier-meat");
  CHECK(things(book.dishes) == "dish-cabbage");
  CHECK(things(book.meals) == "meal-lunch-12 meal-lunch-11");
  CHECK(things(book.deliveries) == "delivery-1");
  CHECK(things(book.samples) == "sample-11-a sample-11-b");
  CHECK(things(book.morning_checks) == "check-wang-11");
  CHECK(book.core_temperatures.empty());
}

TEST_CASE("day reader: what is of a later day is not in the book") {
  const KitchenBench bench;
  const DayBook book = read(bench, day_of(2026, 11, 10));
  CHECK(things(book.deliveries) == "delivery-1");
  CHECK(book.meals.empty());
}

TEST_CASE(
    "day reader: an old delivery is there while its shelf life ends, or when a meal used it") {
  KitchenBench bench;
  const auto enter_old = [&](const std::string& id, const std::string& more) {
    NewEntry entry =
        make_entry(id, "delivery", R"({"batch":"B-1","product_name":"米")" + more + "}");
    entry.day = day_of(2026, 3, 1);
    bench.put(entry);
  };
  enter_old("delivery-fresh", R"(,"shelf_life_ends_on":"2026-11-12")");
  enter_old("delivery-stale", R"(,"shelf_life_ends_on":"2026-11-05")");
  enter_old("delivery-rotten", R"(,"shelf_life_ends_on":"2026-11-04")");
  enter_old("delivery-soon", R"(,"shelf_life_ends_on":"2026-11-15")");
  enter_old("delivery-later", R"(,"shelf_life_ends_on":"2026-11-16")");
  enter_old("delivery-used", R"(,"shelf_life_ends_on":"2026-04-01")");
  enter_old("delivery-other", "");
  bench.enter("meal-dinner", "meal",
              R"({"dishes":[{"name":"粥","used":["delivery-used"]}],"name":"晚餐"})", 12);

  const DayBook book = read(bench, day_of(2026, 11, 12));

  CHECK(find_thing(book.deliveries, "delivery-fresh") != nullptr);
  CHECK(find_thing(book.deliveries, "delivery-used") != nullptr);
  CHECK(find_thing(book.deliveries, "delivery-stale") != nullptr);
  CHECK(find_thing(book.deliveries, "delivery-soon") != nullptr);
  CHECK(find_thing(book.deliveries, "delivery-rotten") == nullptr);
  CHECK(find_thing(book.deliveries, "delivery-later") == nullptr);
  Limits careful;
  careful.shelf_life_warning_d = 3.5;
  CHECK(find_thing(read(bench, day_of(2026, 11, 12), careful).deliveries, "delivery-later") !=
        nullptr);
  CHECK(find_thing(book.deliveries, "delivery-other") == nullptr);
}

TEST_CASE("day reader: a batch that came before is there, however old it is and however written") {
  KitchenBench bench;
  NewEntry entry = make_entry("delivery-old", "delivery",
                              R"({"batch":"Q 9","product_name":"米","supplier":"supplier-farm"})");
  entry.day = day_of(2025, 1, 3);
  bench.put(entry);
  bench.enter("delivery-new", "delivery",
              R"({"batch":"q9","product_name":"米","supplier":"supplier-farm"})", 12);

  CHECK(find_thing(read(bench, day_of(2026, 11, 12)).deliveries, "delivery-old") != nullptr);
  CHECK(find_thing(read(bench, day_of(2026, 11, 11)).deliveries, "delivery-old") == nullptr);
}

TEST_CASE("day reader: a check that took somebody off post is there for two months, others a day") {
  KitchenBench bench;
  const auto check_on = [&](const std::string& id, const Date& day, const std::string& outcome) {
    NewEntry entry = make_entry(id, "morning_check",
                                R"({"outcome":")" + outcome + R"(","person":"person-wang"})");
    entry.day = day;
    bench.put(entry);
  };
  check_on("check-off", day_of(2026, 10, 14), "off_post");
  check_on("check-older", day_of(2026, 10, 13), "off_post");
  check_on("check-passed", day_of(2026, 12, 11), "passed");

  const std::string read_back = things(read(bench, day_of(2026, 12, 13)).morning_checks);

  CHECK(read_back == "check-off");
  CHECK(things(read(bench, day_of(2026, 12, 12)).morning_checks) ==
        "check-passed check-older check-off");
}

TEST_CASE("day reader: versions, who and both clocks reach the rules; withdrawn things do not") {
  KitchenBench bench;
  const NewEntry waste = bench.enter("waste-0001", "waste", R"({"waste_kind":"厨余"})", 12);
  const NewEntry corrected =
      make_step(waste, RecordStep::kCorrect, "waste-0002", R"({"waste_kind":"废油"})");
  bench.put(corrected);

  const DayBook book = read(bench, day_of(2026, 11, 12));
  REQUIRE(book.waste.size() == 1);
  const auto& entry = book.waste.front();
  CHECK(entry.body.waste_kind == "废油");
  CHECK(entry.meta.id == "waste-0002");
  CHECK(entry.meta.thing == "waste-0001");
  CHECK(entry.meta.version_count == 2);
  CHECK(entry.meta.is_corrected);
  CHECK(entry.meta.who == "chef");
  CHECK(entry.meta.made_at == waste.made_at);
  CHECK(entry.meta.received_at.utc == bench.clock.wall());

  bench.put(make_step(corrected, RecordStep::kWithdraw, "waste-0003", ""));
  CHECK(read(bench, day_of(2026, 11, 12)).waste.empty());
}

TEST_CASE("day reader: a day whose bodies were erased is empty, not an error") {
  KitchenBench bench;
  bench.clock.leap(std::chrono::days(3000));
  must(bench.ledger->keep_house());
  const DayBook book = read(bench, day_of(2026, 11, 11));
  CHECK(book.meals.empty());
  CHECK(book.deliveries.empty());
  CHECK(book.people.size() == 1);
  CHECK(bench.findings().empty());
}

TEST_CASE("day reader: an impossible day is refused") {
  const KitchenBench bench;
  auto reader = bench.reader();
  CHECK(read_day_book(reader, day_of(2026, 2, 30), Limits{}).error().kind == ErrorKind::kBadInput);
}
