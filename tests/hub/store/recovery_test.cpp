#include "hub/store/recovery.h"

#include "hub/store/removal.h"
#include "tests/hub/store/store_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::kCooking;
using test::must;
using test::StoreBench;
namespace fs = std::filesystem;

namespace {

RecoveryReport recover_again(StoreBench& bench) {
  auto index = Index::open(bench.options.folder / "index.db");
  must(index);
  const auto report = recover(*index, bench.disk, {bench.now(), "hub_killed", ""});
  must(report);
  return *report;
}

int act_count(const RecoveryReport& report) {
  return report.cut_count + report.adopted_count + report.dropped_count + report.lost_count +
         report.found_count;
}

/// Copies the index as it is on the disk, as a power cut may bring it back.
void copy_index(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const char* name : {"index.db", "index.db-wal"}) {
    fs::remove(to / name);
    if (fs::exists(from / name)) fs::copy_file(from / name, to / name);
  }
  fs::remove(to / "index.db-shm");
}

void append_to(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::app) << bytes;
}

}  // namespace

TEST_CASE("recovery: after a kill every part that was written can be played") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(9200ms));
  bench.kill();
  bench.clock.advance(30800ms);

  bench.start();

  CHECK(bench.story(begin, begin + 40s) == "9 hub_killed:31");
  const auto recordings = bench.recordings();
  REQUIRE(recordings.size() == 1);
  CHECK(recordings[0].end == begin + 9200ms);
  CHECK(recordings[0].bytes == fs::file_size(bench.path(recordings[0])));
}

TEST_CASE("recovery: done twice it changes nothing") {
  StoreBench bench;
  bench.start();
  bench.camera().begin(bench.now());
  must(bench.run(100s));
  append_to(bench.path(bench.recordings().back()), "half a part");
  bench.kill();

  const RecoveryReport first = recover_again(bench);
  CHECK(first.cut_count == 1);
  const auto recordings = bench.recordings();
  CHECK(act_count(recover_again(bench)) == 0);
  CHECK(bench.recordings().size() == recordings.size());
  CHECK(bench.recordings().back().bytes == recordings.back().bytes);
}

TEST_CASE("recovery: what is recovered is sealed a little later") {
  StoreBench bench;
  bench.start();
  bench.camera().begin(bench.now());
  must(bench.run(10s));
  bench.kill();
  bench.start();

  must(bench.run(2s, {}));

  CHECK(bench.recordings().front().is_sealed);
}

TEST_CASE("recovery: a file that the index does not know is adopted, a copy is not") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(100s));
  bench.kill();
  const auto copy = bench.path(bench.recordings().front()).parent_path() / "080000-7-2.mp4";
  fs::copy_file(bench.path(bench.recordings().front()), copy);
  for (const char* name : {"index.db", "index.db-wal", "index.db-shm"}) {
    fs::remove(bench.options.folder / name);  // lost altogether
  }

  bench.start();
  must(bench.run(2s, {}));

  CHECK(bench.story(begin, begin + 100s) == "100");
  CHECK(bench.recordings().size() == 2);
  CHECK(bench.recordings()[0].is_sealed);
  CHECK(bench.recordings()[1].is_sealed);
  CHECK(bench.recordings()[0].codecs == "avc1.640028");
  CHECK(bench.recordings()[0].width == 1280);
}

TEST_CASE("recovery: a file with nothing whole in it goes, and there is a row that says so") {
  StoreBench bench;
  bench.start();
  bench.stop();
  const fs::path folder = bench.options.folder / "recordings/cooking/main/2026-11-24";
  fs::create_directories(folder);
  append_to(folder / "080000-160000000000000.mp4", "ftyp?");

  bench.start();

  CHECK_FALSE(fs::exists(folder));
  auto index = Index::open(bench.options.folder / "index.db");
  CHECK(index->database().number(
            "SELECT count(*) FROM deletion WHERE reason = 'nothing_whole' AND bytes = 5") == 1);
}

TEST_CASE("recovery: files of other people are left alone") {
  StoreBench bench;
  bench.start();
  bench.stop();
  const fs::path folder = bench.options.folder / "recordings/cooking/main/2026-11-24";
  fs::create_directories(folder);
  append_to(folder / "notes.txt", "x");
  append_to(bench.options.folder / "recordings" / "readme", "x");

  bench.start();

  CHECK(fs::exists(folder / "notes.txt"));
  CHECK(fs::exists(bench.options.folder / "recordings" / "readme"));
}

TEST_CASE(
    "recovery: a row whose file is missing stays, as lost; the file found again is recorded") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(180s));
  bench.stop();
  const fs::path path = bench.path(bench.recordings()[1]);
  fs::rename(path, bench.folder / "hidden.mp4");

  bench.start();
  CHECK(bench.story(begin, begin + 180s) == "60 lost:60 60");
  bench.stop();
  fs::rename(bench.folder / "hidden.mp4", path);
  bench.start();
  CHECK(bench.story(begin, begin + 180s) == "180");
}

TEST_CASE("recovery: deleting that was cut short is finished") {
  StoreBench bench;
  bench.start();
  bench.camera().begin(bench.now());
  must(bench.run(130s));
  bench.stop();
  const StoredRecording first = bench.recordings().front();
  auto index = Index::open(bench.options.folder / "index.db");
  must(index);
  must(index->run("INSERT INTO removal SELECT path FROM recording WHERE id = ?", first.id));
  must(index->run("DELETE FROM recording WHERE id = ?", first.id));

  bench.start();

  CHECK_FALSE(fs::exists(bench.path(first)));
  CHECK(bench.recordings().size() == 2);
}

TEST_CASE("recovery: a disk that lost what it called safe takes its segments from the index") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(21s));
  bench.kill();
  const auto segments = bench.archive()->segments(kCooking, begin, begin + 60s, 100);
  REQUIRE(segments->size() == 10);
  fs::resize_file(bench.path(bench.recordings().front()), (*segments)[4].offset + 10);
  bench.clock.advance(9s);

  bench.start();

  CHECK(bench.story(begin, begin + 30s) == "8 hub_killed:22");
}

TEST_CASE("recovery: whenever the power is cut, at most the last second is lost") {
  std::mt19937 random(20261124);
  for (int cut = 0; cut < 30; ++cut) {
    CAPTURE(cut);
    StoreBench bench;
    bench.start();
    const MediaTime begin = bench.now();
    bench.camera(0).begin(begin);
    bench.camera(1).begin(begin);
    const fs::path old_index = bench.folder / "old";
    const auto before = std::chrono::milliseconds(400 * (random() % 200));
    const auto after = std::chrono::milliseconds(400 * (1 + random() % 20));
    must(bench.run(before, {0, 1}));
    copy_index(bench.options.folder, old_index);
    must(bench.run(after, {0, 1}));

    bench.kill();
    bench.disk.cut_power(random);
    // Commits of write-ahead mode are not synced: the disk may bring back an older index.
    if (random() % 2 == 0) copy_index(old_index, bench.options.folder);
    bench.clock.advance(10s);
    bench.start();

    const MediaTime sent = begin + before + after;
    for (const StreamKey& key : bench.options.streams) {
      const auto row = bench.coverage(begin, sent + 10s, key);
      REQUIRE_FALSE(row.empty());
      CHECK(row.front().is_recorded);
      CHECK(row.front().to >= sent - MediaTime(1s));
      CHECK(row.back().reason == "hub_killed");
      CHECK(row.size() == 2);
    }
    bench.stop();
    CHECK(act_count(recover_again(bench)) == 0);
  }
}
