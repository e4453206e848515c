#include "hub/record_house.h"

#include <doctest/doctest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

Site site_with(const std::string& rules) {
  const auto loaded = parse_site(
      "[site]\nid = \"sample-home\"\nname = \"示例养老院\"\n"
      "[[camera]]\nid = \"cooking\"\nname = \"烹饪区\"\narea = \"operation\"\n"
      "main = \"rtsp://192.0.2.1/1\"\n"
      "[[sensor]]\nid = \"fridge-1\"\nname = \"1号冷藏柜\"\nstore_kind = \"refrigerator\"\n" +
          rules,
      "site.toml", ".");
  REQUIRE_MESSAGE(loaded.has_value(), loaded.error().what);
  return loaded->site;
}

/// A home's records over HTTP, by a site file.
struct HomeRecords {
  const Site site;
  ApiHouse api;
  EventBus events;
  std::unique_ptr<RecordHouse> records;
  std::string li;

  explicit HomeRecords(const std::string& rules) : site(site_with(rules)) {
    auto opened = RecordHouse::open({.site = site,
                                     .folder = api.folder.path(),
                                     .clock = api.clock,
                                     .events = events,
                                     .audit = *api.audit});
    REQUIRE_MESSAGE(opened.has_value(), opened.error().what);
    records = std::move(*opened);
    records->add_routes(*api.router);
    api.add_account("li", Role::kStaff);
    api.open();
    li = api.token_of("li");
  }
  ~HomeRecords() {
    api.hub.reset();
    records.reset();
  }
  HomeRecords(const HomeRecords&) = delete;
  HomeRecords& operator=(const HomeRecords&) = delete;

  void put(const std::string& id, const std::string& kind, const std::string& body) {
    const RawAnswer put = api.send("PUT", "/api/v1/records/" + id, li,
                                   R"({"kind": ")" + kind +
                                       R"(", "step": "add", "day": "2026-11-24",)"
                                       R"( "made_at": "2026-11-24T11:30:00+08:00", "body": )" +
                                       body + "}");
    REQUIRE_MESSAGE(put.status == 201, put.body);
  }
  nlohmann::json day() { return nlohmann::json::parse(api.get("/api/v1/day", li).body); }
  nlohmann::json public_day() const {
    const auto text = records->today();
    REQUIRE(text.has_value());
    return nlohmann::json::parse(text->json);
  }
  /// What the sheet says of the sample with 150 g, once the chain has both entries.
  std::string verdict_of_sample() {
    put("meal-0001", "meal", R"({"name": "午餐"})");
    put("sample-0001", "sample",
        R"({"dish": "红烧肉", "meal": "meal-0001", "person": "person-0001", "weight_g": 150,)"
        R"( "taken_at": "2026-11-24T11:20:00+08:00"})");
    const auto sheet = day();
    for (const auto& record : sheet["records"]) {
      for (const auto& verdict : record["verdicts"])
        if (record["kind"] == "sample" && verdict["rule"] == kSampleWeight.name)
          return verdict["verdict"];
    }
    return "none";
  }
  bool is_fridge_outside_at(double value_c) {
    const RawAnswer taken = api.post(
        "/api/v1/readings",
        R"({"sensor": "fridge-1", "readings": [{"value": )" + std::to_string(value_c) + "}]}", li);
    REQUIRE_MESSAGE(taken.status == 202, taken.body);
    const auto fridge = [this] { return day()["sensors"][0]; };
    REQUIRE(comes_true([&] { return !fridge()["value_c"].is_null(); }));
    return !fridge()["out_of_limit_since"].is_null();
  }
};

}  // namespace

TEST_CASE("record house: a home without [rules] is judged by the rules, and says of no limit") {
  HomeRecords home("");
  CHECK(home.verdict_of_sample() == "pass");
  CHECK_FALSE(home.is_fridge_outside_at(6));
  CHECK_FALSE(home.public_day().contains("limits"));
}

TEST_CASE("record house: [rules] reach the sheet, the sensors and the public day") {
  HomeRecords home("[rules]\nsample_weight_g = 200\nrefrigerator_highest_c = 5\nfever_c = 37.0\n");
  CHECK(home.verdict_of_sample() == "fail");
  CHECK(home.is_fridge_outside_at(6));
  CHECK(home.day()["limits"]["sample_weight_g"] == 200);
  CHECK(home.day()["limits"]["fever_c"] == 37.0);

  const auto limits = home.public_day()["limits"];
  CHECK(limits["sample_weight_g"] == 200);
  CHECK(limits["refrigerator_highest_c"] == 5);
  CHECK_FALSE(limits.contains("fever_c"));  // beside people's names it has no place
}

TEST_CASE("record house: at midnight a new public day begins, without anybody entering anything") {
  HomeRecords home("");
  home.api.clock.advance(std::chrono::hours(12) + std::chrono::seconds(29 * 60 + 59));  // 23:59:59
  home.li = home.api.token_of("li");  // the morning's log-in is over
  home.put("meal-0001", "meal", R"({"name": "午餐", "dishes": [{"name": "红烧肉"}]})");
  REQUIRE(comes_true([&] { return !home.public_day()["meals"].empty(); }));
  REQUIRE(home.public_day()["date"] == "2026-11-24");

  const bool has_begun = comes_true([&] {
    home.api.clock.advance(std::chrono::milliseconds(20));
    return home.public_day()["date"] == "2026-11-25";
  });

  CHECK(has_begun);
  CHECK(home.public_day()["meals"].empty());
}
