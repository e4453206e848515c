#include "hub/media/packager.h"

#include <doctest/doctest.h>

#include <functional>

#include "native/demuxer.h"
#include "tests/support/ffprobe.h"
#include "tests/support/part_collector.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNoon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + 12h;

/// A clip that is played to a packager as a camera would send it.
class Player {
 public:
  explicit Player(std::optional<MediaTime> last_end = std::nullopt)
      : packager_({&collector_}, last_end) {}

  /// What to do to a packet on its way, by its number.
  std::function<void(int, AVPacket&)> bend;
  Ticks wall_step{0};

  void play(const std::string& path, std::string_view why = "the end") {
    StreamSource source;
    source.url = path;
    const SystemClock clock;
    auto demuxer = Demuxer::open(source, Probe::kSize, clock, [] { return false; });
    REQUIRE(demuxer);
    REQUIRE(packager_.begin_session(demuxer->video()));
    for (int i = 0;; ++i) {
      auto packet = demuxer->read();
      REQUIRE(packet);
      if (!*packet) break;
      if (bend) bend(i, *(*packet)->packet);
      packager_.push(std::move((*packet)->packet), (*packet)->is_key, now());
      ticks_ += 40ms;
    }
    packager_.end_session(std::string(why));
  }

  Moment now() const {
    return {
        .ticks = ticks_,
        .wall = {.utc = kNoon + std::chrono::floor<std::chrono::milliseconds>(ticks_ + wall_step)}};
  }
  void wait(Ticks time) { ticks_ += time; }
  std::vector<PartCollector::Run> runs() const { return collector_.runs(); }
  PartCollector::Run only_run() const {
    REQUIRE(runs().size() == 1);
    return runs()[0];
  }
  Packager& packager() { return packager_; }

 private:
  PartCollector collector_;
  Packager packager_;
  Ticks ticks_{0};
};

std::string write_run(const TempFolder& folder, const PartCollector::Run& run) {
  folder.write("run.mp4", PartCollector::file_of(run));
  return folder / "run.mp4";
}

// A raw stream's own timestamps are guesses; a container's are kept.
constexpr const char* kAvc = "-c:v libx264 -bf 0 -g 50";
constexpr const char* kSixSeconds = "testsrc2=s=320x240:r=25:d=6";

std::int64_t tfdt_of(const Part& part) {
  const auto& bytes = *part.bytes;
  const std::string text(bytes.begin(), bytes.end());
  const std::size_t at = text.find("tfdt");
  REQUIRE(at != std::string::npos);
  REQUIRE(bytes[at + 4] == 1);  // version 1: 64 bits
  std::int64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) out = out << 8 | bytes[at + 8 + i];
  return out;
}

}  // namespace

TEST_CASE("packager: every frame is in a part, with the wall clock for its timestamp") {
  const TempFolder folder;
  Player player;

  player.play(make_clip(folder, "a.mp4", kAvc, kSixSeconds));

  const auto run = player.only_run();
  const std::string path = write_run(folder, run);
  const auto pts = packet_values(path, "pts");
  REQUIRE(pts.size() == 150);
  for (std::size_t i = 0; i < pts.size(); ++i) {
    CHECK(pts[i] == to_media_time(kNoon).count() + static_cast<std::int64_t>(i) * 3600);
  }
  const Decoding decoding = decode(path);
  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == 150);
}

TEST_CASE("packager: parts are cut at frames, segments at keyframes, and durations add up") {
  const TempFolder folder;
  Player player;

  player.play(make_clip(folder, "a.mp4", kAvc, kSixSeconds));

  const auto run = player.only_run();
  std::vector<int> frames;
  MediaTime end = run.start.start;
  int segment_count = 0;
  for (const auto& part : run.parts) {
    CHECK(part->duration <= kPartTarget + kPartSlack);
    CHECK(part->duration == MediaTime(part->frame_count * 3600));
    CHECK(tfdt_of(*part) == part->start.count());
    if (part->starts_segment) {
      CHECK((part->start - run.start.start) % MediaTime(2s) == MediaTime(0));
      ++segment_count;
    }
    frames.push_back(part->frame_count);
    end = part->start + part->duration;
  }
  CHECK(segment_count == 3);
  CHECK(std::vector<int>(frames.begin(), frames.begin() + 6) == std::vector{9, 9, 9, 9, 9, 5});
  CHECK(end - run.start.start == MediaTime(6s));
}

