#include "hub/records/body_facts.h"

#include "core/model/records/record_kind.h"
#include "tests/hub/records/ledger_bench.h"

using namespace sunhall;
using test::day_of;
using test::must;

namespace {

/// Roles, values and parts in one line each.
std::vector<std::string> keys(std::string_view kind, std::string_view body) {
  const auto facts = read_body_facts(kind, body);
  must(facts);
  std::vector<std::string> lines;
  for (const SearchKey& key : facts->keys)
    lines.push_back(std::string(key_word(key.role)) + " " + key.value +
                    (key.part.empty() ? "" : " / " + key.part));
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "body facts: a delivery is found by product, supplier and batch, a thing as it is written") {
  CHECK(keys("delivery", R"({"batch":" A 17","product":"Product-1","product_name":"Bai Cai",
                             "supplier":"Supplier-1","supplier_name":"鲜农 Farm"})") ==
        Lines{"supplier Supplier-1", "supplier 鲜农farm", "product Product-1", "product baicai",
              "batch a17"});
}

TEST_CASE("body facts: a meal is found by its dishes, and says what went into which") {
  CHECK(keys("meal", R"({"name":"午餐","dishes":[{"name":"汤","dish":"dish-0001",
                         "used":["delivery-2","delivery-1","delivery-1"]},{"name":"饭"}]})") ==
        Lines{"dish dish-0001", "dish 汤", "dish 饭", "used delivery-1 / 汤",
              "used delivery-2 / 汤"});
}

TEST_CASE("body facts: photos of every kind of record are known") {
  const std::string sha(64, 'a');
  CHECK(keys("person", R"({"certificate_photo":")" + sha + R"(","job":"厨师","name":"王一"})") ==
        Lines{"name 王一", "photo " + sha});
  CHECK(keys("supplier", R"({"licence_photo":")" + sha + R"(","name":"x"})") ==
        Lines{"name x", "photo " + sha});
  CHECK(keys("waste", R"({"photos":[")" + sha + R"("],"waste_kind":"厨余"})") ==
        Lines{"photo " + sha});
}

TEST_CASE("body facts: what is kept for good, by shelf life and plainly is told apart") {
  const auto rule = [](std::string_view kind, std::string_view body) {
    const auto facts = read_body_facts(kind, body);
    must(facts);
    return std::string(keep_word(facts->keep_rule)) +
           (facts->keep_from ? " " + format_date(*facts->keep_from) : "");
  };
  CHECK(rule("dish", R"({"name":"汤"})") == "for_good");
  CHECK(rule("person", R"({"job":"厨师","name":"王一"})") == "for_good");
  CHECK(rule("person", R"({"job":"厨师","left_on":"2026-01-02","name":"王一"})") ==
        "plain 2026-01-02");
  CHECK(rule("delivery", R"({"product_name":"米"})") == "plain");
  CHECK(rule("delivery", R"({"product_name":"米","shelf_life_ends_on":"2027-01-02"})") ==
        "shelf_life 2027-01-02");
  CHECK(rule("waste", R"({"waste_kind":"厨余"})") == "plain");
}

TEST_CASE("body facts: a body that is not of its kind is refused at every length it is cut to") {
  const std::string whole = R"({"batch":"A-17","product_name":"白菜"})";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto refused = read_body_facts("delivery", whole.substr(0, length));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find('\n') == std::string::npos);
  }
  CHECK_FALSE(read_body_facts("waste", whole));
  CHECK_FALSE(read_body_facts("no_kind", whole));
}
