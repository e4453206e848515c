// A store that holds a real clip, for whoever reads the past.
#pragma once

#include <string>

#include "tests/hub/platform/media/recorded_clip.h"
#include "tests/hub/store/store_bench.h"

namespace sunhall::test {

/// Recordings of the camera `cooking`, first made at kMorning.
class ClipStore {
 public:
  ClipStore() { bench.start(); }

  /// Records a clip whose first picture comes in at `start`; the hub goes on running.
  void record(RecordedClip& clip) {
    clip.rewind();
    clip.finish(*bench.sinks[0]);
    bench.clock.advance(std::chrono::seconds(20));
    must(bench.step());
  }
  /// Writes everything down.
  void stop() { bench.stop(); }

  const std::filesystem::path& path() const { return bench.options.folder; }
  static MediaTime at(std::chrono::milliseconds after_morning) {
    return to_media_time(kMorning + after_morning);
  }

  StoreBench bench;
};

}  // namespace sunhall::test
