#include "core/model/records/record_json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/core/model/records/full_bodies.h"
#include "tests/support/bent.h"

using namespace sunhall;
using namespace sunhall::records;

namespace {

/// The line that a body is refused with.
std::string refusal(RecordKind kind, std::string_view json) {
  const auto body = parse_record_body(kind, json);
  return body ? "it was accepted" : body.error().what;
}

template <class T>
T read_as(RecordKind kind, std::string_view json) {
  return std::get<T>(parse_record_body(kind, json).value());
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("record json: a full body of every kind is written as it was read, keys sorted") {
  REQUIRE(kFullBodies.size() == kRecordKindCount);
  for (std::size_t i = 0; i < kFullBodies.size(); ++i) {
    const FullBody& full = kFullBodies[i];
    CAPTURE(full.json);
    REQUIRE(full.kind == static_cast<RecordKind>(i));
    const auto body = parse_record_body(full.kind, full.json);
    REQUIRE_MESSAGE(body, (body ? "" : body.error().what));
    CHECK(kind_of(*body) == full.kind);
    CHECK(write_record_body(*body).dump() == Json::parse(full.json).dump());
  }
}

TEST_CASE("record json: every kind says all that it has in its schema, and no more") {
  for (const FullBody& full : kFullBodies) {
    CAPTURE(full.json);
    const Json body = Json::parse(full.json);
    const Json schema = record_body_schema(full.kind);
    CHECK(schema["additionalProperties"] == false);
    CHECK(schema["properties"].size() == body.size());
    for (const auto& [key, value] : body.items()) CHECK(schema["properties"].contains(key));
  }
}

TEST_CASE("record json: without any one required field a body is refused, without others read") {
  for (const FullBody& full : kFullBodies) {
    const Json schema = record_body_schema(full.kind);
    const Json required = schema.value("required", Json::array());
    const Json whole = Json::parse(full.json);
    for (const auto& [key, value] : whole.items()) {
      CAPTURE(key);
      Json part = whole;
      part.erase(key);
      const bool is_required = std::find(required.begin(), required.end(), key) != required.end();
      CHECK(read_record_body(full.kind, part).has_value() == !is_required);
    }
  }
}

TEST_CASE("record json: a body cut at any length is refused, and nothing breaks") {
  for (const FullBody& full : kFullBodies) {
    for (std::size_t length = 0; length < full.json.size(); ++length) {
      if (parse_record_body(full.kind, full.json.substr(0, length))) FAIL("accepted at ", length);
    }
  }
}

TEST_CASE("record json: a bent body is refused, or reads, writes and reads the same") {
  int accepted = 0;
  for (const FullBody& full : kFullBodies) {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
      CAPTURE(seed);
      const auto body = parse_record_body(full.kind, bend(std::string(full.json), seed));
      if (!body) continue;
      ++accepted;
      const Json written = write_record_body(*body);
      const auto again = read_record_body(full.kind, written);
      REQUIRE(again);
      CHECK(*again == *body);
      CHECK(write_record_body(*again).dump() == written.dump());
    }
  }
  CHECK(accepted > 20);
}

TEST_CASE("record json: every wrong type in every field is refused in two languages, unquoted") {
  for (const FullBody& full : kFullBodies) {
    const Json whole = Json::parse(full.json);
    for (const auto& [key, value] : whole.items()) {
      CAPTURE(key);
      Json bad = whole;
      // No field is an object with this key, and no text looks like this.
      bad[key] = Json{{"geheim", 1}};
      const auto body = read_record_body(full.kind, bad);
      REQUIRE_FALSE(body);
      CHECK(body.error().kind == ErrorKind::kBadInput);
      CHECK(body.error().what.find(" · " + key) != std::string::npos);
      CHECK(body.error().what.find("：") != std::string::npos);
    }
  }
}

TEST_CASE("record json: an unknown field is an error, in a row of a list, too") {
  CHECK(refusal(RecordKind::kNothing, R"({"section": "waste", "sektion": 1})") ==
        "sektion：没有这个字段 · sektion: is not a field of this kind of record");
  CHECK(
      refusal(RecordKind::kMeal, R"({"name": "午餐", "dishes": [{"name": "饭"}, {"nmae": "饭"}]})")
          .find("dishes[1].") != std::string::npos);
}

TEST_CASE("record json: a refusal names the field as people call it, and the range with its unit") {
  CHECK(refusal(RecordKind::kSample, R"({"dish": "饭", "meal": "meal-0001", "weight_g": 5001})") ==
        "重量：应在 0–5000 克之间 · weight_g: must be 0–5000 g");
  CHECK(refusal(RecordKind::kPerson, R"({"name": "王大明"})") ==
        "岗位：必须填写 · job: must be given");
  CHECK(refusal(RecordKind::kMeal, R"({"name": "午餐", "dishes": [{}]})") ==
        "菜品第 1 项的名称：必须填写 · dishes[0].name: must be given");
  CHECK(refusal(RecordKind::kDelivery, R"({"product_name": "饭", "quantity": "8"})") ==
        "数量：应为数字 · quantity: a number is expected");
  CHECK(refusal(RecordKind::kMeal, "[]") == "记录：应为一组字段 · body: an object {…} is expected");
}

TEST_CASE("record json: numbers at the edge of what can be are read, past it refused") {
  const auto with = [](std::string_view number) {
    return R"({"person": "person-0001", "temperature_c": )" + std::string(number) + "}";
  };
  for (const auto* good : {"30", "45", "37.25"}) {
    CHECK(parse_record_body(RecordKind::kMorningCheck, with(good)));
  }
  for (const auto* bad : {"29.9", "45.1", "-37", "1e400", "1e308", "NaN", "true", "[37]"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_record_body(RecordKind::kMorningCheck, with(bad)));
  }
  CHECK(refusal(RecordKind::kProduct,
                R"({"name": "米", "product_kind": "other", "shelf_life_days": 1.5})") ==
        "保质期天数：应为整数 · shelf_life_days: must be a whole number");
}

TEST_CASE("record json: texts and lists at their longest are read, one more is refused") {
  const auto person = [](std::size_t chars) {
    return R"({"job": "厨师", "name": ")" + repeated("王", chars) + "\"}";
  };
  CHECK(parse_record_body(RecordKind::kPerson, person(60)));
  CHECK(refusal(RecordKind::kPerson, person(61)) ==
        "姓名：最多 60 个字 · name: must have at most 60 characters");
  const auto note = [](std::size_t chars) {
    return R"({"waste_kind": "厨余", "note": ")" + repeated("备", chars) + "\"}";
  };
  CHECK(parse_record_body(RecordKind::kWaste, note(300)));
  CHECK_FALSE(parse_record_body(RecordKind::kWaste, note(301)));
  const auto meal = [](std::size_t dishes) {
    return R"({"name": "午餐", "dishes": [{"name": "饭"})" +
           repeated(R"(,{"name": "饭"})", dishes - 1) + "]}";
  };
  CHECK(parse_record_body(RecordKind::kMeal, meal(60)));
  CHECK(refusal(RecordKind::kMeal, meal(61)) ==
        "菜品：最多 60 项 · dishes: must have at most 60 entries");
}

