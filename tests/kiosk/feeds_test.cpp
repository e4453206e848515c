#include "kiosk/feeds.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/bad_server.h"
#include "tests/support/camera_sim.h"
#include "tests/support/feed_watcher.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kHasAddressSanitizer = true;
#elif defined(__has_feature)
constexpr bool kHasAddressSanitizer = __has_feature(address_sanitizer);
#else
constexpr bool kHasAddressSanitizer = false;
#endif

// A camera's first keyframe may be two seconds away, and this machine may be busy.
constexpr auto kPatience = 15s;
// The truth is to be told within five seconds; the rest is for a busy machine to notice.
constexpr auto kTruth = 6s;

std::ptrdiff_t count_entries(const char* folder) {
  return std::distance(std::filesystem::directory_iterator(folder),
                       std::filesystem::directory_iterator());
}

std::ptrdiff_t thread_count() {
  return count_entries("/proc/self/task");
}
std::ptrdiff_t descriptor_count() {
  return count_entries("/proc/self/fd");
}

// One simulator for all cases: starting it takes longer than most of them. It behaves again at the
// beginning of each.
CameraSim& rested_sim() {
  static CameraSim sim;
  for (const char* id : {"storage", "cooking", "portioning", "dining", "washing"}) {
    sim.tell(std::string("back ") + id);
  }
  return sim;
}

long rss_kib() {
  std::ifstream statm("/proc/self/statm");
  long total_pages = 0;
  long resident_pages = 0;
  statm >> total_pages >> resident_pages;
  return resident_pages * 4;
}

}  // namespace

TEST_CASE("feeds: whatever happens to a camera its tile tells it in time, and recovers") {
  CameraSim& sim = rested_sim();
  FeedWatcher screen({sim.main_only("cooking"), sim.main_only("dining"), sim.main_only("storage"),
                      sim.main_only("portioning"), sim.main_only("washing")});
  const auto all_live = [&] {
    for (std::size_t i = 0; i < 5; ++i) {
      if (screen.state(i) != FeedState::kLive) return false;
    }
    return true;
  };
  REQUIRE(screen.until(kPatience, all_live));
  CHECK(screen.status(2).codec == "hevc");
  CHECK(screen.status(0).width == 1920);

  sim.tell("drop cooking");             // the camera is gone
  sim.tell("freeze dining");            // packets come, one and the same picture
  sim.tell("reencode-freeze storage");  // a frozen sensor behind a working encoder
  sim.tell("stall portioning");         // connected, but nothing comes
  sim.tell("kick washing");             // the connection breaks once

  const auto all_told = [&] {
    return screen.state(0) == FeedState::kLost && screen.state(1) == FeedState::kStill &&
           screen.state(2) == FeedState::kStill && screen.state(3) == FeedState::kLost;
  };
  // A frozen encoder takes over at its next keyframe, up to two seconds later.
  CHECK(screen.until(kTruth + 2s, all_told));
  CHECK_FALSE(screen.status(0).trouble.empty());
  CHECK(screen.status(0).lost_since.has_value());
  CHECK(screen.until_state(4, FeedState::kLive, kPatience));

  for (const char* id : {"cooking", "dining", "storage", "portioning"}) {
    sim.tell(std::string("back ") + id);
  }

  CHECK(screen.until(kPatience, all_live));
  CHECK_FALSE(screen.status(0).lost_since.has_value());
  CHECK(screen.status(0).reconnect_count > 0);
}

TEST_CASE("feeds: a stalled camera is delayed before it is lost, and never live in between") {
  CameraSim& sim = rested_sim();
  FeedWatcher screen({sim.main_only("storage")});
  REQUIRE(screen.until_state(0, FeedState::kLive, kPatience));

  sim.tell("stall storage");

  REQUIRE(screen.until_state(0, FeedState::kDelayed, 4s));
  bool was_live_again = false;
  CHECK(screen.until(kTruth, [&] {
    was_live_again = was_live_again || screen.state(0) == FeedState::kLive;
    return screen.state(0) == FeedState::kLost;
  }));
  CHECK_FALSE(was_live_again);
}

