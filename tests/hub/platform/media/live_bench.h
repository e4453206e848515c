// A live camera that runs, before a desk.
#pragma once

#include "tests/hub/platform/media/media_house.h"
#include "tests/hub/platform/media/recorded_clip.h"

namespace sunhall::test {

/// 100 pictures, a keyframe each second; 30 of them are in memory when a test begins.
struct LiveBench {
  explicit LiveBench(const char* codec = kAvcClip, int clock_factor = 1)
      : clip(folder, "clip", codec), house({}, clock_factor) {
    clip.send(house.stream, 30);
  }
  TempFolder folder;
  RecordedClip clip;
  MediaHouse house;
};

}  // namespace sunhall::test
