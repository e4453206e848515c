#include "hub/platform/gb_call.h"

#include <doctest/doctest.h>

#include "tests/support/bent.h"

using namespace sunhall;

namespace {

constexpr const char* kChannel = "42070400471320000001";

PlatformOptions options() {
  PlatformOptions made;
  made.id = "province";
  made.server_id = "42070000002000000001";
  made.channels = {
      {.camera = "cooking", .id = kChannel, .name = "烹饪区", .live = StreamKind::kSub}};
  return made;
}

std::string offer(const std::string& session, const std::string& times, const std::string& media,
                  const std::string& more) {
  return "v=0\r\no=42070000002000000001 0 0 IN IP4 192.0.2.80\r\ns=" + session +
         "\r\nu=" + std::string(kChannel) + ":0\r\nc=IN IP4 192.0.2.90\r\nt=" + times + "\r\n" +
         media + "\r\na=recvonly\r\na=rtpmap:96 PS/90000\r\n" + more;
}

constexpr const char* kUdp = "m=video 30000 RTP/AVP 96";
constexpr const char* kTcp = "m=video 30000 TCP/RTP/AVP 96";

/// The stream that goes up when a platform says so of a camera that has both.
GbCallPlan chosen(const std::string& line, const std::string& session = "Play") {
  PlatformOptions both = options();
  both.channels.at(0).live = StreamKind::kMain;
  both.channels.at(0).lets_choose = true;
  const std::string times = session == "Play" ? "0 0" : "1764460800 1764464400";
  return plan_call(both, kChannel, "application/sdp", offer(session, times, kUdp, line + "\r\n"),
                   77);
}

GbCallPlan plan(const std::string& body, const std::string& called = kChannel,
                const std::string& type = "APPLICATION/SDP") {
  return plan_call(options(), called, type, body, 77);
}

}  // namespace

TEST_CASE("call: live video takes the stream of the site file, the past the main one") {
  const GbCallPlan live = plan(offer("Play", "0 0", kUdp, "y=0200004321\r\n"));
  CHECK(live.refusal == 0);
  CHECK(live.channel == kChannel);
  CHECK(live.wish.kind == GbMediaKind::kPlay);
  CHECK(live.wish.stream == StreamKey{.camera = "cooking", .kind = StreamKind::kSub});
  CHECK(live.wish.host == "192.0.2.90");
  CHECK(live.wish.ssrc == 200'004'321);
  CHECK(live.wish.transport == GbMediaTransport::kUdp);

  const GbCallPlan past =
      plan(offer("Playback", "1764460800 1764464400", kUdp, "y=1200004321\r\n"));
  CHECK(past.refusal == 0);
  CHECK(past.wish.kind == GbMediaKind::kPlayback);
  CHECK(past.wish.stream.kind == StreamKind::kMain);
  CHECK(past.wish.to - past.wish.from == MediaTime(3'600 * 90'000LL));
}

TEST_CASE(
    "call: a platform chooses main or sub where the camera has both and nobody has settled it") {
  for (const char* line :
       {"a=streamnumber:1", "a=stream:1", "a=streamprofile:1", "a=streamMode:sub", "a=stream:sub",
        "a=streamprofile:0\r\na=streamnumber:1"}) {
    CAPTURE(line);
    CHECK(chosen(line).wish.stream.kind == StreamKind::kSub);
    CHECK(chosen(line).stream_number == 1);
    CHECK(plan(offer("Play", "0 0", kUdp, std::string(line) + "\r\n")).stream_number == 0);
  }
  for (const char* line : {"a=streamnumber:0", "a=streamMode:MAIN", "a=streamnumber:2",
                           "a=streamnumber:-1", "a=streamnumber:", "a=stream:x", ""}) {
    CAPTURE(line);
    CHECK(chosen(line).wish.stream.kind == StreamKind::kMain);
    CHECK(chosen(line).stream_number == 0);
  }
  CHECK(chosen("a=streamnumber:1", "Playback").wish.stream.kind == StreamKind::kMain);
  CHECK(chosen("a=streamnumber:1", "Playback").stream_number == 0);
  // The site file says sub, whatever is asked for.
  CHECK(plan(offer("Play", "0 0", kUdp, "a=streamnumber:0\r\n")).wish.stream.kind ==
        StreamKind::kSub);
}

