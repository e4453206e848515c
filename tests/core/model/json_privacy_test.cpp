// Tries to get what must not be public through every door of the day's records.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/model/json_privacy.h"
#include "core/model/today_json.h"
#include "tests/core/model/sample_file.h"

using namespace sunhall;

namespace {

/// All that anybody downstream can see of a document.
std::string all_shown(const std::string& json) {
  const auto reading = read_today(json);
  if (!reading) return reading.error().what;
  std::string all = write_today(reading->today);
  for (const std::string& warning : reading->warnings) all += warning + "\n";
  return all;
}

/// Calls `visit` with every text, every object and every list row of the tree, one at a time.
template <class Visit>
void for_each_node(Json& node, const Visit& visit) {
  visit(node);
  if (!node.is_structured()) return;
  for (auto& child : node) for_each_node(child, visit);
}

/// The texts that may say anything: neither times nor words of a list. Checks on the way that what
/// is refused is not quoted.
std::vector<Json*> free_texts(Json& document) {
  std::vector<Json*> texts;
  for_each_node(document, [&](Json& node) {
    if (!node.is_string()) return;
    const Json before = node;
    node = "SECRET";
    const auto reading = read_today(document.dump());
    node = before;
    if (reading) {
      texts.push_back(&node);
    } else {
      CHECK(reading.error().what.find("SECRET") == std::string::npos);
    }
  });
  return texts;
}

struct Leak {
  const char* written;  // as it is put in
  const char* seen;     // the part that nobody may see
};

constexpr Leak kLeaks[] = {{"13812345678", "13812345678"},
                           {"联系 138-1234-5678", "1234"},
                           {"１３８１２３４５６７８", "２３４５"},
                           {"11010519491231002X", "19491231"},
                           {"体温38.6", "38.6"},
                           {"data:image/png;base64,iVBORw0KGgo", "iVBOR"}};

}  // namespace

TEST_CASE("privacy: no number of a person gets through any text field") {
  Json document = Json::parse(sample_day());
  const std::vector<Json*> texts = free_texts(document);
  REQUIRE(texts.size() > 100);
  std::vector<std::string> originals;
  originals.reserve(texts.size());
  for (const Json* text : texts) originals.push_back(text->get<std::string>());

  for (const Leak& leak : kLeaks) {
    for (const bool behind : {false, true}) {
      CAPTURE(std::string(leak.written));
      for (std::size_t i = 0; i < texts.size(); ++i) {
        *texts[i] = (behind ? originals[i] + " " : "") + leak.written;
      }
      REQUIRE(read_today(document.dump()).has_value());
      CHECK(all_shown(document.dump()).find(leak.seen) == std::string::npos);
    }
  }
}

TEST_CASE("privacy: no forbidden key gets through any object, and each is counted") {
  for (const char* key :
       {"symptom", "symptoms", "id_number", "idCard", "phone", "mobile_phone", "body_temperature",
        "face_image", "health_card_scan", "身份证号", "手机", "体温", "photo"}) {
    CAPTURE(std::string(key));
    Json document = Json::parse(sample_day());
    int objects = 0;
    for_each_node(document, [&](Json& node) {
      if (!node.is_object()) return;
      node[key] = "SECRET";
      ++objects;
    });
    const auto reading = read_today(document.dump());
    REQUIRE(reading);
    CHECK(reading->dropped_count == objects);
    CHECK(all_shown(document.dump()).find("SECRET") == std::string::npos);
  }
}

TEST_CASE("privacy: a worker's temperature is dropped under whatever unit it comes") {
  for (const char* key : {"temperature_c", "temperature", "temp", "armpitTemp", "温度"}) {
    CAPTURE(std::string(key));
    Json document = Json::parse(sample_day());
    document["staff_checks"][0][key] = 38.6;
    const auto reading = read_today(document.dump());
    REQUIRE(reading);
    CHECK(reading->dropped_count == 1);
    CHECK(all_shown(document.dump()).find("38.6") == std::string::npos);
  }
}

