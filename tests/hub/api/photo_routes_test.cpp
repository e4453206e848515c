#include "hub/api/photo_routes.h"

#include <doctest/doctest.h>

#include "tests/hub/api/record_house_words.h"
#include "tests/support/made_jpeg.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

RawAnswer send_photo(RecordsApi& house, const std::string& token, const std::string& bytes,
                     const std::string& type = "image/jpeg") {
  return house.api.hub->client().ask(
      "POST /api/v1/photos HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " + token +
      "\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(bytes.size()) +
      "\r\n\r\n" + bytes);
}

std::string jpeg() {
  const auto bytes = make_jpeg(320, 240);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("photos: staff see what today's records show, nobody's certificate, and no script runs") {
  RecordsApi house;
  const std::string li = house.api.token_of("li");
  const std::string wang = house.api.token_of("wang");
  const RawAnswer sent = send_photo(house, li, jpeg());
  REQUIRE_MESSAGE(sent.status == 201, sent.body);
  const std::string sha = ApiHouse::field(sent.body, "photo");
  const std::string path = "/api/v1/photos/" + sha;
  CHECK(house.api.get(path, li).status == 404);
  const std::string person =
      R"({"name": "王大明", "job": "厨师", "certificate_photo": ")" + sha + "\"}";
  REQUIRE(house.put("person-wang", RecordsApi::entry("person", person), wang).status == 201);
  CHECK(house.api.get(path, li).status == 404);

  const RawAnswer seen = house.api.get(path, wang);
  CHECK(seen.status == 200);
  CHECK(seen.body == jpeg());
  CHECK(seen.value("Content-Type") == "image/jpeg");
  CHECK(seen.value("X-Content-Type-Options") == "nosniff");
  CHECK(seen.value("Content-Security-Policy") == "default-src 'none'; sandbox");
  CHECK(house.api.get("/api/v1/looks", wang).body.find("sha " + sha) != std::string::npos);

  const std::string delivery = R"({"product_name": "豆腐", "photos": [")" + sha + "\"]}";
  REQUIRE(house.put("delivery-1", RecordsApi::entry("delivery", delivery), li).status == 201);
  CHECK(house.api.get(path, li).status == 200);
  house.api.clock.advance(std::chrono::hours(48));
  CHECK(house.api.get(path, house.api.token_of("li")).status == 404);
}

TEST_CASE(
    "photos: what is no whole picture is refused at every length, and a record must have its "
    "photo") {
  RecordsApi house;
  const std::string li = house.api.token_of("li");
  const std::string whole = jpeg();
  for (std::size_t length = 1; length < whole.size(); length += 1 + whole.size() / 64)
    CHECK(send_photo(house, li, whole.substr(0, length)).status == 400);
  CHECK(send_photo(house, li, whole, "text/html").status == 415);
  CHECK(send_photo(house, li, "<svg onload=alert(1)>").status == 400);
  const std::string delivery =
      R"({"product_name": "豆腐", "photos": [")" + std::string(64, 'a') + "\"]}";
  CHECK(house.put("delivery-1", RecordsApi::entry("delivery", delivery), li).status == 400);
}
