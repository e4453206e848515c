#include "hub/ingest/probe.h"

#include <doctest/doctest.h>

#include "tests/support/bad_server.h"
#include "tests/support/camera_sim.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

bool never() {
  return false;
}

ProbeReport good_report() {
  return {.codec = "h264",
          .codecs = "avc1.64001F",
          .profile = "High",
          .width = 1920,
          .height = 1080,
          .packet_count = 150,
          .frames_per_s = 25.0,
          .keyframe_interval = 2s,
          .bits_per_s = 4'000'000,
          .clock_error_ms = 40};
}

bool is_advised(const ProbeReport& report, std::string_view word) {
  for (const ProbeAdvice& advice : advise(report)) {
    CHECK_FALSE(advice.zh.empty());
    if (advice.en.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("probe: a real camera is described as it is") {
  CameraSim sim(2);
  const SystemClock clock;

  const auto cooking = probe(sim.main_only("cooking").main, clock, never);

  REQUIRE(cooking);
  CHECK(cooking->codec == "h264");
  CHECK(cooking->codecs.starts_with("avc1.64"));
  CHECK(cooking->width == 1920);
  CHECK(cooking->height == 1080);
  CHECK(*cooking->frames_per_s == doctest::Approx(25).epsilon(0.02));
  CHECK(std::chrono::abs(*cooking->keyframe_interval - Ticks(2s)) < 50ms);
  CHECK_FALSE(cooking->has_b_frames);
  CHECK_FALSE(cooking->has_audio);
  CHECK(cooking->loss_count == 0);
  CHECK(std::abs(cooking->clock_error_ms.value_or(99'999)) < 1000);
  CHECK(advise(*cooking).empty());
}

TEST_CASE("probe: B-frames, audio and too few keyframes are seen") {
  const TempFolder folder;
  const SystemClock clock;
  StreamSource source;
  source.url = make_clip(folder, "a.mp4",
                         "-f lavfi -i sine=d=2 -c:v libx264 -bf 2 -g 999 -c:a aac -shortest");

  const auto report = probe(source, clock, never);

  REQUIRE(report);
  CHECK(report->has_b_frames);
  CHECK(report->has_audio);
  CHECK_FALSE(report->keyframe_interval);
  CHECK(is_advised(*report, "B-frames"));
  CHECK(is_advised(*report, "audio"));
  CHECK(is_advised(*report, "no two keyframes"));
}

TEST_CASE("probe: a good camera gets no advice, each fault gets its own") {
  CHECK(advise(good_report()).empty());
  const auto with = [](auto&& change) {
    ProbeReport report = good_report();
    change(report);
    return report;
  };
  CHECK(is_advised(with([](auto& r) { r.codec = "hevc"; }), "Firefox"));
  CHECK(is_advised(with([](auto& r) { r.codec = "mjpeg"; }), "neither recorded nor shown"));
  CHECK(is_advised(with([](auto& r) { r.profile = "High 4:2:2"; }), "profile"));
  CHECK(is_advised(with([](auto& r) { r.keyframe_interval = 5s; }), "keyframes every 5.0 s"));
  CHECK(is_advised(with([](auto& r) { r.has_b_frames = true; }), "B-frames"));
  CHECK(is_advised(with([](auto& r) { r.width = 2560, r.height = 1440; }), "above 1080p"));
  CHECK(is_advised(with([](auto& r) { r.frames_per_s = 8; }), "8.0 pictures a second"));
  CHECK(is_advised(with([](auto& r) { r.bits_per_s = 12'000'000; }), "12.0 Mbit/s"));
  CHECK(is_advised(with([](auto& r) { r.loss_count = 3; }), "packets get lost"));
  CHECK(is_advised(with([](auto& r) { r.clock_error_ms = -61'000; }), "-61.0 s off"));
}

TEST_CASE("probe: a portrait picture of 1080 columns is not above 1080p") {
  ProbeReport report = good_report();
  std::swap(report.width, report.height);
  CHECK(advise(report).empty());
}

TEST_CASE("probe: what was found is written in both languages") {
  const std::string en = describe(good_report(), "en");
  CHECK(en.find("codec: h264 High avc1.64001F\n") != std::string::npos);
  CHECK(en.find("bit rate: 4000 kbit/s\n") != std::string::npos);
  ProbeReport unknown;
  unknown.codec = "hevc";
  CHECK(describe(unknown, "zh").find("注意: 视频编码是 H.265") != std::string::npos);
  CHECK(describe(unknown, "en").find("unknown") != std::string::npos);
}

TEST_CASE("probe: servers that are no cameras are an error, and a stop ends it at once") {
  const SystemClock clock;
  StreamSource source;
  const BadServer garbage(Badness::kGarbage);
  source.url = garbage.url("rtsp");
  CHECK_FALSE(probe(source, clock, never));

  const BadServer silent(Badness::kSilent);
  source.url = silent.url("rtsp");
  CHECK_FALSE(probe(source, clock, [] { return true; }));
}