TEST_CASE("privacy: forbidden keys are found deep inside unknown ones") {
  Json document = Json::parse(sample_day());
  document["extra"] = {{"list", {{{"phone", "SECRET"}}}}};
  const auto reading = read_today(document.dump());
  REQUIRE(reading);
  CHECK(reading->dropped_count == 1);
  CHECK(reading->warnings.front() ==
        "extra.list[0].phone: must not be public and was dropped; take it out at the source");
}

TEST_CASE("privacy: a key that is somebody's number is not repeated in a warning") {
  Json document = Json::parse(sample_day());
  document["13812345678"] = 1;
  document["王大明"] = {{"电话", "SECRET"}};
  CHECK(all_shown(document.dump()).find("13812345678") == std::string::npos);
  CHECK(all_shown(document.dump()).find("王大明") == std::string::npos);
  CHECK(all_shown(document.dump()).find("(…电话…)") != std::string::npos);
}

TEST_CASE("privacy: a whole name without consent reaches nobody, and the source is told") {
  for (const char* name : {R"("王大明")", R"({"full": "王大明"})",
                           R"({"full": "王大明", "consent": {"text_version": "",
                               "given_at": "2026-01-05T09:00:00+08:00"}})",
                           R"({"full": "王大明", "consent": {"text_version": "1",
                               "given_at": "2027-01-05T09:00:00+08:00"}})",
                           R"({"full": "王大明", "consent": {"text_version": "1",
                               "given_at": "2026-01-05T09:00:00+08:00",
                               "withdrawn_at": "2026-02-05T09:00:00+08:00"}})"}) {
    CAPTURE(std::string(name));
    Json document = Json::parse(sample_day());
    document["staff_checks"][0]["name"] = Json::parse(name);
    document["licence"]["food_safety_officer"] = Json::parse(name);
    const auto reading = read_today(document.dump());
    REQUIRE(reading);
    CHECK(reading->dropped_count == 2);
    CHECK(reading->today.staff_checks->front().name.text() == "王*");
    CHECK(all_shown(document.dump()).find("大明") == std::string::npos);
  }
}

TEST_CASE("privacy: a name with its owner's consent is shown whole, and carries the consent on") {
  Json document = Json::parse(sample_day());
  document["staff_checks"][0]["name"] = Json::parse(
      R"({"full": "王大明", "consent": {"text_version": "1",
          "given_at": "2026-01-05T09:00:00+08:00"}})");
  const auto reading = read_today(document.dump());
  REQUIRE(reading);
  CHECK(reading->dropped_count == 0);
  CHECK(reading->today.staff_checks->front().name.text() == "王大明");
  CHECK(read_today(write_today(reading->today))->today == reading->today);
}

TEST_CASE("privacy: an error never quotes what it refuses") {
  Json document = Json::parse(sample_day());
  document["staff_checks"][0]["outcome"] = "SECRET";
  document["staff_checks"][0]["checked_at"] = "SECRET";
  CHECK(all_shown(document.dump()).find("SECRET") == std::string::npos);
  CHECK(all_shown("{\"SECRET\": SECRET").find("SECRET") == std::string::npos);
}

TEST_CASE("privacy: a symptom in a job or a warning is blanked") {
  Json document = Json::parse(sample_day());
  document["staff_checks"][3]["job"] = "切配（腹泻）";
  document["warnings"][0]["text"] = "切配 1 人发热离岗";
  const std::string shown = all_shown(document.dump());
  CHECK(shown.find("腹泻") == std::string::npos);
  CHECK(shown.find("发热") == std::string::npos);
}

TEST_CASE("privacy: the keys of the format itself are not forbidden") {
  for (const char* key : {"temperature_c", "batch", "certificates", "surface", "hotel", "identify",
                          "health_certificate_valid_to", "telescope"}) {
    CAPTURE(std::string(key));
    CHECK_FALSE(is_forbidden_key(key));
  }
}
