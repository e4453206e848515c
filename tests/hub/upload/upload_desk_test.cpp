#include "hub/upload/upload_desk.h"

#include <chrono>
#include <thread>

#include "native/clock.h"
#include "tests/hub/upload/upload_bench.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<UploadDesk> open_desk(const UploadBench& bench, const Clock& clock) {
  auto desk =
      UploadDesk::open({{.id = "city", .name = "市平台", .file = bench.folder / "city.toml"}},
                       {clock, bench.folder.path(), "sample", "示例养老院"});
  must(desk);
  return std::move(*desk);
}

template <class Until>
bool wait_until(const Until& until) {
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < end) {
    if (until()) return true;
    std::this_thread::sleep_for(20ms);
  }
  return false;
}

}  // namespace

TEST_CASE(
    "upload desk: what is entered while it runs goes up when it is told, and shows in its "
    "figures") {
  UploadBench bench;
  bench.connect();
  bench.connector.reset();
  const SystemClock clock;
  const auto desk = open_desk(bench, clock);
  bench.enter_person();
  const auto begin = std::chrono::steady_clock::now();

  desk->note_stored();

  CHECK(wait_until([&] { return desk->figures().front().sent == 1; }));
  CHECK(std::chrono::steady_clock::now() - begin < 4s);
  const UploadFigures figures = desk->figures().front();
  CHECK(figures.id == "city");
  CHECK(figures.waiting == 0);
  CHECK(figures.trouble.empty());
  CHECK(figures.last_sent);
}

TEST_CASE("upload desk: ends within two seconds, whatever the platform does") {
  UploadBench bench;
  bench.enter_person();
  bench.connect();
  bench.connector.reset();
  bench.receiver.behave("hang");
  const SystemClock clock;
  auto desk = open_desk(bench, clock);
  CHECK(wait_until([&] { return !bench.requests().empty(); }));
  const auto begin = std::chrono::steady_clock::now();

  desk.reset();

  CHECK(std::chrono::steady_clock::now() - begin < 2s);
}

TEST_CASE(
    "upload desk: a file with a slip is refused; a ledger that is not there is a trouble that "
    "passes") {
  UploadBench bench;
  bench.connect();
  bench.connector.reset();
  const SystemClock clock;
  bench.folder.write("slip.toml", "[platform]\nurl = 1\nfrom = 2026-12-01\n");
  const auto refused =
      UploadDesk::open({{.id = "city", .name = "市平台", .file = bench.folder / "slip.toml"}},
                       {clock, bench.folder.path(), "sample", "示例养老院"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("slip.toml:2: platform.url: a text in quotes is expected here") !=
        std::string::npos);

  const TempFolder empty;
  auto desk =
      UploadDesk::open({{.id = "city", .name = "市平台", .file = bench.folder / "city.toml"}},
                       {clock, empty.path(), "sample", "示例养老院"});
  must(desk);
  CHECK(wait_until([&] { return !(*desk)->figures().front().trouble.empty(); }));
}
