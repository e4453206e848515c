// Parts without pictures, for whoever only counts and times them.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "hub/media/part.h"

namespace sunhall::test {

inline constexpr WallTime kNoon =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + std::chrono::hours(12);

inline Bytes bytes_of(std::string_view text) {
  return std::make_shared<const std::vector<std::uint8_t>>(text.begin(), text.end());
}

/// A camera of 25 frames a second that makes parts of 9 frames.
class PartMaker {
 public:
  explicit PartMaker(PartSink& sink) : sink_(sink) {}

  void begin(std::string codecs = "avc1.640028", RunReason reason = RunReason::kHubStarted) {
    auto init = std::make_shared<const Init>(Init{.codec = "h264",
                                                  .codecs = std::move(codecs),
                                                  .width = 1920,
                                                  .height = 1080,
                                                  .bytes = bytes_of("init")});
    sink_.begin_run({.reason = reason, .detail = {}, .init = std::move(init), .start = time_});
  }

  void part(int frames, bool starts, bool ends, std::size_t bytes = 1000) {
    const MediaTime duration = frames * frame;
    Part out{.start = time_, .duration = duration, .frame_count = frames, .bytes = {}};
    out.starts_segment = starts;
    out.ends_segment = ends;
    std::string text = std::to_string(++serial_) + (starts ? " key" : "");
    text.resize(bytes, '.');
    out.bytes = bytes_of(text);
    time_ += duration;
    if (open_frames_ == 0) sink_.push_frame({out.bytes, starts});
    open_frames_ = 0;
    sink_.push(std::make_shared<const Part>(std::move(out)));
  }

  /// One frame of a part that comes later.
  void frame_chunk(std::string_view text, bool starts) {
    ++open_frames_;
    sink_.push_frame({bytes_of(text), starts});
  }

  /// One GOP of `frames`, cut as the cutter cuts.
  void segment(int frames = 50, std::size_t part_bytes = 1000) { gop(frames, 0, part_bytes); }
  /// The rest of a GOP, after its first `done` frames.
  void rest(int done, int frames = 50) { gop(frames, done, 1000); }

  void end() { sink_.end_run("no video for 5 s"); }
  void wait(MediaTime time) { time_ += time; }
  MediaTime time() const { return time_; }

  MediaTime frame{3600};

 private:
  int open_frames_ = 0;

  void gop(int frames, int done, std::size_t part_bytes) {
    const int per_part =
        std::max(1, static_cast<int>(MediaTime(std::chrono::milliseconds(360)) / frame));
    while (done < frames) {
      const int count = std::min(per_part, frames - done);
      part(count, done == 0, done + count >= frames, part_bytes);
      done += count;
    }
  }

  PartSink& sink_;
  MediaTime time_ = to_media_time(kNoon);
  int serial_ = 0;
};

}  // namespace sunhall::test