TEST_CASE("call: over TCP we do the opposite of what the platform does") {
  const auto transport = [](const std::string& setup) {
    return plan(offer("Play", "0 0", kTcp, setup)).wish.transport;
  };
  CHECK(transport("a=setup:passive\r\na=connection:new\r\n") == GbMediaTransport::kTcpConnect);
  CHECK(transport("a=setup:active\r\n") == GbMediaTransport::kTcpListen);
  CHECK(transport("") == GbMediaTransport::kTcpConnect);
}

TEST_CASE("call: people are told which way the video goes") {
  const auto way = [](const std::string& media, const std::string& more) {
    return call_way(plan(offer("Play", "0 0", media, more)).offer, 30'004);
  };
  CHECK(way(kUdp, "") == "UDP 30004 → 192.0.2.90:30000");
  CHECK(way(kTcp, "a=setup:passive\r\n") == "TCP → 192.0.2.90:30000");
  CHECK(way(kTcp, "a=setup:active\r\n") == "TCP 30004 ← 192.0.2.90");
}

TEST_CASE("call: a platform without y= gets an SSRC of the domain's digits, live or past") {
  CHECK(plan(offer("Play", "0 0", kUdp, "")).wish.ssrc == 70'000 * 10'000U + 77);
  CHECK(plan(offer("Playback", "1764460800 1764464400", kUdp, "")).wish.ssrc ==
        1'000'000'000U + 70'000 * 10'000U + 77);
}

TEST_CASE("call: each thing that is wrong has its own status") {
  const std::string good = offer("Play", "0 0", kUdp, "");
  CHECK(plan(good, "42070400471320000999").refusal == 0);  // u= names the channel
  std::string stranger = good;
  stranger.replace(stranger.find("u=" + std::string(kChannel)), 22, "u=42070400471320000998");
  CHECK(plan(stranger, "42070400471320000999").refusal == 404);
  CHECK(plan("").refusal == 400);
  CHECK(plan(good, kChannel, "text/plain").refusal == 415);
  CHECK(plan(good, kChannel, "application/sdp;charset=utf-8").refusal == 0);
  CHECK(plan("nonsense").refusal == 400);
  CHECK(plan("nonsense").broke_format);
  CHECK(plan(offer("Talk", "0 0", kUdp, "")).refusal == 488);
  CHECK(plan(offer("Playback", "1764464400 1764460800", kUdp, "")).refusal >= 400);
}

TEST_CASE("call: the sender of a Subject is its first half") {
  CHECK(call_sender("42070400471320000001:0200004321,42070000002000000001:0") ==
        "42070400471320000001:0200004321");
  CHECK(call_sender("").empty());
  CHECK(call_sender("nonsense").empty());
}

TEST_CASE("call: offers cut anywhere and bent at random are planned or refused") {
  const std::string whole =
      offer("Download", "1764460800 1764464400", kTcp,
            "a=setup:active\r\na=downloadspeed:4\r\ny=1200004321\r\nf=v/2/6/25/1/4096a///\r\n");
  for (std::size_t size = 0; size < whole.size(); ++size) (void)plan(whole.substr(0, size));
  for (std::uint32_t seed = 0; seed < 2'000; ++seed) {
    const GbCallPlan bent = plan(bend(whole, seed));
    if (bent.refusal != 0) continue;
    CHECK(bent.wish.download_speed >= 1.0);
    CHECK(bent.wish.download_speed <= 8.0);
  }
}
