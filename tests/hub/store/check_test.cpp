#include "hub/store/check.h"

#include "tests/hub/store/store_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::must;
using test::StoreBench;
namespace fs = std::filesystem;

namespace {

/// A store of three sealed files of one camera.
struct Checked : StoreBench {
  Checked() {
    start();
    camera().begin(now());
    must(run(180s));
    stop();
  }

  /// All findings, each on a line; empty when there is none.
  std::string findings() {
    const auto report = check_store(options.folder, {});
    must(report);
    std::string text;
    for (const StoreFinding& finding : report->findings) {
      text += finding.path + ": " + finding.what + "\n";
    }
    return text;
  }
  bool finds(std::string_view what) { return findings().find(what) != std::string::npos; }

  fs::path file(std::size_t number) { return path(recordings()[number]); }
};

void flip_byte(const fs::path& path, std::uint64_t at) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(file.get());
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(byte ^ 1));
}

}  // namespace

TEST_CASE("check: a store that nobody touched has no finding, and all of it was read") {
  Checked bench;
  std::uint64_t seen = 0;
  const auto report = check_store(bench.options.folder, [&](const CheckProgress& progress) {
    CHECK(progress.file_total == 3);
    seen = progress.file_count;
    return true;
  });
  must(report);
  CHECK(report->findings.empty());
  CHECK(report->file_count == 3);
  CHECK(report->segment_count == 90);
  CHECK(report->open_count == 0);
  CHECK(seen == 3);
  CHECK(report->bytes ==
        fs::file_size(bench.file(0)) + fs::file_size(bench.file(1)) + fs::file_size(bench.file(2)));
}

TEST_CASE("check: it can be ended after any file") {
  Checked bench;
  const auto report = check_store(bench.options.folder, [](const CheckProgress&) { return false; });
  must(report);
  CHECK(report->file_count == 1);
}

TEST_CASE("check: one byte changed anywhere in a sealed file shows") {
  Checked bench;
  const std::uint64_t size = fs::file_size(bench.file(1));
  for (const std::uint64_t at : {std::uint64_t{0}, std::uint64_t{100}, size / 2, size - 1}) {
    CAPTURE(at);
    flip_byte(bench.file(1), at);
    CHECK(bench.finds("its bytes were changed after it was sealed"));
    flip_byte(bench.file(1), at);
  }
  CHECK(bench.findings().empty());
}

TEST_CASE("check: a file that is missing, cut, longer or swapped shows") {
  Checked bench;
  const fs::path second = bench.file(1);
  const fs::path third = bench.file(2);

  fs::rename(second, bench.folder / "a");
  CHECK(bench.finds("cannot be read"));
  fs::rename(third, second);
  fs::rename(bench.folder / "a", third);
  CHECK(bench.finds("its bytes were changed"));
  fs::rename(third, bench.folder / "a");
  fs::rename(second, third);
  fs::rename(bench.folder / "a", second);
  CHECK(bench.findings().empty());

  std::ofstream(second, std::ios::app) << "x";
  CHECK(bench.finds("bytes, it was"));
  fs::resize_file(second, fs::file_size(second) - 2);
  CHECK(bench.finds("cannot be played to its end"));
}

TEST_CASE("check: rows that are changed, removed or moved show") {
  const auto after = [](const std::string& sql) {
    Checked bench;
    auto index = Index::open(bench.options.folder / "index.db");
    must(index->database().run(sql));
    return bench.findings();
  };
  const auto shows = [](const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
  };

  CHECK(shows(after("UPDATE recording SET start_90k = start_90k - 90000 WHERE chain_number = 2"),
              "its row was changed after it was sealed"));
  CHECK(shows(after("DELETE FROM recording WHERE chain_number = 2"),
              "recording 2 of cooking/main before it is missing, and no deletion says why"));
  CHECK(shows(after("DELETE FROM recording WHERE chain_number = 2"),
              "the index does not know this file"));
  CHECK(shows(after("DELETE FROM recording WHERE chain_number = 3"),
              "the newest recordings are missing"));
  CHECK(shows(after("UPDATE recording SET chain_previous = zeroblob(32) WHERE chain_number = 2"),
              "it does not follow the one before it"));
  CHECK(shows(after("UPDATE segment SET offset = offset + 1 WHERE number = 3"),
              "no segment begins at byte"));
}

TEST_CASE("check: a file that nobody indexed shows") {
  Checked bench;
  fs::copy_file(bench.file(0), bench.file(0).parent_path() / "copy.mp4");
  CHECK(bench.finds("copy.mp4: the index does not know this file"));
}

TEST_CASE("check: after retention the chain hangs on what was deleted last") {
  Checked bench;
  bench.start();
  bench.clock.advance(std::chrono::days(7) + 1h - 90s);
  must(bench.step());
  REQUIRE(bench.recordings().size() == 2);
  bench.stop();
  CHECK(bench.findings().empty());

  auto index = Index::open(bench.options.folder / "index.db");
  must(index->database().run("UPDATE deletion SET last_chain = zeroblob(32)"));
  CHECK(bench.finds("it does not follow the one before it"));
}

TEST_CASE("check: a store with nothing left in it is no finding") {
  Checked bench;
  bench.start();
  bench.clock.advance(std::chrono::days(7) + 2h);
  must(bench.step());
  bench.stop();
  CHECK(bench.recordings().empty());
  CHECK(bench.findings().empty());
}

TEST_CASE("check: a hub that records meanwhile is no finding") {
  Checked bench;
  bench.start();
  bench.camera().begin(bench.now(), RunReason::kCameraBack);
  must(bench.run(30s));
  CHECK(bench.findings().empty());
}
