#include "hub/store/session.h"

#include "tests/hub/store/store_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::kCooking;
using test::kWashing;
using test::must;
using test::StoreBench;

TEST_CASE("session: what was recorded is listed, in files of a minute, without a hole") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);

  must(bench.run(150s));
  bench.stop();

  CHECK(bench.story(begin, begin + 150s) == "150");
  const auto recordings = bench.recordings();
  REQUIRE(recordings.size() == 3);
  CHECK(recordings[0].end - recordings[0].start == MediaTime(60s));
  CHECK(recordings[1].start == recordings[0].end);
  CHECK(recordings[2].is_sealed);
  CHECK(recordings[0].codecs == "avc1.640028");
  CHECK(std::filesystem::file_size(bench.path(recordings[0])) == recordings[0].bytes);
  CHECK(recordings[0].path.string().starts_with("recordings/cooking/main/2026-11-24/080000-"));
}

TEST_CASE("session: segments follow one another in time and in the file") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(30s));
  bench.stop();

  const auto segments = bench.archive()->segments(kCooking, begin, begin + 30s, 100);
  REQUIRE(segments);
  REQUIRE(segments->size() == 15);
  std::uint64_t offset = bench.recordings().front().init_bytes;
  MediaTime at = begin;
  for (const StoredSegment& segment : *segments) {
    CHECK(segment.offset == offset);
    CHECK(segment.start == at);
    CHECK(segment.duration == MediaTime(2s));
    offset += segment.bytes;
    at += segment.duration;
  }
  CHECK(bench.archive()->segments(kCooking, begin + 3s, begin + 5s, 100)->size() == 2);
  CHECK(bench.archive()->segments(kCooking, begin, begin + 30s, 3)->size() == 3);
}

TEST_CASE("session: the file that is being written can be read up to its last whole segment") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);

  must(bench.run(11s));

  CHECK(bench.story(begin, begin + 20s) == "10 not_yet:10");
  CHECK_FALSE(bench.recordings().front().is_sealed);
}

TEST_CASE("session: every gap says why") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(10s));
  bench.camera().end("no video for 5 s");
  must(bench.run(20s, {}));
  CHECK(bench.story(begin, begin + 30s) == "10 run_ended:20");

  bench.camera().begin(bench.now(), RunReason::kCameraBack, "no video for 5 s");
  must(bench.run(10s));
  bench.stop();
  bench.clock.advance(60s);
  bench.start();
  bench.clock.advance(5s);
  bench.camera().begin(bench.now());
  must(bench.run(10s));
  bench.kill();
  bench.clock.advance(30s);
  bench.start();

  CHECK(bench.story(begin - 10s, begin + 145s) ==
        "not_recorded:10 10 camera_back:20 10 hub_stopped:60 hub_started:5 10 hub_killed:30");
  const auto row = bench.coverage(begin, begin + 145s);
  CHECK(row[1].detail == "no video for 5 s");
}

TEST_CASE("session: a camera that was away when the hub stopped was so until then") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(10s));
  bench.camera().end("no video for 5 s");
  must(bench.run(20s, {}));
  bench.stop();
  bench.clock.advance(60s);
  bench.start();

  CHECK(bench.story(begin, begin + 90s) == "10 run_ended:20 hub_stopped:60");
}

TEST_CASE("session: where parts were left out is a gap, and the next file begins with a keyframe") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(9200ms));
  const QueueItem left_out{0, PartsLeftOut{}};
  must(bench.session->step({&left_out, 1}));
  must(bench.run(10s));
  bench.stop();

  const auto row = bench.coverage(begin, begin + 18s);
  REQUIRE(row.size() == 3);
  CHECK(row[1].from == begin + 9200ms);
  CHECK(row[1].to == begin + 10s);
  CHECK(row[1].reason == "disk_slow");
}

TEST_CASE("session: parts that do not follow one another are a gap, not a lie") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.sinks[0]->begin_run({RunReason::kHubStarted, "", test::make_init(), begin});
  bench.sinks[0]->push(test::make_part({.start = begin, .has_key = true}));
  bench.sinks[0]->push(test::make_part({.start = begin + 2s, .has_key = true}));
  bench.stop();

  const auto row = bench.coverage(begin, begin + 2s);
  REQUIRE(row.size() == 2);
  CHECK(row[1].reason == "parts_missing");
}

TEST_CASE("session: another init begins another file, without a gap") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(10s));
  bench.camera().end("the picture's size changed");
  bench.camera().begin(bench.now(), test::make_init(640, 360), RunReason::kCodecChanged);
  must(bench.run(10s));
  bench.stop();

  CHECK(bench.story(begin, begin + 20s) == "20");
  REQUIRE(bench.recordings().size() == 2);
  CHECK(bench.recordings()[0].width == 1280);
  CHECK(bench.recordings()[1].width == 640);
}