TEST_CASE("feeds: servers that are no cameras are lost, with a reason, and nothing hangs") {
  const BadServer silent(Badness::kSilent);
  const BadServer closing(Badness::kClosesAtOnce);
  const BadServer garbage(Badness::kGarbage);
  CameraSim& sim = rested_sim();
  std::vector<CameraSource> cameras(5);
  cameras[0].main.url = silent.url("rtsp");
  cameras[1].main.url = closing.url("rtsp");
  cameras[2].main.url = garbage.url("rtsp");
  cameras[3].main.url = "rtsp://127.0.0.1:1/nobody";
  cameras[4] = sim.main_only("cooking");
  cameras[4].main.password = Secret("wrong");
  FeedWatcher screen(cameras);

  CHECK(screen.until(kTruth + 1s, [&] {
    for (std::size_t i = 0; i < cameras.size(); ++i) {
      if (screen.state(i) != FeedState::kLost) return false;
    }
    return true;
  }));

  CHECK(screen.status(3).trouble == "connection refused");
  CHECK(screen.status(4).trouble == "the camera refuses this user or password");
  CHECK_FALSE(screen.feeds().stuck(screen.clock().now().ticks));
}

TEST_CASE("feeds: the program ends within half a second, whatever its cameras do") {
  const BadServer silent(Badness::kSilent);
  CameraSim& sim = rested_sim();
  std::vector<CameraSource> cameras{sim.main_only("storage"), sim.main_only("cooking"), {}, {}};
  cameras[2].main.url = silent.url("rtsp");
  cameras[3].main.url = "rtsp://127.0.0.1:1/nobody";
  const SystemClock clock;
  Ticks asked{0};
  {
    FeedWatcher screen(cameras);
    REQUIRE(screen.until_state(0, FeedState::kLive, kPatience));
    asked = clock.now().ticks;
  }

  CHECK(clock.now().ticks - asked < 500ms);
}

TEST_CASE("feeds: a tile that grows shows no gap, and both streams have one connection at most") {
  CameraSim& sim = rested_sim();
  FeedWatcher screen({sim.camera("storage")});
  screen.want_all(Demand::kSmall);
  REQUIRE(screen.until_state(0, FeedState::kLive, kPatience));
  REQUIRE(screen.status(0).shown == StreamKind::kSub);
  CHECK(screen.until(5s, [&] { return sim.client_count("storage") == 0; }));
  Ticks last = screen.clock().now().ticks;
  Ticks longest_gap{0};
  WallTime last_wall{};
  bool went_back = false;
  screen.on_picture = [&](std::size_t, const FeedPicture& picture) {
    const Ticks now = screen.clock().now().ticks;
    longest_gap = std::max(longest_gap, now - std::exchange(last, now));
    went_back = went_back || picture.wall < last_wall - 200ms;
    last_wall = picture.wall;
  };

  screen.want_all(Demand::kBig);
  CHECK(screen.until(kPatience, [&] { return screen.status(0).shown == StreamKind::kMain; }));
  CHECK(screen.until(5s, [&] { return sim.client_count("storage-sub") == 0; }));
  CHECK(sim.client_count("storage") == 1);
  screen.want_all(Demand::kSmall);
  CHECK(screen.until(kPatience, [&] { return screen.status(0).shown == StreamKind::kSub; }));

  CHECK(longest_gap < 1s);
  CHECK_FALSE(went_back);
}

TEST_CASE("feeds: a sub-stream that cannot be opened is replaced by the main stream") {
  CameraSim& sim = rested_sim();
  CameraSource camera = sim.camera("storage");
  camera.sub->url = sim.url("no-such-stream");
  FeedWatcher screen({camera});
  screen.want_all(Demand::kSmall);

  CHECK(screen.until_state(0, FeedState::kLive, kPatience));

  CHECK(screen.status(0).shown == StreamKind::kMain);
}

TEST_CASE("feeds: nobody watching means no connection and no decoding, after a moment") {
  CameraSim& sim = rested_sim();
  FeedWatcher screen({sim.main_only("storage")});
  REQUIRE(screen.until_state(0, FeedState::kLive, kPatience));

  screen.want_all(Demand::kNone);

  CHECK(screen.until(5s, [&] { return sim.client_count("storage") == 0; }));
  CHECK(screen.state(0) == FeedState::kIdle);
  const auto decoded = screen.status(0).decoded_count;
  screen.watch(300ms);
  CHECK(screen.status(0).decoded_count == decoded);
}

