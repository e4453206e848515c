#include "kiosk/stream.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/support/bad_server.h"
#include "tests/support/fast_clock.h"
#include "tests/support/feed_watcher.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

/// One stream with everything around it.
class StreamAtWork {
 public:
  StreamAtWork(std::string url, const Clock& clock)
      : hardware_(DecodeChoice::kSoftware), stream_(setup(std::move(url), clock)) {
    stream_.want(true);
  }

  Stream& stream() { return stream_; }
  bool until(std::chrono::milliseconds deadline, const std::function<bool()>& holds) {
    return alarm_.wait(holds, deadline);
  }
  int wake_count() const { return alarm_.count(); }

 private:
  StreamSetup setup(std::string url, const Clock& clock) {
    StreamSource source;
    source.url = std::move(url);
    return {.thread_name = "feed-0",
            .label = "test",
            .source = std::move(source),
            .hardware = hardware_,
            .clock = clock,
            .wake = alarm_.bell()};
  }

  Alarm alarm_;
  DecoderHardware hardware_;
  Stream stream_;
};

CameraSource file_camera(std::string path) {
  CameraSource camera;
  camera.camera.id = "file";
  camera.main.url = std::move(path);
  return camera;
}

}  // namespace

TEST_CASE("stream: a file plays at its own speed and starts anew at its end") {
  const TempFolder folder;
  FeedWatcher screen({file_camera(make_clip(folder, "a.mp4", "-c:v libx264 -bf 0"))});
  REQUIRE(screen.until_state(0, FeedState::kLive, 5s));
  const Ticks start = screen.clock().now().ticks;
  const auto before = screen.status(0).decoded_count;

  // Two seconds of film: 75 pictures need more than one loop.
  REQUIRE(screen.until(20s, [&] { return screen.status(0).decoded_count >= before + 75; }));

  const Ticks took = screen.clock().now().ticks - start;
  CHECK(took > 2500ms);
  CHECK(took < 5s);
  CHECK(screen.status(0).reconnect_count == 0);
}

TEST_CASE("stream: a camera that sends ten bits is not shown, and its tile can say why") {
  const TempFolder folder;
  FeedWatcher screen(
      {file_camera(make_clip(folder, "a.mp4", "-c:v libx264 -pix_fmt yuv420p10le"))});

  CHECK(screen.until(5s, [&] { return !screen.status(0).trouble.empty(); }));

  CHECK(screen.status(0).trouble.find("8 bit") != std::string::npos);
  CHECK(screen.picture_count(0) == 0);
}

TEST_CASE("stream: the screen thread is woken once for pictures that it does not take") {
  const TempFolder folder;
  const SystemClock clock;
  StreamAtWork work(make_clip(folder, "a.mp4", "-c:v libx264 -bf 0"), clock);

  REQUIRE(work.until(10s, [&] { return work.stream().status().decoded_count >= 10; }));

  CHECK(work.wake_count() == 1);
  CHECK(work.stream().status().replaced_count >= 9);
}

TEST_CASE("stream: a picture left over from an earlier watch is never shown") {
  const TempFolder folder;
  const SystemClock clock;
  StreamAtWork work(make_clip(folder, "a.mp4", "-c:v libx264 -bf 0"), clock);
  REQUIRE(work.until(10s, [&] { return work.stream().status().decoded_count >= 5; }));
  work.stream().want(false);

  const Ticks again = clock.now().ticks;
  work.stream().want(true);

  std::optional<FeedPicture> picture;
  REQUIRE(work.until(10s, [&] { return (picture = work.stream().take()).has_value(); }));
  CHECK(picture->arrived >= again);
}

TEST_CASE("stream: a server that never answers is tried again and again, and never hangs") {
  const BadServer server(Badness::kSilent);
  const FastClock clock(50);
  StreamAtWork work(server.url("rtsp"), clock);

  CHECK(work.until(10s, [&] { return work.stream().status().reconnect_count >= 3; }));

  CHECK_FALSE(work.stream().stuck(clock.now().ticks));
}

TEST_CASE("stream: a worker past its deadline is told to the watchdog, not before") {
  const BadServer server(Badness::kSilent);
  const SystemClock clock;
  StreamAtWork work(server.url("rtsp"), clock);
  const Ticks wanted = *work.stream().status().wanted_since;
  const Ticks limit = wanted + kOpenDeadline + kStuckMargin;

  CHECK(work.until(5s, [&] { return work.stream().stuck(limit + 5s); }));
  CHECK_FALSE(work.stream().stuck(limit - 1s));
}

TEST_CASE("stream: an end during the wait between two tries comes at once") {
  const SystemClock clock;
  Ticks asked{0};
  {
    StreamAtWork work("rtsp://127.0.0.1:1/nobody", clock);
    // After a few failures the wait is seconds long.
    REQUIRE(work.until(20s, [&] { return work.stream().status().reconnect_count >= 3; }));
    asked = clock.now().ticks;
  }

  CHECK(clock.now().ticks - asked < 200ms);
}
