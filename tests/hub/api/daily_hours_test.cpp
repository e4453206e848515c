#include "hub/api/daily_hours.h"

#include <doctest/doctest.h>

using namespace sunhall;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("daily hours: what is written is read back") {
  for (const char* text : {"07:00-19:00", "22:30-06:00", "00:00-24:00", "23:59-00:00"}) {
    const auto span = parse_daily_span(text);
    REQUIRE(span);
    CHECK(write_hours({*span}, " ") == text);
  }
  CHECK(parse_daily_span("07:00-19:00") == DailySpan{.from = hours(7), .to = hours(19)});
  CHECK(write_hours({{hours(7), hours(9)}, {minutes(690), hours(13)}}, ", ") ==
        "07:00-09:00, 11:30-13:00");
  CHECK(write_hours({}, ", ").empty());
}

TEST_CASE("daily hours: nothing else is a span") {
  for (const char* text :
       {"", "07:00", "7:00-19:00", "07:00–19:00", "07:00-19:60", "07:00-25:00", "24:00-07:00",
        "07:00-07:00", "-1:00-19:00", "07:00-19:00 ", "07.00-19.00"})
    CHECK_FALSE(parse_daily_span(text));
  const std::string whole = "07:00-19:00";
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_FALSE(parse_daily_span(whole.substr(0, length)));
}
