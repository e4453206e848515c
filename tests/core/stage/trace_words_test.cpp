#include "core/stage/trace_words.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/support/trace_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::minutes kChina{480};

std::string span(std::string_view from, std::string_view to) {
  return say_gap_span({at_time(from), at_time(to), "lost"}, kChina);
}

}  // namespace

TEST_CASE("trace_words: every reason a hub gives has words of its own in both languages") {
  std::set<std::string_view> seen;
  for (const char* reason :
       {"hub_started", "hub_stopped", "hub_killed", "camera_back", "codec_changed", "clock_stepped",
        "timestamps_jumped", "disk_full", "disk_away", "disk_slow", "retention", "lost",
        "not_recorded", "run_ended", "not_in_site", "parts_missing", "nothing_whole", "not_yet"}) {
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      CHECK(seen.insert(say_gap_reason(reason, language)).second);
    }
  }
}

TEST_CASE("trace_words: a reason nobody knows is none, and is not repeated") {
  CHECK(say_gap_reason("<script>", Language::kChinese) == "原因未注明");
  CHECK(say_gap_reason("", Language::kEnglish) == "no reason given");
}

TEST_CASE(
    "trace_words: a gap is told in minutes, in seconds when it is short, with days over midnight") {
  CHECK(span("2026-11-24T14:03:10+08:00", "2026-11-24T14:07:00+08:00") == "14:03–14:07");
  CHECK(span("2026-11-24T14:03:10+08:00", "2026-11-24T14:03:19+08:00") == "14:03:10–14:03:19");
  CHECK(span("2026-11-23T22:00:00+08:00", "2026-11-24T01:30:00+08:00") ==
        "11-23 22:00–11-24 01:30");
  CHECK(span("2026-11-23T22:00:00+08:00", "2026-11-24T00:00:00+08:00") == "22:00–24:00");
}

TEST_CASE("trace_words: durations have at most two figures") {
  CHECK(say_duration(9900ms, Language::kChinese) == "9 秒");
  CHECK(say_duration(60s, Language::kChinese) == "1 分");
  CHECK(say_duration(23h + 12min + 59s, Language::kChinese) == "23 小时 12 分");
  CHECK(say_duration(90min, Language::kEnglish) == "1 h 30 min");
}

TEST_CASE("trace_words: today and yesterday are called so") {
  const Date today = parse_date("2026-03-01").value();
  CHECK(say_trace_day(today, today, Language::kChinese) == "今天 3月1日 星期日");
  CHECK(say_trace_day(day_after(today, -1), today, Language::kEnglish) == "Yesterday Sat 28 Feb");
  CHECK(say_trace_day(day_after(today, -2), today, Language::kChinese) == "2月27日 星期五");
}
