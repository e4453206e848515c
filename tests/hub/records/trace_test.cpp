#include "hub/records/trace.h"

#include <algorithm>

#include "tests/hub/records/kitchen_bench.h"

using namespace sunhall;
using test::ids;
using test::KitchenBench;
using test::make_step;
using test::must;

namespace {

RecordTrace follow(const KitchenBench& bench, const std::string& thing) {
  auto reader = bench.reader();
  auto trace = trace_thing(reader, thing);
  must(trace);
  return *trace;
}

bool has_link(const RecordTrace& trace, const TraceLink& link) {
  return std::ranges::find(trace.links, link) != trace.links.end();
}

}  // namespace

TEST_CASE("trace: a batch leads to its deliveries, supplier, meals and their samples") {
  const KitchenBench bench;
  auto reader = bench.reader();
  const auto trace = trace_batch(reader, "a-17");
  must(trace);

  CHECK(ids(trace->deliveries) == "delivery-1");
  CHECK(ids(trace->suppliers) == "supplier-farm");
  CHECK(ids(trace->meals) == "meal-lunch-11 meal-lunch-12");
  CHECK(ids(trace->samples) == "sample-11-a sample-11-b");
  CHECK(ids(trace->measurements) == "core-temp-11");
  CHECK(has_link(*trace, {"supplier-farm", "delivery-1", ""}));
  CHECK(has_link(*trace, {"delivery-1", "meal-lunch-11", "醋溜白菜"}));
  CHECK(has_link(*trace, {"delivery-1", "meal-lunch-12", "白菜汤"}));
  CHECK(has_link(*trace, {"meal-lunch-11", "sample-11-a", "醋溜白菜"}));
  CHECK_FALSE(trace->is_cut);
}

TEST_CASE("trace: a meal leads back to deliveries and suppliers, and on to its samples") {
  const KitchenBench bench;
  const RecordTrace trace = follow(bench, "meal-lunch-11");

  CHECK(ids(trace.deliveries) == "delivery-1 delivery-3");
  CHECK(ids(trace.suppliers) == "supplier-farm supplier-meat");
  CHECK(ids(trace.meals) == "meal-lunch-11");
  CHECK(ids(trace.samples) == "sample-11-a sample-11-b");
  CHECK(has_link(trace, {"delivery-3", "meal-lunch-11", "红烧肉"}));
}

TEST_CASE("trace: a sample leads back to the meal's deliveries") {
  const KitchenBench bench;
  const RecordTrace trace = follow(bench, "sample-11-b");
  CHECK(ids(trace.meals) == "meal-lunch-11");
  CHECK(ids(trace.deliveries) == "delivery-1 delivery-3");
  CHECK(ids(trace.samples) == "sample-11-b");
}

TEST_CASE("trace: a supplier leads to all that came of it, a dish to its meals") {
  const KitchenBench bench;
  CHECK(ids(follow(bench, "supplier-farm").meals) == "meal-lunch-11 meal-lunch-12");
  CHECK(ids(follow(bench, "dish-cabbage").meals) == "meal-lunch-11");
  CHECK(ids(follow(bench, "dish-cabbage").deliveries) == "delivery-1 delivery-3");
}

TEST_CASE("trace: what a meal names and nobody entered leads nowhere") {
  const KitchenBench bench;
  const RecordTrace trace = follow(bench, "meal-lunch-12");
  CHECK(ids(trace.deliveries) == "delivery-1");
  for (const TraceLink& link : trace.links) CHECK(link.from != "delivery-gone");
}

TEST_CASE("trace: a withdrawn delivery is no part of a meal any more") {
  KitchenBench bench;
  NewEntry delivery = test::make_entry("delivery-3", "delivery", "");
  delivery.day = test::day_of(2026, 11, 11);
  bench.put(make_step(delivery, RecordStep::kWithdraw, "delivery-3b", ""));
  CHECK(ids(follow(bench, "meal-lunch-11").deliveries) == "delivery-1");
  auto reader = bench.reader();
  CHECK(trace_thing(reader, "delivery-3").error().kind == ErrorKind::kUnsupported);
}

TEST_CASE(
    "trace: an unknown batch leads nowhere; an unknown thing, or one of no goods, is refused") {
  const KitchenBench bench;
  auto reader = bench.reader();
  CHECK(trace_batch(reader, "Z-99")->deliveries.empty());
  CHECK(trace_batch(reader, " ").error().kind == ErrorKind::kBadInput);
  CHECK(trace_thing(reader, "nobody").error().kind == ErrorKind::kUnsupported);
  CHECK(trace_thing(reader, "person-wang").error().kind == ErrorKind::kUnsupported);
}

TEST_CASE("trace: things that name each other in a circle are followed once") {
  KitchenBench bench;
  bench.enter("meal-circle", "meal",
              R"({"dishes":[{"name":"汤","used":["meal-circle"]}],"name":"晚餐"})", 12);
  CHECK(ids(follow(bench, "meal-circle").meals) == "meal-circle");
}

TEST_CASE("trace: what is more than the limit is cut, and said to be") {
  KitchenBench bench;
  for (int i = 0; i < static_cast<int>(kTraceThingsMax); ++i) {
    NewEntry sample = test::make_entry("sample-" + std::to_string(10'000 + i), "sample",
                                       R"({"dish":"红烧肉","meal":"meal-lunch-11"})");
    bench.ledger->put(sample, [](const Result<PutAnswer>& /*answer*/) {});
  }
  must(bench.ledger->keep_house());
  const RecordTrace trace = follow(bench, "meal-lunch-11");
  CHECK(trace.is_cut);
  CHECK(trace.samples.size() <= kTraceThingsMax);
}
