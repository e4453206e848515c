#include <doctest/doctest.h>

#include <string>

#include "hub/platform/manscdp/answers.h"
#include "tests/hub/platform/manscdp/gb_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

const WallTime kEight = parse_rfc3339("2026-11-30T08:00:00+08:00")->utc;

ManscdpCommand question(const std::string& id = kCookingChannel) {
  return query("RecordInfo", id, RecordInfoQuery{.from = kEight, .to = kEight + 24h, .type = {}});
}

std::vector<std::string> list(const std::vector<GbRecordItem>& items) {
  return record_info_bodies(question(), make_platform(), items, make_house());
}

}  // namespace

TEST_CASE("record info: a recording is told with its span on the house's clock") {
  const auto bodies = list({{.from = kEight, .to = kEight + 60s, .bytes = 12'345}});

  REQUIRE(bodies.size() == 1);
  CHECK(text_at(bodies[0], "/Response/SumNum") == "1");
  CHECK(text_at(bodies[0], "//Item/DeviceID") == kCookingChannel);
  CHECK(text_at(bodies[0], "//Item/Name") == "烹饪区");
  CHECK(text_at(bodies[0], "//Item/StartTime") == "2026-11-30T08:00:00");
  CHECK(text_at(bodies[0], "//Item/EndTime") == "2026-11-30T08:01:00");
  CHECK(text_at(bodies[0], "//Item/Type") == "time");
  CHECK(text_at(bodies[0], "//Item/Secrecy") == "0");
  CHECK(text_at(bodies[0], "//Item/RecorderID") == kDevice);
  CHECK(text_at(bodies[0], "//Item/FileSize") == "12345");
  CHECK_FALSE(text_at(bodies[0], "//Item/FilePath").empty());
  CHECK_FALSE(text_at(bodies[0], "//Item/Address").empty());
}

TEST_CASE("record info: minutes that follow each other are told by the hour, no gap is hidden") {
  std::vector<GbRecordItem> items;
  for (int minute = 0; minute < 150; ++minute) {
    if (minute == 90) continue;  // the camera was away
    items.push_back(
        {.from = kEight + minute * 1min, .to = kEight + (minute + 1) * 1min, .bytes = 10});
  }

  const auto bodies = list(items);

  CHECK(text_at(bodies[0], "/Response/SumNum") == "3");
  std::string all;
  for (const std::string& body : bodies) all += body;
  CHECK(all.find("<EndTime>2026-11-30T09:00:00<") != std::string::npos);
  CHECK(all.find("<EndTime>2026-11-30T09:30:00<") != std::string::npos);
  CHECK(all.find("<StartTime>2026-11-30T09:31:00<") != std::string::npos);
  CHECK(all.find("<FileSize>600<") != std::string::npos);
}

TEST_CASE("record info: a long list is capped, batched below a packet and sums up") {
  std::vector<GbRecordItem> items;
  for (int i = 0; i < 3'000; ++i) {
    items.push_back({.from = kEight + i * 10min, .to = kEight + i * 10min + 60s, .bytes = 1});
  }

  const auto bodies = list(items);

  CHECK(read_items(bodies).size() == kRecordItemsMax);
  for (const std::string& body : bodies) {
    CHECK(body.size() <= kManscdpBatchBytesMax);
    CHECK(body.find("<SumNum>2000<") != std::string::npos);
  }
}

TEST_CASE("record info: nothing kept is a sum of nought") {
  const auto bodies = list({});

  REQUIRE(bodies.size() == 1);
  CHECK(text_at(bodies[0], "/Response/SumNum") == "0");
  CHECK(bodies[0].find("RecordList") == std::string::npos);
}