TEST_CASE("packager: each segment decodes by itself after the init") {
  const TempFolder folder;
  Player player;
  player.play(make_clip(folder, "a.mp4", kAvc, kSixSeconds));
  auto run = player.only_run();
  const auto parts = run.parts;

  for (std::size_t begin = 0; begin < parts.size();) {
    std::size_t end = begin + 1;
    while (end < parts.size() && !parts[end]->starts_segment) ++end;
    run.parts.assign(parts.begin() + static_cast<std::ptrdiff_t>(begin),
                     parts.begin() + static_cast<std::ptrdiff_t>(end));
    const Decoding decoding = decode(write_run(folder, run));
    CHECK(decoding.errors.empty());
    CHECK(decoding.frame_count == 50);
    begin = end;
  }
}

TEST_CASE("packager: H.265 is written as hvc1 and decodes") {
  const TempFolder folder;
  Player player;

  player.play(make_clip(folder, "a.mp4",
                        "-c:v libx265 -bf 0 -g 25 -x265-params log-level=error:bframes=0"));

  const auto run = player.only_run();
  CHECK(run.start.init->codec == "hevc");
  CHECK(run.start.init->codecs.starts_with("hvc1.1.6.L"));
  const std::string path = write_run(folder, run);
  CHECK(output_of("ffprobe -v error -show_entries stream=codec_tag_string -of csv=p=0 " + path) ==
        "hvc1\n");
  const Decoding decoding = decode(path);
  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == 50);
}

TEST_CASE("packager: B-frames keep their order of showing") {
  const TempFolder folder;
  const std::string clip = make_clip(folder, "a.mp4", "-c:v libx264 -bf 2 -g 25");
  Player player;
  player.play(clip);

  const std::string path = write_run(folder, player.only_run());
  const auto original = packet_values(clip, "pts");
  const auto ours = packet_values(path, "pts");
  REQUIRE(ours.size() == original.size());
  for (std::size_t i = 1; i < ours.size(); ++i) {
    CHECK(ours[i] - ours[0] == (original[i] - original[0]) * 90'000 / 12'800);
  }
  const Decoding decoding = decode(path);
  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == 50);
}

TEST_CASE("packager: a first packet without timestamps loses nothing of the first GOP") {
  const TempFolder folder;
  Player player;
  player.bend = [](int i, AVPacket& packet) {
    if (i == 0) packet.pts = packet.dts = AV_NOPTS_VALUE;
  };

  player.play(make_clip(folder, "a.mp4", kAvc));

  const auto run = player.only_run();
  CHECK(PartCollector::frame_count(run) == 50);
  CHECK(run.start.start == to_media_time(kNoon));
}

TEST_CASE("packager: frames before the first keyframe are left out") {
  const TempFolder folder;
  Player player;
  player.bend = [](int i, AVPacket& packet) {
    if (i == 0) packet.size = 0;
  };

  player.play(make_clip(folder, "a.mp4", "-c:v libx264 -bf 0 -g 20"));

  const auto run = player.only_run();
  CHECK(PartCollector::frame_count(run) == 30);
  CHECK(run.parts[0]->starts_segment);
}

TEST_CASE("packager: another size is another run, which begins where the last one ends") {
  const TempFolder folder;
  make_clip(folder, "a.h264", kAvc);
  make_clip(folder, "b.h264", kAvc, "testsrc2=s=640x360:r=25:d=2");
  folder.write("ab.h264", folder.read("a.h264") + folder.read("b.h264"));
  Player player;

  player.play(folder / "ab.h264");

  const auto runs = player.runs();
  REQUIRE(runs.size() == 2);
  CHECK(runs[1].start.reason == RunReason::kCodecChanged);
  CHECK(runs[1].start.detail.find("320x240 to ") != std::string::npos);
  CHECK(runs[1].start.init->width == 640);
  CHECK(runs[1].start.start == runs[0].parts.back()->start + runs[0].parts.back()->duration);
  CHECK(PartCollector::frame_count(runs[0]) == 50);
  CHECK(PartCollector::frame_count(runs[1]) == 50);
  for (const auto& run : runs) CHECK(decode(write_run(folder, run)).errors.empty());
}

