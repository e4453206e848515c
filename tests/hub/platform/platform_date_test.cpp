#include "hub/platform/platform_date.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::minutes kChina{480};

WallTime utc(const char* text) {
  return parse_rfc3339(text)->utc;
}

}  // namespace

TEST_CASE("platform date: local time without a zone is read in ours, with its milliseconds") {
  CHECK(read_platform_date("2026-11-30T09:15:00.250", kChina) ==
        utc("2026-11-30T01:15:00Z") + 250ms);
  CHECK(read_platform_date(" 2026-11-30T09:15:00 ", kChina) == utc("2026-11-30T01:15:00Z"));
}

TEST_CASE("platform date: a zone or GMT that is written counts") {
  CHECK(read_platform_date("2026-11-30T09:15:00+08:00", 0min) == utc("2026-11-30T01:15:00Z"));
  CHECK(read_platform_date("Mon, 30 Nov 2026 01:15:00 GMT", kChina) == utc("2026-11-30T01:15:00Z"));
}

TEST_CASE("platform date: anything else is no date, however it is cut") {
  for (const char* wrong : {"", "now", "2026-13-01T00:00:00", "30.11.2026",
                            "Mon, 30 Foo 2026 01:15:00 GMT", "Mon, 99 Nov 2026 01:15:00 GMT"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_platform_date(wrong, kChina));
  }
  for (const std::string whole : {"2026-11-30T09:15:00.250", "Mon, 30 Nov 2026 01:15:00 GMT"}) {
    for (std::size_t size = 0; size < 19; ++size) {
      CHECK_FALSE(read_platform_date(whole.substr(0, size), kChina));
    }
  }
  CHECK_FALSE(read_platform_date(std::string(1'000, '2'), kChina));
}
