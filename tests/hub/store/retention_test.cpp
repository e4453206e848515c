#include "hub/store/retention.h"

#include <deque>

#include "hub/store/hold.h"
#include "hub/store/removal.h"
#include "tests/hub/store/store_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using std::chrono::days;
using test::kCooking;
using test::must;
using test::StoreBench;

namespace {

constexpr MediaTime kNow{160'000'000'000'000};
constexpr days kFloor{7};
constexpr MediaTime kTick{1};

std::vector<std::int64_t> expired(std::vector<AgedRecording> recordings,
                                  std::uint64_t short_bytes = 0) {
  return choose_expired(
      {.now = kNow, .floor = kFloor, .short_bytes = short_bytes, .recordings = recordings});
}

std::int64_t file_count(const StoreBench& bench) {
  std::int64_t count = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(bench.options.folder / "recordings")) {
    count += entry.is_regular_file() ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE(
    "retention: a tick younger than the floor nothing is deleted, however short the disk is") {
  CHECK(expired({{1, kNow - kFloor + kTick, 100, false}}, UINT64_MAX).empty());
}

TEST_CASE("retention: exactly as old as the floor it may make room, and only then") {
  CHECK(expired({{1, kNow - kFloor, 100, false}}, 1) == std::vector<std::int64_t>{1});
  CHECK(expired({{1, kNow - kFloor, 100, false}}).empty());
}

TEST_CASE("retention: past floor and slack it goes, a tick before it stays") {
  CHECK(expired({{1, kNow - kFloor - kRetentionSlack, 100, false}}).size() == 1);
  CHECK(expired({{1, kNow - kFloor - kRetentionSlack + kTick, 100, false}}).empty());
}

TEST_CASE("retention: room is made by the oldest, and no more than is missing") {
  const MediaTime old = kNow - kFloor - 10min;
  const std::vector<AgedRecording> recordings{
      {1, old, 100, false}, {2, old + 1min, 100, false}, {3, old + 2min, 100, false}};

  CHECK(expired(recordings, 1) == std::vector<std::int64_t>{1});
  CHECK(expired(recordings, 101) == std::vector<std::int64_t>{1, 2});
  CHECK(expired(recordings, 10'000) == std::vector<std::int64_t>{1, 2, 3});
}

TEST_CASE("retention: what is held never goes") {
  CHECK(expired({{1, MediaTime(0), 100, true}}, UINT64_MAX).empty());
}

TEST_CASE(
    "retention: for any ages and any need, nothing protected goes and nothing over-age stays") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    CAPTURE(round);
    std::vector<AgedRecording> recordings;
    for (std::int64_t id = 0; id < 20; ++id) {
      const MediaTime age = kFloor + kRetentionSlack * 2 - MediaTime(10) * (random() % 100'000'000);
      recordings.push_back({id, kNow - age, random() % 1000, random() % 5 == 0});
    }
    std::ranges::sort(recordings, {}, &AgedRecording::end);
    const std::uint64_t need = random() % 3 == 0 ? random() % 10'000 : 0;
    const auto ids = expired(recordings, need);
    for (const AgedRecording& one : recordings) {
      const bool is_gone = std::ranges::find(ids, one.id) != ids.end();
      const bool may_go = !one.is_held && one.end <= kNow - kFloor;
      const bool must_go = may_go && one.end <= kNow - kFloor - kRetentionSlack;
      REQUIRE((!is_gone || may_go));
      REQUIRE((is_gone || !must_go));
      REQUIRE((is_gone || need < 10'000 || !may_go));
    }
  }
}

TEST_CASE("retention: a month at 16 cameras, floor and ceiling hold to the minute") {
  // Files of a minute, all that is left after each minute looked at; a week of it is kept.
  constexpr int kStreamCount = 16;
  constexpr int kMinutes = 30 * 24 * 60;
  std::deque<AgedRecording> kept;
  std::int64_t next_id = 0;
  MediaTime now = kNow;
  for (int minute = 0; minute < kMinutes; ++minute) {
    now += 1min;
    for (int stream = 0; stream < kStreamCount; ++stream) {
      kept.push_back({next_id++, now, 1, false});
    }
    const std::vector<AgedRecording> oldest(
        kept.begin(), kept.begin() + std::min<std::ptrdiff_t>(64, std::ssize(kept)));
    for (const std::int64_t id :
         choose_expired({.now = now, .floor = kFloor, .recordings = oldest})) {
      REQUIRE(kept.front().id == id);
      REQUIRE(now - kept.front().end >= kFloor);
      kept.pop_front();
    }
    REQUIRE(now - kept.front().end <= kFloor + kRetentionSlack + MediaTime(1min));
  }
  CHECK(std::ssize(kept) == kStreamCount * (7 * 24 + 1) * 60);
}

TEST_CASE("retention: a month at 16 cameras through index and disk, with a hold all the time") {
  StoreBench bench;
  bench.options.streams.clear();
  for (int i = 0; i < 2; ++i) bench.options.streams.push_back({"cam" + std::to_string(i)});
  bench.start();
  auto index = Index::open(bench.options.folder / "index.db");
  must(index);
  const MediaTime begin = bench.now();
  must(add_hold(*index,
                {{"cam1"}, to_wall_time(begin + 30min), to_wall_time(begin + 40min), "", ""},
                test::kMorning));
  for (int i = 0; i < 16; ++i) must(index->stream_id({"cam" + std::to_string(i)}));
  std::int64_t id = 0;
  for (int hour = 1; hour <= 30 * 24; ++hour) {
    std::vector<Change> changes;
    for (int stream = 1; stream <= 16; ++stream) {
      const MediaTime start = bench.now();
      changes.push_back(RecordingBegan{.id = ++id,
                                       .stream = stream,
                                       .run = std::nullopt,
                                       .path = "recordings/" + std::to_string(id),
                                       .start = start,
                                       .init_bytes = 100,
                                       .codecs = "",
                                       .width = 0,
                                       .height = 0});
      changes.push_back(SegmentWhole{{id, 0, 100, 1000, start, MediaTime(1h)}});
      changes.push_back(RecordingClosed{id, Digest{}, std::nullopt});
    }
    must(index->apply(changes));
    bench.clock.advance(1h);
    must(bench.step());
    const auto oldest =
        index->database().number("SELECT min(end_90k) FROM recording WHERE id != 2");
    const MediaTime age = bench.now() - MediaTime(*oldest);
    const MediaTime run_for = bench.now() - begin;
    REQUIRE(age >= std::min(MediaTime(kFloor), run_for - MediaTime(1h)));
    REQUIRE(age < kFloor + kRetentionSlack + MediaTime(1h));
  }
  CHECK(index->database().number("SELECT count(*) FROM recording WHERE id = 2") == 1);
  CHECK(index->database().number("SELECT count(*) FROM recording") == 16 * (7 * 24 + 1) + 1);
  CHECK(index->database().number("SELECT sum(file_count) FROM deletion") ==
        16 * (30 * 24 - 7 * 24 - 1) - 1);
}

TEST_CASE("retention: files and rows go together, and a row says what went and why") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(10min));
  bench.camera().end("the camera is off");
  const auto before = bench.recordings();
  REQUIRE(before.size() == 10);

  bench.clock.advance(days(7) + 1h - 5min);  // the fifth is as old as floor and slack
  must(bench.step());

  CHECK(bench.recordings().size() == 5);
  CHECK(file_count(bench) == 5);
  CHECK(bench.story(begin, begin + 10min) == "retention:300 300");
  auto index = Index::open(bench.options.folder / "index.db");
  CHECK(index->database().number("SELECT count(*) FROM deletion") == 1);
  CHECK(index->database().number("SELECT file_count FROM deletion") == 5);
  CHECK(index->database().number("SELECT count(*) FROM segment") == 5 * 30);
}

TEST_CASE("retention: a held span survives its age and goes after its release") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(5min));
  bench.camera().end("the camera is off");
  must(bench.step());
  auto index = Index::open(bench.options.folder / "index.db");
  must(index);
  const auto hold = add_hold(
      *index,
      {kCooking, to_wall_time(begin + 90s), to_wall_time(begin + 100s), "complaint 17", "manager"},
      bench.clock.now().wall.utc);
  must(hold);

