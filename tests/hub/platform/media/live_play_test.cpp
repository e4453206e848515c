#include <doctest/doctest.h>

#include "tests/hub/platform/media/live_bench.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

using Kind = GbReceiver::Kind;

}  // namespace

TEST_CASE("live_play: over UDP every picture since the newest keyframe arrives and decodes") {
  for (const char* codec : {kAvcClip, kHevcClip}) {
    LiveBench bench(codec);
    GbReceiver receiver(Kind::kUdp);

    const auto ready = bench.house.begin(bench.house.wish(receiver, GbMediaTransport::kUdp));
    // The keyframe is the 26th picture: it and the four behind it are there.
    REQUIRE(receiver.wait_for_pictures(5));
    bench.clip.send(bench.house.stream, 20);
    REQUIRE(receiver.wait_for_pictures(25));

    CHECK(ready.port % 2 == 0);
    CHECK(ready.width == 320);
    CHECK(ready.height == 240);
    CHECK(ready.codec == (codec == kHevcClip ? VideoCodec::kHevc : VideoCodec::kH264));
    CHECK(receiver.packets().front().ssrc == 0x0102'0304);
    CHECK(receiver.packets().front().payload_type == 96);
    const Decoding decoding = receiver.decoded(bench.folder);
    CHECK(decoding.errors.empty());
    CHECK(decoding.frame_count == 25);
    const auto times = receiver.timestamps();
    for (std::size_t i = 1; i < times.size(); ++i) CHECK(times[i] - times[i - 1] == 3600);
  }
}

TEST_CASE("live_play: over TCP the same, whoever connects") {
  for (const bool do_they_connect : {false, true}) {
    LiveBench bench;
    GbReceiver receiver(do_they_connect ? Kind::kTcpConnect : Kind::kTcpListen);

    const auto ready = bench.house.begin(bench.house.wish(
        receiver, do_they_connect ? GbMediaTransport::kTcpListen : GbMediaTransport::kTcpConnect));
    if (do_they_connect) {
      receiver.connect(ready.port);
    } else {
      CHECK(ready.port == 9);
      REQUIRE(receiver.accept());
    }
    REQUIRE(receiver.wait_for_pictures(5));
    bench.clip.send(bench.house.stream, 70);
    REQUIRE(receiver.wait_for_pictures(75 - 1));  // the last frame's length is known at the end
    bench.clip.finish(bench.house.stream);
    REQUIRE(receiver.wait_for_pictures(75));

    const Decoding decoding = receiver.decoded(bench.folder);
    CHECK(decoding.errors.empty());
    CHECK(decoding.frame_count == 75);
  }
}

TEST_CASE("live_play: nothing is sent before the ACK, and nothing after the stop") {
  LiveBench bench;
  GbReceiver receiver(Kind::kUdp);

  const auto ready = bench.house.prepare(bench.house.wish(receiver, GbMediaTransport::kUdp));
  REQUIRE(ready);
  bench.clip.send(bench.house.stream, 5);
  CHECK(receiver.is_silent_for(100ms));
  bench.house.desk->start(ready->id);
  REQUIRE(receiver.wait_for_pictures(10));
  bench.house.desk->stop(ready->id);
  REQUIRE(bench.house.wait_until([](const auto& figures) { return figures.session_count == 0; }));
  bench.clip.send(bench.house.stream, 5);

  CHECK(receiver.is_silent_for(100ms));
  CHECK(bench.house.stream.status().reader_count <= 1);
}

TEST_CASE("live_play: a connection that is refused is tried again, at least three times") {
  LiveBench bench(kAvcClip, 10);
  GbReceiver receiver(Kind::kTcpListen);
  auto wish = bench.house.wish(receiver, GbMediaTransport::kTcpConnect);
  {
    GbReceiver gone(Kind::kTcpListen);
    wish.port = gone.port();
  }

  const auto began = bench.house.clock.now().ticks;
  const auto ready = bench.house.begin(wish);
  const auto end = bench.house.next_end();

  REQUIRE(end);
  CHECK(end->first == ready.id);
  CHECK(end->second == GbMediaEnd::kPeerGone);
  CHECK(bench.house.clock.now().ticks - began >= 3s);
  CHECK(bench.house.desk->figures().session_count == 0);
}

TEST_CASE("live_play: who connects from elsewhere is not let in; who hangs up ends it") {
  LiveBench bench;
  GbReceiver receiver(Kind::kTcpConnect);
  auto wish = bench.house.wish(receiver, GbMediaTransport::kTcpListen);
  wish.host = "192.0.2.7";

  const auto stranger = bench.house.begin(wish);
  receiver.connect(stranger.port);
  CHECK(receiver.is_closed());
  CHECK(receiver.packets().empty());

  GbReceiver friendly(Kind::kTcpListen);
  const auto ready = bench.house.begin(bench.house.wish(friendly, GbMediaTransport::kTcpConnect));
  REQUIRE(friendly.accept());
  REQUIRE(friendly.wait_for_pictures(5));
  friendly.close_stream();
  const auto end = bench.house.next_end();
  REQUIRE(end);
  CHECK(end->first == ready.id);
  CHECK(end->second == GbMediaEnd::kPeerGone);
}

TEST_CASE("live_play: a receiver whose machine refuses datagrams for ten seconds is gone") {
  LiveBench bench(kAvcClip, 20);
  auto receiver = std::make_unique<GbReceiver>(Kind::kUdp);
  const auto ready = bench.house.begin(bench.house.wish(*receiver, GbMediaTransport::kUdp));
  REQUIRE(receiver->wait_for_pictures(5));
  receiver.reset();

  std::optional<std::pair<GbMediaId, GbMediaEnd>> end;
  const auto closed = bench.house.clock.now().ticks;
  while (!end && bench.house.clock.now().ticks - closed < 300s) {
    bench.clip.send(bench.house.stream, 1);
    end = bench.house.next_end(20ms);
    if (bench.house.stream.status().reader_count == 0) break;
  }

  REQUIRE(end);
  CHECK(end->first == ready.id);
  CHECK(end->second == GbMediaEnd::kPeerGone);
  CHECK(bench.house.clock.now().ticks - closed >= 10s);
}

TEST_CASE("live_play: a camera that comes back with another codec is told in a new map") {
  LiveBench bench;
  RecordedClip other(bench.folder, "hevc", kHevcClip, kClipNoon + 60s,
                     "testsrc2=s=640x360:r=25:d=2");
  GbReceiver receiver(Kind::kUdp);
  bench.house.begin(bench.house.wish(receiver, GbMediaTransport::kUdp));
  REQUIRE(receiver.wait_for_pictures(5));
  bench.clip.finish(bench.house.stream);
  REQUIRE(receiver.wait_for_pictures(75));
  receiver.forget();

  other.send(bench.house.stream, 50);
  REQUIRE(receiver.wait_for_pictures(49));

  const Decoding decoding = receiver.decoded(bench.folder);
  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == 49);
  CHECK(output_of("ffprobe -v error -show_entries stream=codec_name,width -of csv=p=0 " +
                  (bench.folder / "received.ps")) == "hevc,640\n");
}

