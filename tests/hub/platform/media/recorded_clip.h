// A real clip as ingest hands it to its sinks, to be sent step by step, as often as is wanted.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/hub/media/played_clip.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_clip.h"

namespace sunhall::test {

inline constexpr const char* kAvcClip = "-c:v libx264 -preset veryfast -bf 0 -g 25";
inline constexpr const char* kHevcClip =
    "-c:v libx265 -preset ultrafast -x265-params log-level=error:bframes=0 -g 25";

/// What ingest says of a clip, remembered.
class RecordedClip final : public PartSink {
 public:
  RecordedClip(const TempFolder& folder, const std::string& name, const char* codec,
               WallTime start = kClipNoon,
               std::string_view source = "testsrc2=s=320x240:r=25:d=4") {
    play_clip(make_clip(folder, name + ".mp4", codec, source), {this}, start);
  }

  int frame_count() const { return frame_count_; }

  /// Says all up to and with the `count`th next frame.
  void send(PartSink& sink, int count) {
    while (next_ < said_.size() && count > 0) {
      if (said_[next_].is_frame) --count;
      said_[next_++].say(sink);
    }
  }
  /// Says the rest, and the end of the run.
  void finish(PartSink& sink) {
    while (next_ < said_.size()) said_[next_++].say(sink);
  }
  void rewind() { next_ = 0; }

 private:
  struct Said {
    std::function<void(PartSink&)> say;
    bool is_frame = false;
  };

  void begin_run(const RunStart& run) override {
    said_.push_back({[run](PartSink& sink) { sink.begin_run(run); }});
  }
  void push(std::shared_ptr<const Part> part) override {
    said_.push_back({[part](PartSink& sink) { sink.push(part); }});
  }
  void push_frame(const FrameChunk& frame) override {
    ++frame_count_;
    said_.push_back({[frame](PartSink& sink) { sink.push_frame(frame); }, true});
  }
  void end_run(std::string_view why) override {
    said_.push_back({[text = std::string(why)](PartSink& sink) { sink.end_run(text); }});
  }

  std::vector<Said> said_;
  std::size_t next_ = 0;
  int frame_count_ = 0;
};

}  // namespace sunhall::test