  bench.clock.advance(days(9));
  must(bench.step());
  CHECK(bench.story(begin, begin + 5min) == "retention:60 60 retention:180");
  CHECK(bench.recordings().front().is_held);
  REQUIRE(bench.archive()->holds()->size() == 1);
  CHECK(bench.archive()->holds()->front().why == "complaint 17");

  must(release_hold(*index, *hold, "manager", bench.clock.now().wall.utc));
  CHECK_FALSE(release_hold(*index, *hold, "manager", bench.clock.now().wall.utc));
  bench.clock.advance(10s);
  must(bench.step());
  CHECK(bench.story(begin, begin + 5min) == "retention:300");
}

TEST_CASE("retention: a short disk deletes what is older than the floor, and nothing younger") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(10min));
  bench.camera().end("the camera is off");
  must(bench.step());

  bench.disk.state().room_bytes = kReserveBytes - (10u << 20);
  bench.clock.advance(days(7) - 10min + 2min);  // two files are older than the floor
  must(bench.step());

  CHECK(bench.story(begin, begin + 10min) == "retention:120 480");
  CHECK(bench.session->status().state == StoreState::kDiskFull);
}

TEST_CASE("retention: a clock that leaps ahead by a year deletes nothing for a day") {
  StoreBench bench;
  bench.start();
  bench.camera().begin(bench.now());
  must(bench.run(3min));
  bench.camera().end("the clock was set");

  bench.clock.leap(days(365));
  for (int hour = 0; hour < 23; ++hour) {
    bench.clock.advance(1h);
    must(bench.step());
  }
  CHECK(bench.recordings().size() == 3);

  bench.clock.leap(-days(365));  // put right
  bench.clock.advance(2h);
  must(bench.step());
  CHECK(bench.recordings().size() == 3);
}

TEST_CASE("retention: a hub that starts in another year doubts it, one that was off for days not") {
  const auto started_after = [](std::chrono::hours pause) {
    StoreBench bench;
    bench.start();
    bench.camera().begin(bench.now());
    must(bench.run(3min));
    bench.stop();
    bench.clock.leap(pause);
    bench.clock.advance(1min);
    bench.start();
    must(bench.step());
    return bench.recordings().size();
  };

  CHECK(started_after(days(300)) == 3);
  CHECK(started_after(days(6)) == 3);
  StoreBench bench;
  RetentionClock clock({0s, {test::kMorning, 0min}}, test::kMorning - days(300), kFloor);
  CHECK(clock.is_in_doubt());
  CHECK(clock.now({24h, {test::kMorning + days(1), 0min}}) == test::kMorning + days(1));
}
