// A real clip on its way through the packager, as a camera would send it.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "hub/media/packager.h"
#include "native/demuxer.h"

namespace sunhall::test {

/// 2026-11-24 12:00 UTC.
inline constexpr WallTime kClipNoon =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + std::chrono::hours(12);

/// Frames as the hub hands them to those who do not wait for parts.
class FrameCollector final : public PartSink {
 public:
  void begin_run(const RunStart& run) override { inits.push_back(run.init); }
  void push(std::shared_ptr<const Part> part) override { parts.push_back(std::move(part)); }
  void push_frame(const FrameChunk& frame) override { frames.push_back(frame); }
  void end_run(std::string_view /*why*/) override {}

  std::vector<std::shared_ptr<const Init>> inits;
  std::vector<std::shared_ptr<const Part>> parts;
  std::vector<FrameChunk> frames;
};

/// Plays a file to sinks as fast as it can be read; its first frame comes in at `start`.
///
/// `before`: is called before each packet, for whoever wants it slower.
inline void play_clip(const std::string& path, const std::vector<PartSink*>& sinks,
                      WallTime start = kClipNoon, const std::function<void()>& before = {}) {
  Packager packager(sinks, std::nullopt);
  StreamSource source;
  source.url = path;
  const SystemClock clock;
  auto demuxer = Demuxer::open(source, Probe::kSize, clock, [] { return false; });
  REQUIRE(demuxer);
  REQUIRE(packager.begin_session(demuxer->video()));
  Ticks ticks{0};
  while (true) {
    auto packet = demuxer->read();
    REQUIRE(packet);
    if (!*packet) break;
    if (before) before();
    const WallTime now = start + std::chrono::floor<std::chrono::milliseconds>(ticks);
    packager.push(std::move((*packet)->packet), (*packet)->is_key,
                  {.ticks = ticks, .wall = {.utc = now}});
    ticks += std::chrono::milliseconds(40);
  }
  packager.end_session("the end");
}

}  // namespace sunhall::test
