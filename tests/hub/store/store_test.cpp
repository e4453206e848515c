#include "hub/store/store.h"

#include <doctest/doctest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "hub/store/archive.h"
#include "hub/store/check.h"
#include "tests/hub/store/store_bench.h"
#include "tests/support/alarm.h"
#include "tests/support/fast_clock.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::Alarm;
using test::kCooking;
using test::kWashing;
using test::MadeCamera;
using test::must;
using test::TempFolder;

namespace {

/// The environment variables that make this runner the child that is killed.
constexpr const char* kChildFolder = "SUNHALL_STORE_CHILD";
/// How many kills; 1000 take a quarter of an hour.
constexpr const char* kKillCount = "SUNHALL_STORE_KILLS";
constexpr int kKillCountDefault = 20;

StoreOptions options_of(const std::filesystem::path& folder) {
  StoreOptions options;
  options.folder = folder;
  options.retention = std::chrono::days(7);
  options.streams = {kCooking, kWashing};
  return options;
}

class Child {
 public:
  explicit Child(const std::string& folder) {
    ::setenv(kChildFolder, folder.c_str(), 1);
    const char* const arguments[] = {"hub_store_tests", "--no-skip",
                                     "--test-case=store: the child that is killed", nullptr};
    int output[2] = {-1, -1};
    REQUIRE(::pipe(output) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, output[0]);
    REQUIRE(::posix_spawn(&pid_, "/proc/self/exe", &actions, nullptr,
                          const_cast<char* const*>(arguments), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    ::unsetenv(kChildFolder);
    ::close(output[1]);
    output_ = Fd(output[0]);
  }
  ~Child() { kill(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits until the child said that it has handed in so many parts; the number of the last.
  int wait_for_part(int wanted) {
    int count = 0;
    char byte = 0;
    while (count < wanted && ::read(output_.get(), &byte, 1) == 1) count += byte == '.' ? 1 : 0;
    return count;
  }

  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_ = -1;
  Fd output_;
};

}  // namespace

TEST_CASE("store: the child that is killed" * doctest::skip()) {
  const char* const folder = std::getenv(kChildFolder);
  if (folder == nullptr) return;
  const SystemClock clock;
  auto disk = open_folder(folder);
  must(disk);
  auto store = Store::open(options_of(folder), **disk, clock);
  must(store);
  MadeCamera main((*store)->recorder(kCooking), 2000);
  MadeCamera sub((*store)->recorder(kWashing), 300);
  const MediaTime start = to_media_time(clock.now().wall.utc);
  main.begin(start);
  sub.begin(start);
  // Twenty times as fast as a camera, so that files end and segments begin all the time.
  for (int i = 0; i < 20'000; ++i) {
    main.send_part();
    sub.send_part();
    REQUIRE(::write(STDOUT_FILENO, ".", 1) == 1);
    std::this_thread::sleep_for(10ms);
  }
}

TEST_CASE("store: killed at any moment it opens again by itself, and check finds nothing") {
  const char* const wish = std::getenv(kKillCount);
  const int kill_count = wish == nullptr ? kKillCountDefault : std::atoi(wish);
  const TempFolder folder;
  const std::string path = folder / "store";
  std::mt19937 random(std::random_device{}());
  for (int i = 0; i < kill_count; ++i) {
    CAPTURE(i);
    Child child(path);
    const int sent = child.wait_for_part(1 + static_cast<int>(random() % 50));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
    child.kill();
    REQUIRE(sent > 0);

    const SystemClock clock;
    auto disk = open_folder(path);
    must(disk);
    auto store = Store::open(options_of(path), **disk, clock);
    must(store);
    // Parts that waited a tenth of a second in the queue are the most that may be lost: five.
    auto archive = Archive::open(path);
    must(archive);
    auto recordings = (*archive)->recordings(kCooking, MediaTime(0), MediaTime::max() / 4);
    must(recordings);
    REQUIRE((sent <= 20 || !recordings->empty()));
    store->reset();
    const auto report = check_store(path, {});
    must(report);
    for (const StoreFinding& finding : report->findings)
      FAIL_CHECK(finding.path << ": " << finding.what);
  }
}

TEST_CASE("store: what was pushed before the end is on the disk after it") {
  const TempFolder folder;
  const SystemClock clock;
  auto disk = open_folder(folder / "store");
  must(disk);
  const MediaTime begin = to_media_time(clock.now().wall.utc);
  {
    auto store = Store::open(options_of(folder / "store"), **disk, clock);
    must(store);
    MadeCamera camera((*store)->recorder(kCooking));
    camera.begin(begin);
    camera.send(100s);
    (*store)->note_clock_error(kCooking, -1500ms);
  }

  auto archive = Archive::open(folder / "store");
  must(archive);
  const auto row = (*archive)->coverage(kCooking, begin, begin + 100s);
  must(row);
  REQUIRE(row->size() == 1);
  CHECK(row->front().is_recorded);
  const auto recordings = (*archive)->recordings(kCooking, begin, begin + 100s);
  CHECK(recordings->back().camera_clock_error_ms == -1500);
}

TEST_CASE("store: a disk that went away and came back is recorded on again, with the reason") {
  const TempFolder folder;
  const test::FastClock clock(100);  // a pause of 10 s takes 0.1 s
  test::FaultyDisk disk(folder / "store");
  auto store = Store::open(options_of(folder / "store"), disk, clock);
  must(store);
  Alarm alarm;
  MadeCamera camera((*store)->recorder(kCooking));
  const MediaTime begin = to_media_time(clock.now().wall.utc) - 1h;
  camera.begin(begin);
  camera.send(10s);
  auto archive = Archive::open(folder / "store");
  must(archive);
  CHECK(alarm.wait([&] { return !(*archive)->recordings(kCooking, begin, begin + 9s)->empty(); }));

  disk.state().is_away = true;
  CHECK(alarm.wait([&] {
    camera.send(2s);
    return (*store)->status().state == StoreState::kDiskAway;
  }));
  CHECK((*store)->status().trouble.find("away") != std::string::npos);
  CHECK(alarm.wait([&] { return disk.state().reopen_count > 1; }));
  disk.state().is_away = false;
  CHECK(alarm.wait([&] { return (*store)->status().state == StoreState::kRecording; }));
  camera.begin(to_media_time(clock.now().wall.utc) + 5s, RunReason::kCameraBack);
  camera.send(10s);
  store->reset();

  const auto row = (*archive)->coverage(kCooking, begin, camera.next());
  must(row);
  REQUIRE(row->size() >= 3);
  CHECK(row->front().is_recorded);
  CHECK((*row)[1].reason == "disk_away");
  CHECK(row->back().is_recorded);
}

TEST_CASE("store: a disk that stalls costs whole segments, says so, and holds nobody up") {
  const TempFolder folder;
  const SystemClock clock;
  test::FaultyDisk disk(folder / "store");
  auto store = Store::open(options_of(folder / "store"), disk, clock);
  must(store);
  Alarm alarm;
  const MediaTime begin = to_media_time(clock.now().wall.utc) - 1h;
  MadeCamera camera((*store)->recorder(kCooking), 200'000);  // 2 MB a part
  camera.begin(begin);
  disk.state().is_stalled = true;

  camera.send(20s);  // 100 MB into a queue of 64 MiB
  CHECK(alarm.wait([&] {
    camera.send_part();
    return (*store)->status().dropped_part_count > 0 || camera.next() > begin + 60s;
  }));
  disk.state().is_stalled = false;
  disk.state().is_stalled.notify_all();
  CHECK(alarm.wait([&] { return (*store)->status().dropped_part_count > 0; }));
  CHECK(alarm.wait([&] {
    camera.send(2s);
    auto archive = Archive::open(folder / "store");
    const auto row = (*archive)->coverage(kCooking, begin, camera.next());
    return std::ranges::any_of(*row,
                               [](const Coverage& span) { return span.reason == "disk_slow"; });
  }));
  store->reset();

  const auto report = check_store(folder / "store", {});
  must(report);
  CHECK(report->findings.empty());
}

TEST_CASE("store: a disk that is full at the start is said, and recorded on when there is room") {
  const TempFolder folder;
  const test::FastClock clock(100);
  test::FaultyDisk disk(folder / "store");
  disk.state().room_bytes = 0;
  auto store = Store::open(options_of(folder / "store"), disk, clock);
  must(store);
  CHECK((*store)->status().state == StoreState::kDiskFull);
  CHECK((*store)->status().trouble.starts_with("not recording: the disk is full"));
  Alarm alarm;
  MadeCamera camera((*store)->recorder(kCooking));
  camera.begin(to_media_time(clock.now().wall.utc));
  camera.send(4s);

  disk.state().room_bytes = 1u << 30;

  CHECK(alarm.wait([&] { return (*store)->status().state == StoreState::kRecording; }));
}

TEST_CASE("store: one write that fails costs a gap, not the recording") {
  const TempFolder folder;
  const test::FastClock clock(100);
  test::FaultyDisk disk(folder / "store");
  auto store = Store::open(options_of(folder / "store"), disk, clock);
  must(store);
  Alarm alarm;
  MadeCamera camera((*store)->recorder(kCooking));
  camera.begin(to_media_time(clock.now().wall.utc));
  camera.send(4s);
  disk.state().appends_until_failure = 3;

  CHECK(alarm.wait([&] {
    camera.send(2s);
    return disk.state().reopen_count > 0;
  }));
  CHECK(alarm.wait([&] { return (*store)->status().state == StoreState::kRecording; }));
  camera.send(4s);  // the same run goes on
  store->reset();
  const auto report = check_store(folder / "store", {});
  must(report);
  CHECK(report->findings.empty());
  auto archive = Archive::open(folder / "store");
  CHECK((*archive)->recordings(kCooking, MediaTime(0), MediaTime::max() / 4)->size() == 2);
}

TEST_CASE("store: a camera whose id is no folder's name is refused") {
  const TempFolder folder;
  const SystemClock clock;
  auto disk = open_folder(folder / "store");
  for (const char* id : {"", "..", "a/b", "A", "灶台"}) {
    CAPTURE(id);
    StoreOptions options = options_of(folder / "store");
    options.streams = {{id, StreamKind::kMain}};
    const auto refused = Store::open(options, **disk, clock);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::kBadInput);
  }
}

TEST_CASE("store: holds are kept over restarts") {
  const TempFolder folder;
  const SystemClock clock;
  auto disk = open_folder(folder / "store");
  const WallTime now = clock.now().wall.utc;
  std::int64_t id = 0;
  {
    auto store = Store::open(options_of(folder / "store"), **disk, clock);
    must(store);
    CHECK_FALSE((*store)->hold(kCooking, now, now, "empty", "manager"));
    const auto held = (*store)->hold(kCooking, now, now + 1h, "complaint 17", "manager");
    must(held);
    id = *held;
  }
  auto store = Store::open(options_of(folder / "store"), **disk, clock);
  must(store);
  auto archive = Archive::open(folder / "store");
  REQUIRE((*archive)->holds()->size() == 1);
  must((*store)->release(id, "manager"));
  CHECK((*archive)->holds()->empty());
}