TEST_CASE("session: a clock that steps back leaves both recordings, and the step has a row") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(60s));
  bench.camera().end("the clock was set");
  bench.clock.leap(-60s);
  bench.camera().begin(begin, RunReason::kClockStepped, "60 s back");
  must(bench.run(20s));
  bench.stop();

  CHECK(bench.recordings().size() == 2);
  CHECK(bench.story(begin, begin + 60s) == "60");
  auto index = Index::open(bench.options.folder / "index.db");
  REQUIRE(index);
  CHECK(index->database().number(
            "SELECT count(*) FROM run WHERE reason = 'clock_stepped' AND detail = '60 s back'") ==
        1);
}

TEST_CASE("session: a stream that left the site says so") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera(0).begin(begin);
  bench.camera(1).begin(begin);
  must(bench.run(10s, {0, 1}));
  bench.stop();
  bench.options.streams = {kCooking, {"dining", StreamKind::kMain}};
  bench.start();
  must(bench.run(10s, {}));

  CHECK(bench.story(begin, begin + 20s, kWashing) == "10 not_in_site:10");
}

TEST_CASE("session: a full disk stops the recording and says so; room lets it go on") {
  StoreBench bench;
  bench.frame_bytes = 2000;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(10s));
  bench.disk.state().room_bytes = 10'000;  // less than a part

  must(bench.run(20s));
  CHECK(bench.session->status().state == StoreState::kDiskFull);
  CHECK(
      describe_trouble(bench.session->status(), std::chrono::days(7)).starts_with("not recording"));
  bench.disk.state().room_bytes = 10u << 30;
  must(bench.run(30s));
  bench.stop();

  CHECK(bench.session == nullptr);
  const auto row = bench.coverage(begin, begin + 60s);
  REQUIRE(row.size() == 3);
  CHECK(row[0].to == begin + 10s);
  CHECK(row[1].reason == "disk_full");
  CHECK(row[2].is_recorded);
  CHECK(row[2].from - begin < MediaTime(38s));  // looked at each 5 s; begins at a keyframe
}

TEST_CASE("session: recording stops before the index has no room left, too") {
  StoreBench bench;
  bench.start();
  bench.camera().begin(bench.now());
  bench.disk.state().room_bytes = kReserveBytes - 1;
  must(bench.run(6s));
  CHECK(bench.session->status().state == StoreState::kDiskFull);

  bench.disk.state().room_bytes = kReserveBytes + 1;  // not enough to begin again
  must(bench.run(6s));
  CHECK(bench.session->status().state == StoreState::kDiskFull);
  bench.disk.state().room_bytes = 2 * kReserveBytes;
  must(bench.run(6s));
  CHECK(bench.session->status().state == StoreState::kRecording);
}

TEST_CASE("session: two hubs cannot record into one folder") {
  StoreBench bench;
  bench.start();

  const auto second =
      Session::open(bench.options, bench.disk, bench.clock, {}, {bench.now(), "", ""});
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::kUnavailable);
  CHECK(second.error().what.find("another hub") != std::string::npos);
}

TEST_CASE("session: an unmounted or a wrong disk is refused, and nothing is recorded on it") {
  StoreBench bench;
  bench.start();
  bench.stop();
  std::filesystem::rename(bench.options.folder, bench.folder / "unplugged");
  std::filesystem::create_directory(bench.options.folder);
  REQUIRE(bench.disk.reopen());

  const auto unmounted = bench.try_start();
  REQUIRE_FALSE(unmounted);
  CHECK(unmounted.error().kind == ErrorKind::kBadInput);
  CHECK(unmounted.error().what.find("not mounted") != std::string::npos);

  std::ofstream(bench.options.folder / "store.id") << "0123\n";
  const auto wrong = bench.try_start();
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().what.find("another store") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(bench.options.folder / "index.db"));

  bench.options.must_be_mount = true;
  const auto no_mount = bench.try_start();
  REQUIRE_FALSE(no_mount);
  CHECK(no_mount.error().what.find("no disk is mounted") != std::string::npos);
}

TEST_CASE("session: a forecast says before the disk is full that it will be") {
  StoreBench bench;
  bench.frame_bytes = 2000;
  bench.start();
  bench.camera().begin(bench.now());
  must(bench.run(2min));
  CHECK(bench.session->status().days_fit == std::nullopt);
  must(bench.run(8min));

  // 25 frames of 2000 bytes a second and the boxes: 4.3 GB a day.
  const std::uint64_t per_day = bench.session->status().bytes_per_day;
  CHECK(per_day > 4'300'000'000);
  CHECK(per_day < 4'600'000'000);
  bench.disk.state().room_bytes = 2 * kReserveBytes + 5 * per_day;
  must(bench.run(2min));
  const StoreStatus status = bench.session->status();
  REQUIRE(status.days_fit);
  CHECK(*status.days_fit == doctest::Approx(5.0).epsilon(0.05));
  CHECK(describe_trouble(status, std::chrono::days(7)).find("days fit, 7 are asked for") !=
        std::string::npos);
  CHECK(describe_trouble(status, std::chrono::days(4)).empty());
}
