// A store whose time the test moves by hand: no thread, no waiting.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "hub/store/archive.h"
#include "hub/store/reason.h"
#include "hub/store/session.h"
#include "tests/hub/store/faulty_disk.h"
#include "tests/hub/store/made_video.h"
#include "tests/support/step_clock.h"
#include "tests/support/temp_folder.h"

namespace sunhall::test {

/// Ends the test with the error's own words.
template <class T>
void must(const Result<T>& result) {
  REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error().what));
}

inline const StreamKey kCooking{"cooking", StreamKind::kMain};
inline const StreamKey kWashing{"washing", StreamKind::kSub};

/// A store of two cameras, a faulty disk, and words for what happens to them.
class StoreBench {
 public:
  StoreBench() : disk(folder.path() + "/store") {
    options.folder = folder.path() + "/store";
    options.streams = {kCooking, kWashing};
    options.retention = std::chrono::days(7);
  }

  /// Starts the hub: what went before is recovered.
  Result<void> try_start() {
    queue = std::make_unique<PartQueue>(2, kQueueBytesMax);
    queue->close();  // take at once
    sinks.clear();
    cameras.clear();
    for (std::size_t lane = 0; lane < 2; ++lane) {
      sinks.push_back(std::make_unique<LaneSink>(*queue, lane));
      cameras.push_back(std::make_unique<MadeCamera>(*sinks.back(), frame_bytes));
    }
    std::vector<WriterLane> lanes;
    for (const StreamKey& key : options.streams) lanes.push_back({.key = key});
    auto opened =
        Session::open(options, disk, clock, std::move(lanes),
                      {now(), kReasonHubKilled, "the hub was killed or the power was cut"});
    if (!opened) return tl::unexpected<Error>(opened.error());
    session = std::move(*opened);
    return {};
  }
  void start() { must(try_start()); }

  /// On the camera's clock, which is the hub's.
  MediaTime now() const { return to_media_time(clock.wall()); }

  MadeCamera& camera(std::size_t lane = 0) { return *cameras[lane]; }

  Result<void> step() { return session->step(queue->take()); }

  /// Lets cameras that are on send for so long, in steps of 0.4 s.
  Result<void> run(std::chrono::milliseconds duration, std::vector<std::size_t> on = {0}) {
    for (std::chrono::milliseconds at{0}; at < duration; at += std::chrono::milliseconds(400)) {
      for (const std::size_t lane : on) cameras[lane]->send_part();
      clock.advance(std::chrono::milliseconds(400));
      const auto stepped = step();
      if (!stepped) return stepped;
    }
    return {};
  }

  void stop() {
    must(step());
    must(session->close());
    session.reset();
  }
  /// As kill -9: whatever was written stays, nothing else happens.
  void kill() { session.reset(); }

  std::unique_ptr<Archive> archive() {
    auto opened = Archive::open(options.folder);
    must(opened);
    return std::move(*opened);
  }

  std::vector<Coverage> coverage(MediaTime from, MediaTime to, const StreamKey& key = kCooking) {
    auto row = archive()->coverage(key, from, to);
    must(row);
    return *row;
  }

  /// Seconds that can be played, and the gaps' reasons, for example `60 camera_back 20`.
  std::string story(MediaTime from, MediaTime to, const StreamKey& key = kCooking) {
    std::string text;
    MediaTime at = from;
    for (const Coverage& span : coverage(from, to, key)) {
      CHECK(span.from == at);
      at = span.to;
      const auto seconds = std::chrono::round<std::chrono::seconds>(span.to - span.from).count();
      text += (text.empty() ? "" : " ") + (span.is_recorded
                                               ? std::to_string(seconds)
                                               : span.reason + ":" + std::to_string(seconds));
    }
    CHECK(at == to);
    return text;
  }

  std::vector<StoredRecording> recordings(const StreamKey& key = kCooking) {
    auto found = archive()->recordings(key, MediaTime(0), MediaTime(std::int64_t{1} << 50));
    must(found);
    return *found;
  }

  std::filesystem::path path(const StoredRecording& recording) const {
    return options.folder / recording.path;
  }

  TempFolder folder;
  FaultyDisk disk;
  StepClock clock;
  StoreOptions options;
  std::size_t frame_bytes = 100;
  std::unique_ptr<PartQueue> queue;
  std::vector<std::unique_ptr<LaneSink>> sinks;
  std::vector<std::unique_ptr<MadeCamera>> cameras;
  std::unique_ptr<Session> session;
};

}  // namespace sunhall::test
