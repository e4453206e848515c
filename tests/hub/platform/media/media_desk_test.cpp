#include "hub/platform/media/media_desk.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/hub/platform/media/live_bench.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

using Kind = GbReceiver::Kind;

/// Two pairs that nobody else has: what the kernel gives out for nothing starts above them.
constexpr PortRange kTwoPairs{.first = 23'456, .last = 23'459};

/// The ports of so many sessions that are prepared one after the other, 0 for one that is refused.
std::vector<int> ports_of(MediaHouse& house, const GbMediaWish& wish, int count) {
  std::vector<int> ports;
  for (int i = 0; i < count; ++i) {
    const auto ready = house.prepare(wish);
    ports.push_back(ready ? ready->port : 0);
  }
  return ports;
}

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

TEST_CASE("media_desk: a range of ports is used to its end, and then the desk is busy") {
  for (const auto transport : {GbMediaTransport::kUdp, GbMediaTransport::kTcpListen}) {
    LiveBench bench;
    GbReceiver receiver(Kind::kUdp);
    auto wish = bench.house.wish(receiver, transport);
    wish.own_ports = kTwoPairs;

    auto ports = ports_of(bench.house, wish, 2);
    std::ranges::sort(ports);
    const auto third = bench.house.prepare(wish);

    CHECK(ports == std::vector<int>{23'456, 23'458});
    REQUIRE_FALSE(third);
    CHECK(third.error().kind == ErrorKind::kExhausted);
    CHECK(third.error().what.find("media_ports 23456 to 23459 are taken") != std::string::npos);
    CHECK(bench.house.desk->figures().session_count == 2);
  }
}

TEST_CASE("media_desk: a port of a range is given back when its session ends, connected or not") {
  LiveBench bench;
  GbReceiver udp(Kind::kUdp);
  auto wish = bench.house.wish(udp, GbMediaTransport::kUdp);
  wish.own_ports = PortRange{.first = 23'460, .last = 23'461};
  // By TCP the hub closes first, which leaves the connection in TIME_WAIT for a minute.
  auto listening = wish;
  listening.transport = GbMediaTransport::kTcpListen;
  for (int i = 0; i < 20; ++i) {
    CAPTURE(i);
    const auto ready = bench.house.begin(i % 2 == 0 ? wish : listening);
    CHECK(ready.port == 23'460);
    if (i % 2 != 0) {
      GbReceiver caller(Kind::kTcpConnect);
      caller.connect(ready.port);
      REQUIRE(caller.wait_for_pictures(1));
      // Nobody listens any more, and the pair is still this session's.
      CHECK(ports_of(bench.house, listening, 1) == std::vector<int>{0});
    }
    bench.house.desk->stop(ready.id);
  }
}

TEST_CASE("media_desk: a port that another program has is passed over") {
  LiveBench bench;
  GbReceiver receiver(Kind::kUdp);
  auto wish = bench.house.wish(receiver, GbMediaTransport::kUdp);
  wish.own_ports = kTwoPairs;
  const Fd other(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const sockaddr_in taken = loopback(23'457);  // the odd one of the first pair
  REQUIRE(::bind(other.get(), reinterpret_cast<const sockaddr*>(&taken), sizeof taken) == 0);

  CHECK(ports_of(bench.house, wish, 2) == std::vector<int>{23'458, 0});
}

TEST_CASE("media_desk: who connects to the platform needs no port of the range") {
  LiveBench bench;
  GbReceiver listener(Kind::kTcpListen);
  auto wish = bench.house.wish(listener, GbMediaTransport::kTcpConnect);
  wish.own_ports = PortRange{.first = 23'460, .last = 23'461};

  CHECK(ports_of(bench.house, wish, 3) == std::vector<int>{9, 9, 9});
}
