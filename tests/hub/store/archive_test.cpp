#include "hub/store/archive.h"

#include <unistd.h>

#include "hub/store/schema.h"
#include "tests/hub/store/store_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::kCooking;
using test::kWashing;
using test::must;
using test::StoreBench;

TEST_CASE("archive: a recording's file is read where its segments say") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  bench.camera().begin(begin);
  must(bench.run(10s));
  bench.stop();
  const auto archive = bench.archive();
  const auto segments = archive->segments(kCooking, begin + 4s, begin + 5s, 10);
  must(segments);
  REQUIRE(segments->size() == 1);
  const StoredSegment segment = segments->front();
  const auto recording = archive->recording(segment.recording);
  must(recording);

  const auto file = archive->open_file(*recording);

  must(file);
  std::string head(8, ' ');
  REQUIRE(::pread(file->get(), head.data(), 8, static_cast<off_t>(segment.offset)) == 8);
  CHECK(head.substr(4) == "moof");
}

TEST_CASE("archive: what is gone is kUnavailable, by its number and by its file") {
  StoreBench bench;
  bench.start();
  bench.camera().begin(bench.now());
  must(bench.run(10s));
  bench.stop();
  const auto archive = bench.archive();
  CHECK(archive->recording(77).error().kind == ErrorKind::kUnavailable);
  const StoredRecording recording = bench.recordings().front();
  std::filesystem::remove(bench.path(recording));
  CHECK(archive->open_file(recording).error().kind == ErrorKind::kUnavailable);
}

TEST_CASE("archive: a stream that was never recorded is empty, and says so") {
  StoreBench bench;
  bench.start();
  const MediaTime now = bench.now();
  CHECK(bench.story(now, now + 10s, {"nobody", StreamKind::kMain}) == "not_recorded:10");
  CHECK(bench.recordings(kWashing).empty());
  CHECK(bench.archive()->streams()->size() == 2);
}

TEST_CASE("archive: a folder without a store and an index of a newer version are refused") {
  const test::TempFolder folder;
  CHECK(Archive::open(folder / "nothing").error().kind == ErrorKind::kUnavailable);
  {
    auto index = open_index(folder / "index.db", DatabaseUse::kReadWrite);
    must(index->run("PRAGMA user_version = 99"));
  }
  CHECK(Archive::open(folder.path()).error().kind == ErrorKind::kUnsupported);
}

TEST_CASE("archive: a week of 16 cameras is listed a day at a time, gaps and all") {
  StoreBench bench;
  bench.start();
  const MediaTime begin = bench.now();
  auto index = Index::open(bench.options.folder / "index.db");
  must(index);
  // Rows alone, as a week of recording leaves them: files of a minute, a gap of a minute an hour.
  must(index->database().run(
      "WITH RECURSIVE minute(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM minute WHERE n < 10079) "
      "INSERT INTO recording (stream_id, path, state, start_90k, end_90k, init_bytes, bytes, "
      "  codecs, width, height) "
      "SELECT 1, 'x' || n, 2, " +
      std::to_string(begin.count()) + " + n * 5400000, " + std::to_string(begin.count()) +
      " + (n + 1) * 5400000, 700, 3000000, 'avc1.640028', 1280, 720 FROM minute "
      "WHERE n % 60 != 59"));
  must(index->database().run(
      "WITH RECURSIVE hour(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hour WHERE n < 167) "
      "INSERT INTO gap (stream_id, from_90k, to_90k, reason, detail) SELECT 1, " +
      std::to_string(begin.count()) + " + (n * 60 + 59) * 5400000, " +
      std::to_string(begin.count()) + " + (n + 1) * 60 * 5400000, 'camera_back', '' FROM hour"));

  const auto row = bench.coverage(begin + std::chrono::days(3), begin + std::chrono::days(4));

  CHECK(row.size() == 48);
  CHECK(row[0].to - row[0].from == MediaTime(59min));
  CHECK(row[1].reason == "camera_back");
  CHECK(bench.archive()
            ->recordings(kCooking, begin + std::chrono::days(3), begin + std::chrono::days(4))
            ->size() == 24 * 59);
}
