#include "hub/platform/media/media_desk.h"

#include <doctest/doctest.h>

#include "tests/hub/platform/media/live_bench.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

using Kind = GbReceiver::Kind;

}  // namespace

TEST_CASE("media_desk: what cannot be is refused, with the reason that SIP answers") {
  LiveBench bench;
  GbReceiver receiver(Kind::kUdp);
  const auto kind_of = [&](const GbMediaWish& wish) {
    return bench.house.prepare(wish).error().kind;
  };
  auto unknown = bench.house.wish(receiver, GbMediaTransport::kUdp);
  unknown.stream.camera = "nowhere";
  auto named = bench.house.wish(receiver, GbMediaTransport::kUdp);
  named.host = "platform.example";
  auto away = bench.house.wish(receiver, GbMediaTransport::kUdp);

  CHECK(kind_of(unknown) == ErrorKind::kUnsupported);
  CHECK(kind_of(named) == ErrorKind::kBadInput);
  for (std::size_t i = 0; i < kGbSessionsPerPlatformMax; ++i) REQUIRE(bench.house.prepare(away));
  CHECK(kind_of(away) == ErrorKind::kExhausted);
  away.platform = "province";
  bench.clip.finish(bench.house.stream);
  REQUIRE(
      bench.house.wait_until([&](const auto&) { return !bench.house.stream.status().is_running; }));
  CHECK(kind_of(away) == ErrorKind::kUnavailable);
}

TEST_CASE("media_desk: a session without an ACK is let go after 32 seconds") {
  LiveBench bench(kAvcClip, 50);
  GbReceiver receiver(Kind::kUdp);
  const auto ready = bench.house.prepare(bench.house.wish(receiver, GbMediaTransport::kUdp));
  REQUIRE(ready);

  const auto end = bench.house.next_end();

  REQUIRE(end);
  CHECK(end->first == ready->id);
  CHECK(bench.house.desk->figures().session_count == 0);
}

TEST_CASE("media_desk: a thousand beginnings and ends leave no descriptor behind") {
  LiveBench bench;
  GbReceiver receiver(Kind::kUdp);
  GbReceiver listener(Kind::kTcpListen);
  const int before = open_fd_count();

  for (int i = 0; i < 1'000; ++i) {
    const bool is_udp = i % 3 == 0;
    auto wish = bench.house.wish(
        is_udp ? receiver : listener,
        is_udp ? GbMediaTransport::kUdp
               : (i % 3 == 1 ? GbMediaTransport::kTcpConnect : GbMediaTransport::kTcpListen));
    const auto ready = bench.house.begin(wish);
    if (i % 3 == 1) {
      REQUIRE(listener.accept());
      listener.close_stream();
    }
    bench.house.desk->stop(ready.id);
  }

  CHECK(bench.house.wait_until([&](const auto&) { return open_fd_count() == before; }));
  CHECK(bench.house.desk->figures().session_count == 0);
}

TEST_CASE("media_desk: the figures hold what ended sessions sent, to the byte") {
  TempFolder folder;
  RecordedClip clip(folder, "clip", kAvcClip);
  MediaHouse house;
  clip.send(house.stream, 30);
  GbReceiver first(GbReceiver::Kind::kUdp);
  GbReceiver second(GbReceiver::Kind::kUdp);
  const auto ended = house.begin(house.wish(first, GbMediaTransport::kUdp));
  house.begin(house.wish(second, GbMediaTransport::kUdp));
  REQUIRE(first.wait_for_pictures(5));
  REQUIRE(second.wait_for_pictures(5));

  house.desk->stop(ended.id);
  clip.send(house.stream, 20);
  REQUIRE(second.wait_for_pictures(25));

  CHECK(first.is_silent_for(50ms));
  CHECK(house.wait_until([&](const auto& figures) {
    return figures.sent_bytes == first.byte_count() + second.byte_count() &&
           figures.session_count == 1 &&
           figures.sent_packet_count == first.packets().size() + second.packets().size();
  }));
  CHECK(house.desk->figures().skipped_picture_count == 0);
}
