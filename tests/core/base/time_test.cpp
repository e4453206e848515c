#include "core/base/time.h"

#include <doctest/doctest.h>

using namespace sunhall;
using std::chrono::minutes;

namespace {

/// UTC seconds since 1970 of a text, or a value no test expects.
long long epoch_s(const char* text) {
  const auto time = parse_rfc3339(text);
  if (!time) return -1;
  return std::chrono::floor<std::chrono::seconds>(time->utc.time_since_epoch()).count();
}

}  // namespace

TEST_CASE("time: the same moment in two zones is the same UTC") {
  // date -u -d 2026-11-24T03:30:00Z +%s
  CHECK(epoch_s("2026-11-24T11:30:00+08:00") == 1795491000);
  CHECK(epoch_s("2026-11-24T03:30:00Z") == 1795491000);
  CHECK(epoch_s("2026-11-23T22:00:00-05:30") == 1795491000);
}

TEST_CASE("time: RFC 3339's own examples are read") {
  CHECK(epoch_s("1985-04-12T23:20:50.52Z") == 482196050);
  CHECK(epoch_s("1996-12-19T16:39:57-08:00") == 851042397);
  // The leap second of 1990 is the second after it.
  CHECK(epoch_s("1990-12-31T23:59:60Z") == epoch_s("1991-01-01T00:00:00Z"));
  CHECK(epoch_s("1937-01-01T12:00:27.87+00:20") == -1041337173);
}

TEST_CASE("time: a blank or a small t stands for T, a small z for Z") {
  CHECK(epoch_s("2026-11-24 11:30:00+08:00") == 1795491000);
  CHECK(epoch_s("2026-11-24t03:30:00z") == 1795491000);
}

TEST_CASE("time: a fraction is kept to the millisecond") {
  CHECK(parse_rfc3339("1970-01-01T00:00:01.0419999Z")->utc.time_since_epoch().count() == 1041);
}

TEST_CASE("time: an impossible or careless time is refused") {
  for (const char* text : {"",
                           "2026-11-24",
                           "2026-11-24T11:30:00",
                           "2026-11-24T11:30+08:00",
                           "2026-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-11-31T00:00:00Z",
                           "2026-11-24T24:00:00Z",
                           "2026-11-24T11:60:00Z",
                           "2026-11-24T11:30:61Z",
                           "2026-11-24T11:30:00.Z",
                           "2026-11-24T11:30:00+14:01",
                           "2026-11-24T11:30:00+0800",
                           "2026-11-24T11:30:00Z ",
                           " 2026-11-24T11:30:00Z",
                           "26-11-24T11:30:00Z",
                           "2026-11-24T11:30:00+08:60",
                           "-026-11-24T11:30:00Z",
                           "2026-11-24T11:30:00+-8:00"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(parse_rfc3339(text).has_value());
  }
}

TEST_CASE("time: every shorter piece of a good time is refused") {
  const std::string whole = "2026-11-24T11:30:00.5+08:00";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(parse_rfc3339(whole.substr(0, length)).has_value());
  }
}

TEST_CASE("time: a moment is written in its own zone and read back") {
  for (const char* text : {"2026-11-24T11:30:05+08:00", "2024-02-29T23:59:59-09:30",
                           "1969-12-31T23:59:59+00:00", "2026-01-01T00:00:00+14:00"}) {
    CAPTURE(std::string(text));
    CHECK(format_rfc3339(*parse_rfc3339(text)) == text);
  }
}

TEST_CASE("time: the clock on the wall is the zone's, over midnight and before 1970") {
  const LocalTime china = to_local(*parse_rfc3339("2026-11-23T16:00:01Z").map([](ZonedTime time) {
    time.offset = minutes(480);
    return time;
  }));
  CHECK(format_date(china.date) == "2026-11-24");
  CHECK(china.hour == 0);
  CHECK(china.second == 1);
  CHECK(china.weekday == std::chrono::Tuesday);

  const LocalTime old = to_local({WallTime(std::chrono::milliseconds(-1)), minutes(0)});
  CHECK(format_date(old.date) == "1969-12-31");
  CHECK(old.second == 59);
}

TEST_CASE("time: clocks are written with two digits each") {
  const ZonedTime morning = *parse_rfc3339("2026-11-24T07:05:09+08:00");
  CHECK(format_hh_mm(morning) == "07:05");
  CHECK(format_hh_mm_ss(morning) == "07:05:09");
}

TEST_CASE("date: leap days exist in leap years only") {
  CHECK(parse_date("2024-02-29").has_value());
  CHECK(parse_date("2000-02-29").has_value());
  CHECK_FALSE(parse_date("2026-02-29").has_value());
  CHECK_FALSE(parse_date("2100-02-29").has_value());
  CHECK_FALSE(parse_date("2026-1-2").has_value());
  CHECK_FALSE(parse_date("2026-11-24T").has_value());
}

TEST_CASE("date: a date is written as it is read") {
  CHECK(format_date(*parse_date("2026-01-02")) == "2026-01-02");
}