TEST_CASE("feeds: a camera that was frozen when it went off the screen comes back as frozen") {
  CameraSim& sim = rested_sim();
  FeedWatcher screen({sim.main_only("storage")});
  REQUIRE(screen.until_state(0, FeedState::kLive, kPatience));
  sim.tell("freeze storage");
  REQUIRE(screen.until_state(0, FeedState::kStill, kTruth));
  screen.want_all(Demand::kNone);
  REQUIRE(screen.until_state(0, FeedState::kIdle, 2s));
  REQUIRE(screen.until(5s, [&] { return sim.client_count("storage") == 0; }));

  screen.want_all(Demand::kBig);

  bool was_live = false;
  CHECK(screen.until(kPatience, [&] {
    was_live = was_live || screen.state(0) == FeedState::kLive;
    return screen.state(0) == FeedState::kStill;
  }));
  CHECK_FALSE(was_live);
}

TEST_CASE("feeds: a camera that changes its resolution goes on without a new connection") {
  CameraSim& sim = rested_sim();
  FeedWatcher screen({sim.main_only("cooking")});
  REQUIRE(screen.until_state(0, FeedState::kLive, kPatience));

  sim.tell("resize cooking 1280x720");

  CHECK(screen.until(kTruth, [&] { return screen.status(0).width == 1280; }));
  CHECK(screen.state(0) == FeedState::kLive);
  CHECK(screen.status(0).reconnect_count == 0);
  sim.tell("resize cooking 1920x1080");
}

TEST_CASE("feeds: packets lost on UDP smear no picture: the last good one stays") {
  CameraSim& sim = rested_sim();
  CameraSource camera = sim.main_only("cooking");
  camera.main.transport = Transport::kUdp;
  FeedWatcher screen({camera});
  int damaged_count = 0;
  screen.on_picture = [&](std::size_t, const FeedPicture& picture) {
    if (picture.frame->decode_error_flags != 0) ++damaged_count;
  };
  REQUIRE(screen.until_state(0, FeedState::kLive, kPatience));
  screen.watch(1s);
  const auto before = screen.status(0).decoded_count;
  const Ticks start = screen.clock().now().ticks;

  sim.tell("loss cooking 1");
  screen.watch(3s);

  const auto shown = static_cast<double>(screen.status(0).decoded_count - before);
  const double seconds = std::chrono::duration<double>(screen.clock().now().ticks - start).count();
  CHECK(shown < 25.0 * seconds * 0.8);  // pictures are held back
  CHECK(damaged_count == 0);
  sim.tell("loss cooking 0");
  const auto held = screen.status(0).decoded_count;
  CHECK(screen.until(kTruth, [&] { return screen.status(0).decoded_count > held + 25; }));
}

TEST_CASE("feeds: cameras that restart again and again cost no thread, descriptor or memory") {
  constexpr std::size_t kCameraCount = 5;
  CameraSim& sim = rested_sim();
  std::vector<CameraSource> cameras;
  for (const char* id : {"storage", "cooking", "portioning", "dining", "washing"}) {
    cameras.push_back(sim.main_only(id));
    cameras.back().main.url = sim.url(std::string(id) + "-sub");
  }
  FeedWatcher screen(cameras);
  const auto all = [&](const auto& holds) {
    return screen.until(kPatience, [&] {
      for (std::size_t i = 0; i < kCameraCount; ++i) {
        if (!holds(i)) return false;
      }
      return true;
    });
  };
  const auto is_live = [&](std::size_t i) {
    const FeedStatus status = screen.status(i);
    return status.trouble.empty() && status.picture_age && *status.picture_age < 500ms;
  };
  const auto restart_all = [&](std::uint64_t round) {
    for (const CameraSource& camera : cameras) sim.tell("kick " + camera.camera.id + "-sub");
    return all([&](std::size_t i) { return screen.status(i).reconnect_count >= round; }) &&
           all(is_live);
  };
  REQUIRE(all(is_live));
  REQUIRE(restart_all(1));
  const auto threads = thread_count();
  const auto descriptors = descriptor_count();
  const long rss = rss_kib();

  for (std::uint64_t round = 2; round <= 3; ++round) REQUIRE(restart_all(round));

  CHECK(thread_count() == threads);
  CHECK(descriptor_count() == descriptors);
  // The address sanitizer keeps freed memory on purpose; it finds leaks itself.
  if (!kHasAddressSanitizer) CHECK(rss_kib() < rss + 8 * 1024);
}
