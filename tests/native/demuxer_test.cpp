#include "native/demuxer.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "tests/support/bad_server.h"
#include "tests/support/fast_clock.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

StreamSource at(std::string url) {
  StreamSource source;
  source.url = std::move(url);
  return source;
}

bool never() {
  return false;
}

Result<Demuxer> open(const StreamSource& source, const Clock& clock) {
  return Demuxer::open(source, Probe::kSize, clock, never);
}

int count_packets(Demuxer& demuxer) {
  int count = 0;
  for (;;) {
    auto packet = demuxer.read();
    if (!packet || !*packet) return count;
    ++count;
  }
}

}  // namespace

TEST_CASE("demuxer: a file gives every picture, then its end, and again after rewinding") {
  const TempFolder folder;
  const SystemClock clock;
  auto demuxer = open(at(make_clip(folder, "a.mp4", "-c:v libx264")), clock);
  REQUIRE(demuxer);

  CHECK(demuxer->video().codecpar->width == 320);
  CHECK(demuxer->needs_pacing());
  CHECK(count_packets(*demuxer) == 50);
  REQUIRE(demuxer->rewind());
  CHECK(count_packets(*demuxer) == 50);
}

TEST_CASE("demuxer: a stream without video is refused in plain words") {
  const TempFolder folder;
  const SystemClock clock;

  const auto demuxer = open(at(make_clip(folder, "a.wav", "-c:a pcm_s16le", "sine=d=1")), clock);

  REQUIRE_FALSE(demuxer);
  CHECK(demuxer.error().kind == ErrorKind::kUnsupported);
  CHECK(demuxer.error().what == "no video in this stream");
}

TEST_CASE("demuxer: a server that never answers is left after ten seconds") {
  const BadServer server(Badness::kSilent);
  const FastClock clock(40);
  const Ticks start = clock.now().ticks;

  const auto demuxer = open(at(server.url("rtsp")), clock);

  REQUIRE_FALSE(demuxer);
  CHECK(demuxer.error().kind == ErrorKind::kUnavailable);
  CHECK(clock.now().ticks - start >= kOpenDeadline);
  CHECK(clock.now().ticks - start < kOpenDeadline + 20s);  // half a second of ours
}

TEST_CASE("demuxer: cancelling ends an open that hangs within 200 ms") {
  const BadServer server(Badness::kSilent);
  const SystemClock clock;
  std::atomic<bool> is_cancelled{false};
  Ticks cancelled_at{0};
  std::thread canceller([&] {
    std::this_thread::sleep_for(100ms);  // until the open hangs; no event tells of that
    cancelled_at = clock.now().ticks;
    is_cancelled = true;
  });

  const auto demuxer = Demuxer::open(at(server.url("rtsp")), Probe::kCodec, clock,
                                     [&is_cancelled] { return is_cancelled.load(); });
  const Ticks ended_at = clock.now().ticks;
  canceller.join();

  REQUIRE_FALSE(demuxer);
  CHECK(ended_at - cancelled_at < 200ms);
}

TEST_CASE("demuxer: servers that are no cameras are an error, not a crash") {
  const SystemClock clock;
  for (const Badness badness : {Badness::kClosesAtOnce, Badness::kGarbage}) {
    const BadServer server(badness);
    for (const char* scheme : {"rtsp", "http"}) {
      const auto demuxer = open(at(server.url(scheme)), clock);
      REQUIRE_FALSE(demuxer);
      CHECK(demuxer.error().kind == ErrorKind::kUnavailable);
    }
  }
}

TEST_CASE("demuxer: nobody listening is told as such") {
  const SystemClock clock;

  const auto demuxer = open(at("rtsp://127.0.0.1:1/stream"), clock);

  REQUIRE_FALSE(demuxer);
  CHECK(demuxer.error().what == "connection refused");
}

TEST_CASE("demuxer: a file cut off anywhere is read to the cut or refused") {
  const TempFolder folder;
  const SystemClock clock;
  make_clip(folder, "a.h264", "-c:v libx264 -g 10 -t 0.4");
  const std::string bytes = folder.read("a.h264");

  for (std::size_t size = 0; size < bytes.size(); size += bytes.size() / 40) {
    folder.write("cut.h264", std::string_view(bytes).substr(0, size));
    auto demuxer = open(at(folder / "cut.h264"), clock);
    if (demuxer) CHECK(count_packets(*demuxer) <= 10);
  }
}

TEST_CASE("demuxer: user and password stand in the URL that is opened, percent-encoded") {
  StreamSource source = at("rtsp://192.0.2.1:554/x");
  CHECK(url_with_user(source) == "rtsp://192.0.2.1:554/x");

  source.user = "viewer";
  source.password = Secret("p@ss:/?#密");

  CHECK(url_with_user(source) == "rtsp://viewer:p%40ss%3A%2F%3F%23%E5%AF%86@192.0.2.1:554/x");
}
