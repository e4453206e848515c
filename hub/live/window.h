// The newest segments and parts of one stream, and the numbers by which players know them.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "hub/media/part.h"

namespace sunhall {

/// What the window holds at least, however large: what a player needs to begin.
inline constexpr std::size_t kWindowSegmentsMin = 3;
/// What it lists at most, but for the segment that crosses the line: this long, or that many target
/// durations when a camera's freak has made them longer.
/// Source:  RFC 8216bis §6.2.2: a live playlist holds three target durations at least.
inline constexpr std::chrono::seconds kWindowSpan{14};
inline constexpr int kWindowTargetsMin = 3;
/// Segments that were listed until just now can still be fetched.
inline constexpr std::size_t kUnlistedSegments = 2;
/// What it holds at most, unless that were fewer than kWindowSegmentsMin whole segments.
inline constexpr std::size_t kWindowBytesMax = 12u << 20;
/// The smallest target duration; segments are cut at 1.9 s at the earliest.
inline constexpr std::chrono::seconds kTargetDurationMin{2};

struct LiveSegment {
  std::uint64_t number = 0;         // EXT-X-MEDIA-SEQUENCE counts these
  std::uint64_t run = 0;            // the number of the run's first segment
  std::uint64_t discontinuity = 0;  // its Discontinuity Sequence Number
  bool is_whole = false;
  MediaTime start{0};
  MediaTime duration{0};
  std::size_t bytes = 0;
  int frame_count = 0;
  std::vector<std::shared_ptr<const Part>> parts;
};

/// A part's place: the `part`th, from 0, of a segment.
struct PartPosition {
  std::uint64_t segment = 0;
  std::uint32_t part = 0;

  friend auto operator<=>(const PartPosition&, const PartPosition&) = default;
};

/// Keeps the newest segments of a stream.
///
/// Order:   as PartSink's. Segments are numbered one by one across runs.
/// Threads: one at a time.
class Window {
 public:
  explicit Window(std::uint64_t first_segment) : next_segment_(first_segment) {}

  void begin_run(const RunStart& run);
  void push(std::shared_ptr<const Part> part);
  void end_run();
  /// Lists nothing of what is there any more: it is too old to be called live.
  void forget();

  /// From the first whole segment on there is a target duration, and so a playlist.
  bool is_ready() const;
  bool is_running() const { return run_ != nullptr; }

  /// All segments that can be fetched; those from `first_listed()` on are in the playlist.
  const std::deque<LiveSegment>& segments() const { return segments_; }
  std::uint64_t first_listed() const { return first_listed_; }
  const LiveSegment* find(std::uint64_t segment) const;
  /// Where the next part will be.
  PartPosition next() const;

  /// Grows when a longer segment comes, never shrinks.
  std::chrono::seconds target_duration() const { return target_duration_; }
  /// At least the longest part of the window; shrinks when a freak has left it.
  std::chrono::milliseconds part_target() const { return part_target_; }
  std::size_t bytes() const { return bytes_; }

  /// The init of a run that can still be fetched.
  std::shared_ptr<const Init> init(std::uint64_t run) const;
  /// The newest run's, also after its end; null before the first.
  const std::shared_ptr<const Init>& newest_init() const { return newest_init_; }

 private:
  struct Run {
    std::uint64_t number = 0;
    std::shared_ptr<const Init> init;
  };

  bool is_open() const { return !segments_.empty() && !segments_.back().is_whole; }
  void open_segment(MediaTime start);
  void close_segment();
  void measure_whole(const LiveSegment& whole);
  void measure_parts();
  void evict();

  std::uint64_t next_segment_;
  std::deque<LiveSegment> segments_;
  std::uint64_t first_listed_ = 0;
  std::deque<Run> runs_;             // of the segments, and the present one
  std::shared_ptr<const Init> run_;  // null between runs
  std::shared_ptr<const Init> newest_init_;
  std::optional<std::uint64_t> discontinuity_;  // of the present or last run
  std::chrono::seconds target_duration_{0};
  std::chrono::milliseconds part_target_{0};
  std::size_t bytes_ = 0;
};

}  // namespace sunhall
