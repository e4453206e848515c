// One day of one camera: what is recorded, what is missing and why.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"

namespace sunhall {

/// More stretches a day than this are cut off: a camera that comes and goes every half minute.
inline constexpr std::size_t kCoverageSpansMax = 4096;

/// A stretch without a break, or one that is missing.
struct CoverageSpan {
  WallTime from{};
  WallTime to{};
  bool is_recorded = false;
  std::string reason;  // of a gap: the hub's word, for example `camera_back`

  friend bool operator==(const CoverageSpan&, const CoverageSpan&) = default;
};

/// A day's stretches in order, without overlap and without a hole, from midnight to `known_to`.
struct DayCoverage {
  std::size_t camera = 0;
  Date day{};
  WallTime known_to{};  // the day's end, or when it was asked
  std::vector<CoverageSpan> spans;
};

/// The moment at which a day begins on the clock on the wall.
WallTime day_begin(const Date& day, std::chrono::minutes offset);
WallTime day_end(const Date& day, std::chrono::minutes offset);
Date day_of(WallTime time, std::chrono::minutes offset);
/// The day that is `days` later, or earlier when negative.
Date day_after(const Date& day, int days);

/// The newest moments are still on their way to the disk: that long they are not called missing.
inline constexpr std::chrono::milliseconds kHeadSlack = std::chrono::seconds(30);

/// Makes a day of what a hub said: sorted, cut to the day, holes filled as not recorded.
///
/// Shape:   at most kCoverageSpansMax stretches; what overlaps an earlier one begins after it.
DayCoverage tidy_coverage(std::size_t camera, const Date& day, std::chrono::minutes offset,
                          WallTime known_to, std::vector<CoverageSpan> spans);

/// A stretch that can be played from its first moment to its last.
struct RecordedRun {
  WallTime from{};
  WallTime to{};

  friend bool operator==(const RecordedRun&, const RecordedRun&) = default;
};

/// What can be played from `at` on, or from the next recorded moment on.
std::optional<RecordedRun> run_after(const DayCoverage& day, WallTime at);

/// The run that holds the moment before `at`, or the last one before that.
std::optional<RecordedRun> run_before(const DayCoverage& day, WallTime at);

struct TraceGap {
  WallTime from{};
  WallTime to{};
  std::string reason;

  friend bool operator==(const TraceGap&, const TraceGap&) = default;
};

/// The stretch that is missing at `at`; empty if it is recorded or not known.
std::optional<TraceGap> gap_at(const DayCoverage& day, WallTime at);

/// All that is missing, in order; neighbours of one reason are one.
std::vector<TraceGap> gaps_of(const DayCoverage& day);

/// How much of the day is recorded.
std::chrono::milliseconds recorded_time(const DayCoverage& day);

}  // namespace sunhall
