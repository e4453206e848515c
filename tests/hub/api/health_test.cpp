#include "hub/api/health.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

HubFigures five_cameras() {
  HubFigures figures;
  for (const char* id : {"storage", "cooking", "portioning", "dining", "washing"})
    figures.streams.push_back({.camera = id, .state = CameraState::kLive});
  figures.store.days_kept = 9.31;
  figures.store.disk_bytes = 1'000'000;
  figures.store.disk_free_bytes = 390'000;
  return figures;
}

}  // namespace

TEST_CASE("health: all is well in one line") {
  const Health health = judge_health(five_cameras());
  CHECK(health.is_well);
  CHECK(health.line == "recording 5 of 5, 9.3 days, disk 61 %");
}

TEST_CASE("health: a camera without video is named") {
  HubFigures figures = five_cameras();
  figures.streams[3].state = CameraState::kLost;
  figures.streams[4].state = CameraState::kOpening;
  const Health health = judge_health(figures);
  CHECK_FALSE(health.is_well);
  CHECK(health.line == "recording 3 of 5, 9.3 days, disk 61 %; no video from dining, washing");
}

TEST_CASE("health: a store that does not write records nothing, whatever arrives") {
  HubFigures figures = five_cameras();
  figures.store.is_writing = false;
  CHECK(judge_health(figures).line ==
        "recording 0 of 5, 9.3 days, disk 61 %; the store does not write");
  figures.store.trouble = "the disk is not mounted";
  figures.store.disk_bytes = 0;
  figures.store.days_kept.reset();
  CHECK(judge_health(figures).line ==
        "recording 0 of 5, no days yet, disk unknown; the disk is not mounted");
  CHECK_FALSE(judge_health(figures).is_well);
}

TEST_CASE("health: streams that need not be recorded do not count, a warning of the store does") {
  HubFigures figures = five_cameras();
  figures.streams.push_back({.camera = "dining",
                             .kind = StreamKind::kSub,
                             .state = CameraState::kLost,
                             .is_recorded = false});
  CHECK(judge_health(figures).is_well);
  figures.store.trouble = "at this rate 6.1 days fit, 7 are promised";
  CHECK_FALSE(judge_health(figures).is_well);
}

TEST_CASE("health: a disk that will not hold the days is said before it is full") {
  StoreFigures store;
  RecordingState before = RecordingState::kUnknown;
  const auto judged = [&] { return judge_recording(store, std::chrono::days(7), before); };
  CHECK(judged() == RecordingView{.state = RecordingState::kWell});
  store.days_fit = 7.0;
  CHECK(judged() == RecordingView{.state = RecordingState::kWell, .days_fit = 7});
  store.days_fit = 6.99;
  CHECK(judged() == RecordingView{.state = RecordingState::kShort, .days_fit = 6});
  before = RecordingState::kShort;
  store.days_fit = 7.4;
  CHECK(judged().state == RecordingState::kShort);
  store.days_fit = 7.5;
  CHECK(judged().state == RecordingState::kWell);
  store.days_fit = 1e12;
  CHECK(judged().days_fit == 9'999);
  store.is_writing = false;
  CHECK(judged().state == RecordingState::kStopped);
}