TEST_CASE("live_play: without video for thirty seconds it ends, and no sooner") {
  LiveBench bench(kAvcClip, 50);
  GbReceiver receiver(Kind::kUdp);
  const auto ready = bench.house.begin(bench.house.wish(receiver, GbMediaTransport::kUdp));
  REQUIRE(receiver.wait_for_pictures(5));
  bench.clip.finish(bench.house.stream);
  const auto ended = bench.house.clock.now().ticks;

  const auto end = bench.house.next_end();

  REQUIRE(end);
  CHECK(end->first == ready.id);
  CHECK(end->second == GbMediaEnd::kNoVideo);
  CHECK(bench.house.clock.now().ticks - ended >= 29s);
}

TEST_CASE("live_play: who reads nothing loses pictures, and nobody else notices") {
  LiveBench bench(kAvcClip, 10);
  const TempFolder folder;
  // Noise: 15 MB, more than the sockets' buffers hold.
  RecordedClip heavy(folder, "heavy",
                     "-vf noise=alls=100:allf=t -c:v libx264 -preset ultrafast -qp 10 -bf 0 -g 25",
                     kClipNoon + 60s, "testsrc2=s=640x360:r=25:d=4");
  bench.clip.finish(bench.house.stream);
  heavy.send(bench.house.stream, 26);
  GbReceiver deaf(Kind::kTcpListen, 64 << 10);
  GbReceiver good(Kind::kTcpListen);
  const auto of_deaf = bench.house.begin(bench.house.wish(deaf, GbMediaTransport::kTcpConnect));
  REQUIRE(deaf.accept());
  bench.house.begin(bench.house.wish(good, GbMediaTransport::kTcpConnect));
  REQUIRE(good.accept());

  for (int count = 1; count <= 75; ++count) {
    REQUIRE(good.wait_for_pictures(count));
    heavy.send(bench.house.stream, 1);
  }

  const auto end = bench.house.next_end();
  REQUIRE(end);
  CHECK(end->first == of_deaf.id);
  CHECK(end->second == GbMediaEnd::kPeerGone);
  CHECK(good.decoded(bench.folder).frame_count == 75);
  // What was sent to the one who read nothing is what the kernel had room for.
  CHECK(bench.house.desk->figures().sent_bytes < 2 * good.program().size());
}

