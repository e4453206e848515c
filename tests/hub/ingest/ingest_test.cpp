#include "hub/ingest/ingest.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "tests/support/alarm.h"
#include "tests/support/bad_server.h"
#include "tests/support/camera_sim.h"
#include "tests/support/fast_clock.h"
#include "tests/support/ffprobe.h"
#include "tests/support/part_collector.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

// A camera's first keyframe may be two seconds away, and this machine may be busy.
constexpr auto kPatience = 20s;

// One simulator for all cases: starting it takes longer than most of them. It behaves again at the
// beginning of each.
CameraSim& rested_sim() {
  static CameraSim sim;
  for (const char* id : {"storage", "cooking", "portioning", "dining", "washing"}) {
    sim.tell(std::string("back ") + id);
  }
  return sim;
}

IngestStream stream_of(const StreamSource& source, const std::string& camera, PartCollector& sink) {
  return {.key = {.camera = camera, .kind = StreamKind::kMain}, .source = source, .sinks = {&sink}};
}

/// An ingest of some of the simulator's cameras, with a collector for each.
class IngestAtWork {
 public:
  explicit IngestAtWork(const std::vector<std::string>& ids) {
    std::vector<IngestStream> streams;
    for (const auto& id : ids) {
      streams.push_back(stream_of(rested_sim().main_only(id).main, id, collectors_[id]));
    }
    ingest_ = std::make_unique<Ingest>(std::move(streams), 1, clock_);
  }

  bool until(const std::function<bool()>& holds, std::chrono::milliseconds deadline = kPatience) {
    return alarm_.wait(holds, deadline);
  }
  bool until_state(std::size_t stream, IngestState state,
                   std::chrono::milliseconds deadline = kPatience) {
    return until([&] { return status(stream).state == state; }, deadline);
  }
  bool until_parts(const std::string& id, std::size_t runs, std::size_t parts) {
    return until([&] {
      const auto all = collectors_[id].runs();
      return all.size() >= runs && all.back().parts.size() >= parts;
    });
  }
  IngestStatus status(std::size_t stream) const { return ingest_->status(stream); }
  std::vector<PartCollector::Run> runs(const std::string& id) { return collectors_[id].runs(); }
  Ingest& ingest() { return *ingest_; }
  const Clock& clock() const { return clock_; }
  void stop() { ingest_.reset(); }

 private:
  SystemClock clock_;
  Alarm alarm_;
  std::map<std::string, PartCollector> collectors_;
  std::unique_ptr<Ingest> ingest_;
};

void check_decodes(const PartCollector::Run& run) {
  const TempFolder folder;
  folder.write("run.mp4", PartCollector::file_of(run));
  const Decoding decoding = decode(folder / "run.mp4");
  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == PartCollector::frame_count(run));
}

}  // namespace

TEST_CASE("ingest: a camera behind digest and one with H.265 become parts that decode") {
  IngestAtWork work({"cooking", "storage"});
  REQUIRE(work.until_parts("cooking", 1, 12));
  REQUIRE(work.until_parts("storage", 1, 12));
  const WallTime now = work.clock().now().wall.utc;

  CHECK(work.status(0).state == IngestState::kLive);
  CHECK(work.status(0).codec == "h264");
  CHECK(work.status(0).codecs.starts_with("avc1.64"));
  CHECK(work.status(0).width == 1920);
  CHECK(work.status(0).height == 1080);
  CHECK(work.status(0).trouble.empty());
  CHECK(work.status(1).codec == "hevc");
  CHECK(work.status(1).codecs.starts_with("hvc1.1.6.L"));
  const auto newest = work.runs("cooking")[0].parts.back();
  CHECK(std::chrono::abs(to_wall_time(newest->start + newest->duration) - now) < 1s);
  work.stop();
  for (const char* id : {"cooking", "storage"}) {
    REQUIRE(work.runs(id).size() == 1);
    CHECK(work.runs(id)[0].ended == "the hub was stopped");
    check_decodes(work.runs(id)[0]);
  }
}

TEST_CASE("ingest: figures of a stream are those of the camera") {
  IngestAtWork work({"dining"});
  REQUIRE(work.until([&] {
    const auto status = work.status(0);
    return status.keyframe_interval_ms && status.camera_clock_error_ms;
  }));

  const IngestStatus status = work.status(0);
  CHECK(*status.keyframe_interval_ms == doctest::Approx(2000).epsilon(0.02));
  CHECK(*status.frames_per_s == doctest::Approx(25).epsilon(0.02));
  CHECK(*status.bits_per_s > 1'000'000);
  CHECK(std::abs(*status.camera_clock_error_ms) < 1000);
  CHECK(*status.newest_packet_age_ms < 1000);
  CHECK(status.frame_count > 50);
  CHECK(work.ingest().status(StreamKey{.camera = "dining"})->width == 1920);
  CHECK_FALSE(work.ingest().status(StreamKey{.camera = "nobody"}));
}

TEST_CASE("ingest: there is one connection to a stream, whatever happens to it") {
  IngestAtWork work({"washing"});
  REQUIRE(work.until_parts("washing", 1, 2));
  CHECK(rested_sim().client_count("washing") == 1);

  rested_sim().tell("kick washing");

  REQUIRE(work.until_parts("washing", 2, 2));
  CHECK(rested_sim().client_count("washing") == 1);
  CHECK(work.status(0).reconnect_count >= 1);
  const auto runs = work.runs("washing");
  CHECK(runs[1].start.reason == RunReason::kCameraBack);
  CHECK_FALSE(runs[1].start.detail.empty());
  CHECK(runs[1].start.start >= runs[0].parts.back()->start + runs[0].parts.back()->duration);
}