TEST_CASE("record json: a body over the size limit is refused before it is read") {
  const std::string big(kRecordBodyBytesMax, ' ');
  const auto body = parse_record_body(RecordKind::kNothing, R"({"section": "waste"})" + big);
  REQUIRE_FALSE(body);
  CHECK(body.error().kind == ErrorKind::kExhausted);
}

TEST_CASE("record json: private texts keep what a public text would lose") {
  const auto check = read_as<MorningCheckBody>(
      RecordKind::kMorningCheck,
      R"({"person": "person-0001", "note": "体温 37.8，腹泻，电话 13800138000"})");
  CHECK(check.evidence.note == "体温 37.8，腹泻，电话 13800138000");
}

TEST_CASE("record json: null and the empty text mean not recorded; a required one is missing") {
  CHECK(read_as<PersonBody>(RecordKind::kPerson,
                            R"({"name": "王", "job": "厨师", "phone": "", "left_on": null})") ==
        read_as<PersonBody>(RecordKind::kPerson, R"({"name": "王", "job": "厨师"})"));
  CHECK(refusal(RecordKind::kPerson, R"({"name": "", "job": "厨师"})") ==
        "姓名：必须填写 · name: must be given");
  CHECK_FALSE(parse_record_body(RecordKind::kPerson, R"({"name": " \n ", "job": "厨师"})"));
}