TEST_CASE("live_play: what a receiver reports is thrown away, on either port and connection") {
  LiveBench bench;
  const std::string report = std::string("\x80\xC9\x00\x01\x01\x02\x03\x04", 8);
  GbReceiver by_udp(Kind::kUdp);
  GbReceiver by_tcp(Kind::kTcpListen);
  const auto ready = bench.house.begin(bench.house.wish(by_udp, GbMediaTransport::kUdp));
  bench.house.begin(bench.house.wish(by_tcp, GbMediaTransport::kTcpConnect));
  REQUIRE(by_tcp.accept());

  for (int i = 0; i < 100; ++i) {
    by_udp.say(report, ready.port);
    by_udp.say(report, static_cast<std::uint16_t>(ready.port + 1));
    by_tcp.say(std::string(5'000, 'x'));
  }
  bench.clip.send(bench.house.stream, 20);

  CHECK(by_udp.wait_for_pictures(25));
  CHECK(by_tcp.wait_for_pictures(25));
  CHECK(bench.house.desk->figures().session_count == 2);
}

TEST_CASE("live_play: B pictures arrive in an order and with times that decode") {
  LiveBench bench("-c:v libx264 -preset veryfast -bf 2 -g 25");
  GbReceiver receiver(Kind::kUdp);
  bench.house.begin(bench.house.wish(receiver, GbMediaTransport::kUdp));
  REQUIRE(receiver.wait_for_pictures(5));
  bench.clip.finish(bench.house.stream);
  REQUIRE(receiver.wait_for_pictures(75));

  const Decoding decoding = receiver.decoded(bench.folder);

  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == 75);
  const auto dts = packet_values(bench.folder / "received.ps", "dts");
  const auto pts = packet_values(bench.folder / "received.ps", "pts");
  REQUIRE(dts.size() == 75);
  for (std::size_t i = 0; i < dts.size(); ++i) CHECK(dts[i] <= pts[i]);
}

TEST_CASE("live_play: ten platforms at one camera get the same packs, and each of them all") {
  LiveBench bench;
  std::deque<GbReceiver> receivers;
  for (int i = 0; i < 10; ++i) {
    receivers.emplace_back(Kind::kUdp);
    auto wish = bench.house.wish(receivers.back(), GbMediaTransport::kUdp);
    wish.platform = "platform " + std::to_string(i);
    wish.ssrc = static_cast<std::uint32_t>(1'000 + i);
    bench.house.begin(wish);
  }
  for (GbReceiver& receiver : receivers) REQUIRE(receiver.wait_for_pictures(5));

  for (int i = 0; i < 70; ++i) bench.clip.send(bench.house.stream, 1);

  for (std::size_t i = 0; i < receivers.size(); ++i) {
    REQUIRE(receivers[i].wait_for_pictures(75));
    CHECK(receivers[i].packets().front().ssrc == 1'000 + i);
    CHECK(receivers[i].program() == receivers[0].program());
  }
  CHECK(bench.house.stream.status().reader_count == 1);
}

TEST_CASE("live_play: who asks for a keyframe gets nothing twice, and nobody loses anything") {
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

TEST_CASE("live_play: a camera whose clock was set back sends no older times; that ends it") {
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

TEST_CASE("live_play: of a long group of pictures a newcomer gets a still, then the next group") {
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