TEST_CASE("ingest: a camera that drops, stalls or is away is told as lost within six seconds") {
  IngestAtWork work({"dining", "portioning", "washing"});
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(work.until_state(i, IngestState::kLive));
  CameraSim& sim = rested_sim();
  sim.tell("drop dining");
  sim.tell("stall portioning");
  sim.tell("drop washing");
  sim.tell("back washing");

  CHECK(work.until_state(0, IngestState::kLost, 6s));
  CHECK(work.until_state(1, IngestState::kLost, 3s));
  CHECK_FALSE(work.status(0).trouble.empty());
  CHECK(work.until([&] { return !work.status(1).trouble.empty(); }, 3s));
  CHECK(work.until_state(2, IngestState::kLive));

  sim.tell("back dining");
  sim.tell("back portioning");
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(work.until_state(i, IngestState::kLive));
    CHECK(work.status(i).trouble.empty());
  }
  CHECK(work.runs("portioning").back().start.reason == RunReason::kCameraBack);
}

TEST_CASE("ingest: a frozen encoder is still a stream; a new size is a new run") {
  IngestAtWork work({"dining", "washing"});
  REQUIRE(work.until_parts("dining", 1, 2));
  REQUIRE(work.until_parts("washing", 1, 2));

  rested_sim().tell("freeze dining");
  rested_sim().tell("resize washing 640x360");

  REQUIRE(work.until_parts("washing", 2, 8));
  const auto runs = work.runs("washing");
  CHECK(runs[1].start.reason == RunReason::kCodecChanged);
  CHECK(runs[1].start.init->width == 640);
  CHECK(runs[1].start.start == runs[0].parts.back()->start + runs[0].parts.back()->duration);
  CHECK(work.status(1).width == 640);
  check_decodes(runs[0]);
  check_decodes(runs[1]);
  CHECK(work.status(0).state == IngestState::kLive);
}

TEST_CASE("ingest: a camera that restarts is back within seconds") {
  IngestAtWork work({"portioning"});
  REQUIRE(work.until_parts("portioning", 1, 2));

  rested_sim().tell("restart portioning 2");

  REQUIRE(work.until_parts("portioning", 2, 2));
}

TEST_CASE("ingest: a refused password is told in plain words, without the password") {
  IngestStream stream;
  PartCollector sink;
  auto source = rested_sim().main_only("cooking").main;
  source.password = Secret("hunter2-wrong");
  const SystemClock clock;
  StreamIngest ingest(stream_of(source, "cooking", sink), 0, 1, clock);
  Alarm alarm;

  REQUIRE(alarm.wait([&] { return !ingest.status().trouble.empty(); }));

  CHECK(ingest.status().trouble == "the camera refuses this user or password");
  CHECK(ingest.status().reconnect_count == 1);
  CHECK(ingest.status().state != IngestState::kLive);
}

TEST_CASE("ingest: servers that are no cameras are tried again and again, and never hang") {
  for (const Badness badness : {Badness::kSilent, Badness::kClosesAtOnce, Badness::kGarbage}) {
    const BadServer server(badness);
    const FastClock clock(50);
    PartCollector sink;
    StreamSource source;
    source.url = server.url("rtsp");
    StreamIngest ingest(stream_of(source, "bad", sink), 0, 1, clock);
    Alarm alarm;

    CHECK(alarm.wait([&] { return ingest.status().reconnect_count >= 3; }));

    CHECK_FALSE(ingest.stuck(clock.now().ticks));
    CHECK(sink.runs().empty());
  }
}

TEST_CASE("ingest: a file is no camera") {
  const TempFolder folder;
  const SystemClock clock;
  PartCollector sink;
  StreamSource source;
  source.url = make_clip(folder, "a.mp4", "-c:v libx264");
  StreamIngest ingest(stream_of(source, "file", sink), 0, 1, clock);
  Alarm alarm;

  REQUIRE(alarm.wait([&] { return !ingest.status().trouble.empty(); }));

  CHECK(ingest.status().trouble == "this is a file or a playlist, not a camera");
}

TEST_CASE("ingest: the end comes at once, during a wait and while a camera is silent") {
  const SystemClock clock;
  const BadServer silent(Badness::kSilent);
  PartCollector sinks[3];
  StreamSource away;
  away.url = "rtsp://127.0.0.1:1/nobody";
  StreamSource hanging;
  hanging.url = silent.url("rtsp");
  Ticks asked{0};
  {
    Ingest ingest({stream_of(away, "away", sinks[0]), stream_of(hanging, "hanging", sinks[1]),
                   stream_of(rested_sim().main_only("dining").main, "dining", sinks[2])},
                  1, clock);
    Alarm alarm;
    REQUIRE(alarm.wait([&] { return ingest.status(0).reconnect_count >= 1; }));
    REQUIRE(alarm.wait([&] { return ingest.status(2).state == IngestState::kLive; }));
    asked = clock.now().ticks;
  }

  CHECK(clock.now().ticks - asked < 500ms);
  CHECK(sinks[2].runs()[0].ended == "the hub was stopped");
}
