#include "core/stage/trace_coverage.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sunhall {
namespace {

constexpr const char* kNotRecorded = "not_recorded";
constexpr const char* kNotYet = "not_yet";

// Joins a gap to the one before it when both say the same.
void add_gap(std::vector<TraceGap>& gaps, const CoverageSpan& span) {
  if (!gaps.empty() && gaps.back().to == span.from && gaps.back().reason == span.reason) {
    gaps.back().to = span.to;
  } else {
    gaps.push_back({span.from, span.to, span.reason});
  }
}

// What is not recorded yet is not missing.
void drop_head(DayCoverage& day, WallTime end) {
  if (day.known_to >= end || day.spans.size() < 2) return;
  const CoverageSpan& last = day.spans.back();
  const bool is_to_come =
      last.reason == kNotYet || (last.reason == kNotRecorded && last.to - last.from <= kHeadSlack);
  const bool is_head =
      !last.is_recorded && is_to_come && std::prev(day.spans.end(), 2)->is_recorded;
  if (!is_head) return;
  day.known_to = last.from;
  day.spans.pop_back();
}

// Runs of the day, neighbours joined: a hub names a stretch anew for each of its files.
std::vector<RecordedRun> runs_of(const DayCoverage& day) {
  std::vector<RecordedRun> runs;
  for (const CoverageSpan& span : day.spans) {
    if (!span.is_recorded) continue;
    if (!runs.empty() && runs.back().to == span.from) {
      runs.back().to = span.to;
    } else {
      runs.push_back({span.from, span.to});
    }
  }
  return runs;
}

}  // namespace

WallTime day_begin(const Date& day, std::chrono::minutes offset) {
  return WallTime(std::chrono::sys_days(day)) - offset;
}

WallTime day_end(const Date& day, std::chrono::minutes offset) {
  return day_begin(day, offset) + std::chrono::days(1);
}

Date day_of(WallTime time, std::chrono::minutes offset) {
  return to_local({time, offset}).date;
}

Date day_after(const Date& day, int days) {
  return std::chrono::sys_days(day) + std::chrono::days(days);
}

DayCoverage tidy_coverage(std::size_t camera, const Date& day, std::chrono::minutes offset,
                          WallTime known_to, std::vector<CoverageSpan> spans) {
  DayCoverage tidy{.camera = camera, .day = day, .known_to = {}, .spans = {}};
  tidy.known_to = std::clamp(known_to, day_begin(day, offset), day_end(day, offset));
  // By both ends: the order is then one, whatever the order they came in.
  std::ranges::sort(spans, {},
                    [](const CoverageSpan& span) { return std::pair(span.from, span.to); });
  WallTime at = day_begin(day, offset);
  const auto add = [&](CoverageSpan span) {
    at = span.to;
    tidy.spans.push_back(std::move(span));
  };
  for (CoverageSpan& span : spans) {
    if (tidy.spans.size() + 2 >= kCoverageSpansMax) break;
    span.from = std::max(span.from, at);
    span.to = std::min(span.to, tidy.known_to);
    if (span.from >= span.to) continue;
    if (span.from > at) add({at, span.from, false, kNotRecorded});
    if (!span.is_recorded && span.reason.empty()) span.reason = kNotRecorded;
    add(std::move(span));
  }
  if (at < tidy.known_to) add({at, tidy.known_to, false, kNotRecorded});
  drop_head(tidy, day_end(day, offset));
  return tidy;
}

std::optional<RecordedRun> run_after(const DayCoverage& day, WallTime at) {
  for (const RecordedRun& run : runs_of(day)) {
    if (run.to > at) return RecordedRun{std::max(run.from, at), run.to};
  }
  return std::nullopt;
}

std::optional<RecordedRun> run_before(const DayCoverage& day, WallTime at) {
  std::optional<RecordedRun> found;
  for (const RecordedRun& run : runs_of(day)) {
    if (run.from < at) found = run;
  }
  return found;
}

std::optional<TraceGap> gap_at(const DayCoverage& day, WallTime at) {
  for (const TraceGap& gap : gaps_of(day)) {
    if (gap.from <= at && at < gap.to) return gap;
  }
  return std::nullopt;
}

std::vector<TraceGap> gaps_of(const DayCoverage& day) {
  std::vector<TraceGap> gaps;
  for (const CoverageSpan& span : day.spans) {
    if (!span.is_recorded) add_gap(gaps, span);
  }
  return gaps;
}

std::chrono::milliseconds recorded_time(const DayCoverage& day) {
  std::chrono::milliseconds sum{0};
  for (const CoverageSpan& span : day.spans) {
    if (span.is_recorded) sum += span.to - span.from;
  }
  return sum;
}

}  // namespace sunhall
