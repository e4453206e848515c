#include <doctest/doctest.h>

#include "tests/hub/platform/media/live_bench.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

using Kind = GbReceiver::Kind;

}  // namespace

TEST_CASE("live_times: who asks for a keyframe gets nothing twice, and nobody loses anything") {
  LiveBench bench(kAvcClip, 10);
  GbReceiver receiver(Kind::kUdp);
  bench.house.begin(bench.house.wish(receiver, GbMediaTransport::kUdp));
  REQUIRE(receiver.wait_for_pictures(5));
  CHECK(receiver.is_silent_for(150ms));

  bench.house.desk->want_keyframe(bench.house.camera);
  CHECK(receiver.is_silent_for(150ms));
  bench.clip.send(bench.house.stream, 30);
  REQUIRE(receiver.wait_for_pictures(35));

  const auto times = receiver.timestamps();
  for (std::size_t i = 1; i < times.size(); ++i) CHECK(times[i] - times[i - 1] == 3600);
  CHECK(receiver.decoded(bench.folder).frame_count == 35);
}

TEST_CASE("live_times: a camera whose clock was set back sends no older times; that ends it") {
  LiveBench bench(kAvcClip, 20);
  RecordedClip older(bench.folder, "older", kAvcClip, kClipNoon - 60s);
  GbReceiver receiver(Kind::kUdp);
  const auto ready = bench.house.begin(bench.house.wish(receiver, GbMediaTransport::kUdp));
  REQUIRE(receiver.wait_for_pictures(5));
  bench.clip.finish(bench.house.stream);
  REQUIRE(receiver.wait_for_pictures(75));

  older.send(bench.house.stream, 60);

  CHECK(receiver.is_silent_for(150ms));
  const auto end = bench.house.next_end();
  REQUIRE(end);
  CHECK(*end == std::pair(ready.id, GbMediaEnd::kNoVideo));
  receiver.forget();
  GbReceiver anew(Kind::kUdp);
  bench.house.begin(bench.house.wish(anew, GbMediaTransport::kUdp));
  CHECK(anew.wait_for_pictures(10));
}

TEST_CASE("live_times: of a long group of pictures a newcomer gets a still, then the next group") {
  LiveBench bench;
  bench.clip.finish(bench.house.stream);
  RecordedClip slow(bench.folder, "slow", "-c:v libx264 -preset veryfast -bf 0 -g 75",
                    kClipNoon + 60s, "testsrc2=s=320x240:r=25:d=6");
  slow.send(bench.house.stream, 70);
  GbReceiver receiver(Kind::kUdp);

  bench.house.begin(bench.house.wish(receiver, GbMediaTransport::kUdp));
  REQUIRE(receiver.wait_for_pictures(1));
  CHECK(receiver.is_silent_for(150ms));
  slow.send(bench.house.stream, 30);
  REQUIRE(receiver.wait_for_pictures(26));

  CHECK(receiver.timestamps()[1] - receiver.timestamps()[0] == 75 * 3600);
  const Decoding decoding = receiver.decoded(bench.folder);
  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == 26);
}