TEST_CASE("record json: an absent list is not an empty one") {
  const auto check = [](std::string_view rest) {
    return read_as<MorningCheckBody>(RecordKind::kMorningCheck,
                                     R"({"person": "person-0001")" + std::string(rest) + "}");
  };
  CHECK_FALSE(check("").symptoms);
  CHECK(check(R"(, "symptoms": [])").symptoms->empty());
  CHECK(write_record_body(check(R"(, "symptoms": [])"))["symptoms"].empty());
  CHECK_FALSE(write_record_body(check("")).contains("symptoms"));
  const auto meal = read_as<MealBody>(RecordKind::kMeal, R"({"name": "午餐", "dishes": []})");
  CHECK(meal.dishes->empty());
}

TEST_CASE("record json: lists of words are sorted and say each word once") {
  const auto check = read_as<MorningCheckBody>(
      RecordKind::kMorningCheck,
      R"({"person": "person-0001", "symptoms": ["wound", "fever", "wound"]})");
  CHECK(*check.symptoms == std::vector{Symptom::kFever, Symptom::kWound});
  CHECK_FALSE(parse_record_body(RecordKind::kMorningCheck,
                                R"({"person": "person-0001", "symptoms": ["tired"]})"));
}

TEST_CASE("record json: dates that do not exist and years nobody means are refused") {
  const auto until = [](std::string_view date) {
    return parse_record_body(RecordKind::kSupplier,
                             R"({"name": "商行", "licence_until": ")" + std::string(date) + "\"}")
        .has_value();
  };
  CHECK(until("2028-02-29"));
  CHECK_FALSE(until("2027-02-29"));
  CHECK_FALSE(until("2026-13-01"));
  CHECK_FALSE(until("1999-12-31"));
  CHECK(until("2000-01-01"));
  CHECK(until("2100-12-31"));
  CHECK_FALSE(until("2101-01-01"));
}

TEST_CASE("record json: times are cut to whole seconds and keep their zone") {
  const auto waste = read_as<WasteBody>(RecordKind::kWaste,
                                        R"({"collected_at": "2026-11-24T08:55:00.987-03:30"})");
  CHECK(write_record_body(waste)["collected_at"] == "2026-11-24T08:55:00-03:30");
}

TEST_CASE("record json: ids, photos, clocks and identity numbers have their form") {
  const auto sample = [](std::string_view meal) {
    return parse_record_body(RecordKind::kSample,
                             R"({"dish": "饭", "meal": ")" + std::string(meal) + "\"}")
        .has_value();
  };
  CHECK(sample("abcdefg8"));
  CHECK_FALSE(sample("abcdefg"));
  CHECK(sample(repeated("a", 64)));
  CHECK_FALSE(sample(repeated("a", 65)));
  CHECK_FALSE(sample("../../etc"));
  const auto person = [](std::string_view field) {
    return refusal(RecordKind::kPerson,
                   R"({"name": "王", "job": "厨师", )" + std::string(field) + "}");
  };
  CHECK(person(R"("id_number": "110101199003071234")").find("后四位") != std::string::npos);
  CHECK(person(R"("id_number": "123x")") == "it was accepted");
  CHECK(person(R"("shift_starts": "23:59")") == "it was accepted");
  CHECK(person(R"("shift_starts": "24:00")").find("06:45") != std::string::npos);
  CHECK(person(R"("shift_starts": "6:45")").find("06:45") != std::string::npos);
  CHECK(person(R"("certificate_photo": "abc")").find("SHA-256") != std::string::npos);
  CHECK(person(R"("phone": "ring me")").find("phone") != std::string::npos);
}

TEST_CASE("record words: kinds, steps and sources are read as they are written") {
  for (const RecordKind kind : kRecordKinds) {
    CHECK(parse_kind(kind_word(kind)).value() == kind);
    CHECK_FALSE(kind_name(kind, Language::kChinese).empty());
  }
  CHECK_FALSE(parse_kind("deliverie"));
  CHECK(is_master(RecordKind::kStore));
  CHECK_FALSE(is_master(RecordKind::kMorningCheck));
}
