#include "core/stage/trace_coverage.h"

#include <doctest/doctest.h>

#include "tests/support/trace_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::minutes kChina{480};
const Date kDay = parse_date("2026-11-24").value();

WallTime clock_time(std::string_view hh_mm_ss) {
  return at_time("2026-11-24T" + std::string(hh_mm_ss) + "+08:00");
}

CoverageSpan here(std::string_view from, std::string_view to) {
  return {clock_time(from), clock_time(to), true, ""};
}

CoverageSpan gone(std::string_view from, std::string_view to, std::string reason) {
  return {clock_time(from), clock_time(to), false, std::move(reason)};
}

DayCoverage tidy(std::vector<CoverageSpan> spans, std::string_view known_to = "23:59:59") {
  return tidy_coverage(1, kDay, kChina, clock_time(known_to), std::move(spans));
}

}  // namespace

TEST_CASE("trace_coverage: a day is the home's day, not UTC's") {
  CHECK(day_begin(kDay, kChina) == at_time("2026-11-23T16:00:00Z"));
  CHECK(day_end(kDay, kChina) == at_time("2026-11-24T16:00:00Z"));
  CHECK(day_of(at_time("2026-11-23T16:00:00Z"), kChina) == kDay);
  CHECK(day_after(parse_date("2026-12-31").value(), 1) == parse_date("2027-01-01").value());
}

TEST_CASE("trace_coverage: spans are sorted, cut to the day, and holes are not recorded") {
  const DayCoverage day =
      tidy({here("12:00:00", "13:00:00"),
            {at_time("2026-11-23T20:00:00+08:00"), clock_time("06:00:00"), true, ""}});

  REQUIRE(day.spans.size() == 4);
  CHECK(day.spans[0] == here("00:00:00", "06:00:00"));
  CHECK(day.spans[1] == gone("06:00:00", "12:00:00", "not_recorded"));
  CHECK(day.spans[2] == here("12:00:00", "13:00:00"));
  CHECK(day.spans[3] == gone("13:00:00", "23:59:59", "not_recorded"));
  CHECK(recorded_time(day) == 7h);
}

TEST_CASE("trace_coverage: what overlaps or runs backwards does no harm") {
  const DayCoverage day =
      tidy({here("01:00:00", "03:00:00"), here("02:00:00", "04:00:00"),
            here("06:00:00", "05:00:00"), gone("02:30:00", "02:40:00", "lost")});

  CHECK(run_after(day, clock_time("00:00:00")) ==
        RecordedRun{clock_time("01:00:00"), clock_time("04:00:00")});
  for (std::size_t i = 1; i < day.spans.size(); ++i) {
    CHECK(day.spans[i].from == day.spans[i - 1].to);
  }
}

TEST_CASE("trace_coverage: a day with more stretches than can be drawn is cut off, not refused") {
  std::vector<CoverageSpan> spans;
  for (std::size_t i = 0; i < 2 * kCoverageSpansMax; ++i) {
    const WallTime at = day_begin(kDay, kChina) + 4s * i;
    spans.push_back({at, at + 2s, true, ""});
  }

  CHECK(tidy(std::move(spans)).spans.size() <= kCoverageSpansMax);
}

TEST_CASE("trace_coverage: the newest seconds are not missing, they are on their way") {
  const DayCoverage fresh = tidy({here("00:00:00", "14:59:50")}, "15:00:00");
  CHECK(fresh.spans.size() == 1);
  CHECK(fresh.known_to == clock_time("14:59:50"));
  CHECK(gaps_of(fresh).empty());

  const DayCoverage behind =
      tidy({here("00:00:00", "14:58:00"), gone("14:58:00", "15:00:00", "not_yet")}, "15:00:00");
  CHECK(gaps_of(behind).empty());  // the hub itself says that it is to come
  const DayCoverage late = tidy({here("00:00:00", "14:59:00")}, "15:00:00");
  CHECK(gaps_of(late).size() == 1);
  const DayCoverage reasoned =
      tidy({here("00:00:00", "14:59:50"), gone("14:59:50", "15:00:00", "camera_back")}, "15:00:00");
  CHECK(gaps_of(reasoned).size() == 1);
}

TEST_CASE("trace_coverage: runs are found forwards and backwards, over files") {
  const DayCoverage day =
      tidy({here("01:00:00", "02:00:00"), here("02:00:00", "03:00:00"),
            gone("03:00:00", "04:00:00", "lost"), here("04:00:00", "05:00:00")});

  CHECK(run_after(day, clock_time("01:30:00")) ==
        RecordedRun{clock_time("01:30:00"), clock_time("03:00:00")});
  CHECK(run_after(day, clock_time("03:00:00")) ==
        RecordedRun{clock_time("04:00:00"), clock_time("05:00:00")});
  CHECK_FALSE(run_after(day, clock_time("05:00:00")));
  CHECK(run_before(day, clock_time("03:30:00")) ==
        RecordedRun{clock_time("01:00:00"), clock_time("03:00:00")});
  CHECK_FALSE(run_before(day, clock_time("01:00:00")));
}

TEST_CASE("trace_coverage: gaps of one reason are one, of two reasons two") {
  const DayCoverage day =
      tidy({here("00:00:00", "03:00:00"), gone("03:00:00", "03:10:00", "lost"),
            gone("03:10:00", "03:20:00", "lost"), gone("03:20:00", "03:30:00", "disk_full"),
            here("03:30:00", "23:59:59")});

  REQUIRE(gaps_of(day).size() == 2);
  CHECK(gap_at(day, clock_time("03:15:00")) ==
        TraceGap{clock_time("03:00:00"), clock_time("03:20:00"), "lost"});
  CHECK_FALSE(gap_at(day, clock_time("03:30:00")));
}
