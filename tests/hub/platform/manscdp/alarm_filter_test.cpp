#include "hub/platform/manscdp/alarm_filter.h"

#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "hub/platform/manscdp/command.h"
#include "tests/support/bent.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr GbAlarmCode kTooWarm{.priority = 2, .method = 2, .type = 4};
constexpr GbAlarmCode kStill{.priority = 4, .method = 5, .type = 11};

std::string query(const std::string& lines) {
  return "<?xml version=\"1.0\"?>\r\n<Query><CmdType>Alarm</CmdType><SN>5</SN>"
         "<DeviceID>42070400471180000001</DeviceID>" +
         lines + "</Query>\r\n";
}

GbAlarmFilter read(const std::string& lines) {
  const auto command = read_manscdp(query(lines));
  REQUIRE(command);
  return std::get<AlarmQuery>(command->what).filter;
}

std::string priorities(const std::string& from, const std::string& to) {
  return "<StartAlarmPriority>" + from + "</StartAlarmPriority><EndAlarmPriority>" + to +
         "</EndAlarmPriority>";
}

GbAlarmFilter methods(const std::string& text) {
  return read("<AlarmMethod>" + text + "</AlarmMethod>");
}

WallTime at(const char* time) {
  return parse_rfc3339(time)->utc;
}

}  // namespace

TEST_CASE("alarm filter: without a word, and with noughts, everything is wanted") {
  for (const std::string& lines :
       {std::string(), priorities("0", "0") + "<AlarmMethod>0</AlarmMethod>", priorities("", ""),
        priorities("high", "low") + "<AlarmMethod>all</AlarmMethod>"}) {
    CAPTURE(lines);
    CHECK(wants(read(lines), kTooWarm));
    CHECK(wants(read(lines), kStill));
    CHECK(is_for(read(lines), at("2026-11-30T10:00:00Z")));
  }
}

TEST_CASE(
    "alarm filter: priorities are a span with both ends, nought is open, turned is the same") {
  CHECK(wants(read(priorities("1", "2")), kTooWarm));
  CHECK_FALSE(wants(read(priorities("1", "2")), kStill));
  CHECK_FALSE(wants(read(priorities("3", "4")), kTooWarm));
  CHECK(wants(read(priorities("4", "4")), kStill));
  CHECK_FALSE(wants(read(priorities("3", "0")), kTooWarm));
  CHECK(wants(read(priorities("3", "0")), kStill));
  CHECK(wants(read(priorities("0", "3")), kTooWarm));
  CHECK_FALSE(wants(read(priorities("0", "3")), kStill));
  CHECK(wants(read(priorities("4", "2")), kTooWarm));
  CHECK_FALSE(wants(read(priorities("2", "1")), kStill));
  CHECK(wants(read(priorities("-3", "4")), kTooWarm));
}

TEST_CASE("alarm filter: methods may be one, or several with or without a slash") {
  CHECK(wants(methods("2"), kTooWarm));
  CHECK_FALSE(wants(methods("2"), kStill));
  for (const char* both : {"2/5", "25", "1/2/5", "5, 2", "0", "2/0"}) {
    CAPTURE(both);
    CHECK(wants(methods(both), kTooWarm));
    CHECK(wants(methods(both), kStill));
  }
  CHECK_FALSE(wants(methods("1/3/4/6/7"), kStill));
  CHECK(wants(methods("89"), kStill));
}

TEST_CASE("alarm filter: a subscription is for a span of time, in the house's zone") {
  const GbAlarmFilter day = read(
      "<StartAlarmTime>2026-11-30T00:00:00</StartAlarmTime>"
      "<EndAlarmTime>2026-11-30T23:59:59</EndAlarmTime>");

  CHECK_FALSE(is_for(day, at("2026-11-29T23:59:59+08:00")));
  CHECK(is_for(day, at("2026-11-30T00:00:00+08:00")));
  CHECK(is_for(day, at("2026-11-30T23:59:59.900+08:00")));
  CHECK_FALSE(is_for(day, at("2026-12-01T00:00:00+08:00")));
  CHECK(is_for(read("<StartAlarmTime>soon</StartAlarmTime><EndAlarmTime/>"), WallTime()));
}

TEST_CASE("alarm filter: a subscription cut anywhere or bent is a filter or refused") {
  const std::string whole = query(priorities("1", "3") +
                                  "<AlarmMethod>2/5</AlarmMethod><StartAlarmTime>"
                                  "2026-11-30T00:00:00</StartAlarmTime>");
  for (std::size_t size = 0; size < whole.find_last_of('>'); ++size) {
    CHECK_FALSE(read_manscdp(whole.substr(0, size)));
  }
  for (std::uint32_t seed = 0; seed < 3'000; ++seed) {
    const auto command = read_manscdp(bend(whole, seed));
    if (!command || !std::holds_alternative<AlarmQuery>(command->what)) continue;
    const GbAlarmFilter& filter = std::get<AlarmQuery>(command->what).filter;
    (void)wants(filter, kTooWarm);
    (void)is_for(filter, at("2026-11-30T10:00:00Z"));
  }
}