TEST_CASE("packager: a camera that comes back begins a run with the reason of the gap") {
  const TempFolder folder;
  const std::string clip = make_clip(folder, "a.mp4", kAvc);
  Player player;
  player.play(clip, "no video for 5 s");
  player.wait(7s);
  player.play(clip);

  const auto runs = player.runs();
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].start.reason == RunReason::kHubStarted);
  CHECK(runs[0].ended == "no video for 5 s");
  CHECK(runs[1].start.reason == RunReason::kCameraBack);
  CHECK(runs[1].start.detail == "no video for 5 s");
  CHECK(runs[1].start.start == runs[0].start.start + MediaTime(9s));
}

TEST_CASE("packager: a clock that is set begins a new run at the next keyframe, losing no frame") {
  const TempFolder folder;
  for (const Ticks step : {Ticks(1h), Ticks(-1h)}) {
    Player player;
    player.bend = [&](int i, AVPacket&) {
      if (i == 60) player.wall_step = step;
    };

    player.play(make_clip(folder, "a.mp4", kAvc, kSixSeconds));

    const auto runs = player.runs();
    REQUIRE(runs.size() == 2);
    CHECK(runs[1].start.reason == RunReason::kClockStepped);
    CHECK(runs[1].start.start == to_media_time(kNoon + 4s) + std::chrono::floor<MediaTime>(step));
    CHECK(PartCollector::frame_count(runs[0]) == 100);
    CHECK(PartCollector::frame_count(runs[1]) == 50);
  }
}

TEST_CASE("packager: a recording that ends in the future is told as a clock that was set back") {
  const TempFolder folder;
  Player player(to_media_time(kNoon + 1h));

  player.play(make_clip(folder, "a.mp4", kAvc));

  CHECK(player.only_run().start.reason == RunReason::kClockStepped);
  CHECK(player.only_run().start.start == to_media_time(kNoon));
}

TEST_CASE("packager: timestamps that jump begin a new run at the next keyframe") {
  const TempFolder folder;
  Player player;
  player.bend = [](int i, AVPacket& packet) {
    if (i < 60) return;
    packet.pts += 12'800 * 3600;
    packet.dts += 12'800 * 3600;
  };

  player.play(make_clip(folder, "a.mp4", kAvc, kSixSeconds));

  const auto runs = player.runs();
  REQUIRE(runs.size() == 2);
  CHECK(runs[1].start.reason == RunReason::kTimestampsJumped);
  CHECK(runs[1].start.start == to_media_time(kNoon + 4s));
  CHECK(runs[1].start.start >= runs[0].parts.back()->start + runs[0].parts.back()->duration);
}

TEST_CASE("packager: a stream without keyframes ends the run after kSegmentMax, told") {
  const TempFolder folder;
  Player player;

  player.play(make_clip(folder, "a.mp4", "-c:v libx264 -bf 0 -g 375 -keyint_min 375",
                        "testsrc2=s=160x120:r=25:d=16"));

  const auto runs = player.runs();
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].ended == "no keyframe for 12 s");
  CHECK(runs[1].start.detail == "no keyframe for 12 s");
}

TEST_CASE("packager: codecs that the hub cannot take are refused by name") {
  const TempFolder folder;
  Player player;
  StreamSource source;
  source.url = make_clip(folder, "a.avi", "-c:v mpeg4");
  const SystemClock clock;
  auto demuxer = Demuxer::open(source, Probe::kSize, clock, [] { return false; });
  REQUIRE(demuxer);

  const auto begun = player.packager().begin_session(demuxer->video());

  REQUIRE_FALSE(begun);
  CHECK(begun.error().kind == ErrorKind::kUnsupported);
  CHECK(begun.error().what.find("mpeg4") != std::string::npos);
}

TEST_CASE("packager: a stream cut off or bent anywhere gives parts or nothing, never a crash") {
  const TempFolder folder;
  make_clip(folder, "a.h264", "-c:v libx264 -bf 0 -g 5 -frames:v 12", "testsrc2=s=96x64:r=25:d=1");
  const std::string whole = folder.read("a.h264");
  for (std::size_t i = 0; i < 24; ++i) {
    std::string bent = whole.substr(0, whole.size() - i * whole.size() / 24);
    bent[bent.size() / 3] = static_cast<char>(bent[bent.size() / 3] ^ 0x55);
    folder.write("bent.h264", bent);
    StreamSource source;
    source.url = folder / "bent.h264";
    const SystemClock clock;
    if (!Demuxer::open(source, Probe::kSize, clock, [] { return false; })) continue;
    Player player;
    player.play(folder / "bent.h264");
    for (const auto& run : player.runs()) CHECK(PartCollector::frame_count(run) <= 12);
  }
}
