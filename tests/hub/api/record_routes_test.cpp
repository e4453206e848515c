#include "hub/api/record_routes.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/hub/api/record_house_words.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

constexpr const char* kDelivery = R"({"product_name": "五花肉", "quantity": 8, "unit": "kg"})";
constexpr const char* kCheck =
    R"({"person": "person-wang", "outcome": "off_post", "checked_at": "2026-11-24T06:12:00+08:00",)"
    R"( "temperature_c": 38.8, "symptoms": ["diarrhoea"]})";

bool says(const RawAnswer& answer, std::string_view text) {
  return answer.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("records: what staff enter is on the day sheet, with who, when and from what") {
  RecordsApi house;
  const std::string li = house.api.token_of("li");

  const RawAnswer put = house.put("delivery-1", RecordsApi::entry("delivery", kDelivery), li);
  CHECK_MESSAGE(put.status == 201, put.body);
  CHECK(says(put, R"("thing":"delivery-1","seq":1)"));

  const RawAnswer day = house.api.get("/api/v1/day", li);
  CHECK_MESSAGE(day.status == 200, day.body);
  const auto json = nlohmann::json::parse(day.body);
  CHECK(json["date"] == "2026-11-24");
  CHECK(json["records"][0]["who"] == "li");
  CHECK(json["records"][0]["source"] == "desk");
  CHECK(json["records"][0]["body"]["product_name"] == "五花肉");
  CHECK_FALSE(json["records"][0]["verdicts"].empty());
  CHECK_FALSE(json["findings"].empty());
  CHECK(json["chain"]["seq"] == 1);
}

TEST_CASE("records: the same entry sent twice is one, another content under its id a conflict") {
  RecordsApi house;
  const std::string li = house.api.token_of("li");
  const std::string text = RecordsApi::entry("delivery", kDelivery);
  const RawAnswer first = house.put("delivery-1", text, li);
  const RawAnswer again = house.put("delivery-1", text, li);
  CHECK(first.status == 201);
  CHECK(again.status == 200);
  CHECK(first.body == again.body);
  const RawAnswer other =
      house.put("delivery-1", RecordsApi::entry("delivery", R"({"product_name": "豆腐"})"), li);
  CHECK(other.status == 409);
  CHECK(house.ledger->newest().seq == 1);
}

TEST_CASE("records: who changes what somebody else has changed is told, and shown the newest") {
  RecordsApi house;
  const std::string li = house.api.token_of("li");
  REQUIRE(house.put("delivery-1", RecordsApi::entry("delivery", kDelivery), li).status == 201);
  const auto correct = [&](const std::string& id) {
    return house.put(
        id,
        RecordsApi::entry("delivery", R"({"product_name": "五花肉", "quantity": 9})",
                          R"("step": "correct", "previous": "delivery-1", "reason": "写错了")"),
        li);
  };
  CHECK(correct("delivery-1b").status == 201);
  const RawAnswer late = correct("delivery-1c");
  CHECK(late.status == 409);
  CHECK(says(late, R"("id":"delivery-1b")"));
  CHECK(says(late, "已被别人改过"));

  const RawAnswer history = house.api.get("/api/v1/records/delivery-1/history", li);
  CHECK(says(history, R"("step":"correct")"));
  CHECK(says(history, "写错了"));
  CHECK(house.api.get("/api/v1/records/nothing-here/history", li).status == 404);
}

TEST_CASE("records: every refusal is in plain words of both languages, and no field is lost") {
  RecordsApi house;
  const std::string li = house.api.token_of("li");
  const auto refuse = [&](const std::string& text, int status = 400) {
    const RawAnswer answer = house.put("some-entry", text, li);
    CHECK_MESSAGE(answer.status == status, text << " " << answer.body);
    CHECK_MESSAGE(says(answer, " · "), answer.body);
  };
  refuse(RecordsApi::entry("nonsense", "{}"));
  refuse(RecordsApi::entry("seal", "{}"));
  refuse(RecordsApi::entry("delivery", R"({"product_name": "a", "wieght": 3})"));
  refuse(RecordsApi::entry("delivery", kDelivery, R"("step": "add", "typo": 1)"));
  refuse(RecordsApi::entry("delivery", kDelivery, R"("step": "jump")"));
  refuse(
      RecordsApi::entry("delivery", kDelivery, R"("step": "correct", "previous": "delivery-1")"));
  refuse(RecordsApi::entry("delivery", kDelivery, R"("step": "go_on")"));
  refuse(RecordsApi::entry("delivery", kDelivery, R"("step": "add")", "2026-02-30"));
  refuse(RecordsApi::entry("delivery", kDelivery, R"("step": "add")", "2027-02-20"));
  refuse(RecordsApi::entry("delivery", kDelivery, R"("step": "add", "reason": "x")"));
  refuse(RecordsApi::entry("person", kPersonBody), 403);
  CHECK(house.put("short", RecordsApi::entry("delivery", kDelivery), li).status == 400);
  CHECK(house.ledger->newest().seq == 0);
}

TEST_CASE("records: a body cut off at any length is refused, and nothing of it is kept") {
  RecordsApi house;
  const std::string li = house.api.token_of("li");
  const std::string text = RecordsApi::entry("morning_check", kCheck);
  for (std::size_t length = 1; length < text.size(); ++length) {
    const RawAnswer answer = house.put("check-0001", text.substr(0, length), li);
    REQUIRE_MESSAGE(answer.status == 400, length << " " << answer.body);
  }
  CHECK(house.ledger->newest().seq == 0);
}

TEST_CASE(
    "records: nobody below staff gets a name, a temperature, a symptom or a phone from any "
    "route") {
  RecordsApi house;
  const std::string wang = house.api.token_of("wang");
  REQUIRE(house.put("person-wang", RecordsApi::entry("person", kPersonBody), wang).status == 201);
  REQUIRE(house.put("check-0001", RecordsApi::entry("morning_check", kCheck), wang).status == 201);
  const std::string family = house.link(Role::kFamily);
  for (const Route* route : house.api.router->routes()) {
    if (route->least < Role::kStaff || route->method != Method::kGet) continue;
    std::string path = route->pattern;
    while (path.find('{') != std::string::npos)
      path.replace(path.find('{'), path.find('}') - path.find('{') + 1, "person-wang");
    for (const std::string& token : {std::string(), family}) {
      const RawAnswer answer = house.api.get(path, token);
      CHECK_MESSAGE((answer.status == 401 || answer.status == 403), path << answer.body);
      for (const char* secret : {"王大明", "38.8", "diarrhoea", "13800001111", "123X"})
        CHECK_MESSAGE(!says(answer, secret), path);
    }
  }
}

TEST_CASE("records: staff see no phone, identity number or certificate photo; managers do") {
  RecordsApi house;
  const std::string wang = house.api.token_of("wang");
  const std::string li = house.api.token_of("li");
  REQUIRE(house.put("person-wang", RecordsApi::entry("person", kPersonBody), wang).status == 201);
  for (const char* path : {"/api/v1/masters", "/api/v1/day", "/api/v1/records",
                           "/api/v1/records/person-wang/history"}) {
    const RawAnswer seen = house.api.get(path, li);
    CHECK(seen.status == 200);
    CHECK(says(seen, "王大明"));
    CHECK_FALSE(says(seen, "13800001111"));
    CHECK_FALSE(says(seen, "123X"));
    CHECK(says(house.api.get(path, wang), "13800001111"));
  }
  for (const char* path : {"/api/v1/search?person=王", "/api/v1/export.csv?kind=person",
                           "/api/v1/trace?batch=x", "/api/v1/keys"})
    CHECK(house.api.get(path, li).status == 403);
  CHECK(house.api.get("/api/v1/day?date=2026-11-01", li).status == 403);
  CHECK(house.api.get("/api/v1/day?date=2026-11-01", wang).status == 200);
}

TEST_CASE(
    "records: what inspectors and managers look at is in the log, and inspectors write nothing") {
  RecordsApi house;
  const std::string wang = house.api.token_of("wang");
  const std::string inspector = house.api.token_of("inspector");
  CHECK(house.api.get("/api/v1/day?date=2026-11-20", inspector).status == 200);
  CHECK(house.api.get("/api/v1/search?batch=SL-1124", inspector).status == 200);
  CHECK(house.put("delivery-1", RecordsApi::entry("delivery", kDelivery), inspector).status == 403);
  const RawAnswer looks = house.api.get("/api/v1/looks", wang);
  CHECK(says(looks, "date 2026-11-20"));
  CHECK(says(looks, "batch SL-1124"));
  CHECK(says(looks, R"("account":"inspector")"));
}

TEST_CASE("records: a program's key writes records as itself, and opens nothing else") {
  RecordsApi house;
  const std::string wang = house.api.token_of("wang");
  const RawAnswer made = house.api.post("/api/v1/keys", R"({"name": "erp"})", wang);
  REQUIRE_MESSAGE(made.status == 201, made.body);
  const std::string key = ApiHouse::field(made.body, "token");
  CHECK(house.put("delivery-1", RecordsApi::entry("delivery", kDelivery), key).status == 201);
  CHECK(says(house.api.get("/api/v1/day", wang), R"("who":"erp","source":"api")"));
  CHECK(house.api.get("/api/v1/accounts", key).status == 403);
  CHECK(house.api.get("/api/v1/openapi.json", key).status == 200);
  CHECK_FALSE(says(house.api.get("/api/v1/keys", wang), key));
  CHECK(house.api.send("DELETE", "/api/v1/keys/999", wang).status == 404);
  const auto id = nlohmann::json::parse(made.body)["id"].get<int>();
  CHECK(house.api.send("DELETE", "/api/v1/keys/" + std::to_string(id), wang).status == 204);
  CHECK(house.put("delivery-2", RecordsApi::entry("delivery", kDelivery), key).status == 401);
}
