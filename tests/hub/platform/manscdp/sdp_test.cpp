#include "hub/platform/manscdp/sdp.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/bent.h"

using namespace sunhall;

namespace {

const std::string kLive =
    "v=0\r\no=42070400002000000001 0 0 IN IP4 192.0.2.7\r\ns=Play\r\nc=IN IP4 192.0.2.7\r\n"
    "t=0 0\r\nm=video 6000 RTP/AVP 96 98 97\r\na=recvonly\r\na=rtpmap:96 PS/90000\r\n"
    "a=rtpmap:98 H264/90000\r\na=rtpmap:97 MPEG4/90000\r\ny=0100000001\r\n"
    "f=v/2/6/25/1/4000a/1/8/1\r\n";

const std::string kPast =
    "v=0\r\no=42070400002000000001 0 0 IN IP4 192.0.2.7\r\ns=Playback\r\n"
    "u=42070400001320000001:0\r\nc=IN IP4 192.0.2.7\r\nt=1764460800 1764464400\r\n"
    "m=video 6002 TCP/RTP/AVP 96\r\na=setup:passive\r\na=connection:new\r\na=recvonly\r\n"
    "a=streamnumber:1\r\na=rtpmap:96 PS/90000\r\ny=1100000002\r\n";

std::string with(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

ErrorKind refusal(const std::string& text) {
  const auto offer = read_sdp_offer(text);
  REQUIRE_FALSE_MESSAGE(offer, text);
  return offer.error().kind;
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\r\n" + text).find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("sdp: a live offer is understood") {
  const auto offer = read_sdp_offer(kLive);

  REQUIRE(offer);
  CHECK(offer->owner == "42070400002000000001");
  CHECK(offer->session == SdpSession::kPlay);
  CHECK(offer->host == "192.0.2.7");
  CHECK(offer->port == 6000);
  CHECK(offer->transport == SdpTransport::kUdp);
  CHECK(offer->setup == SdpSetup::kNone);
  CHECK(offer->ps_payload_type == 96);
  CHECK(offer->ssrc == 100'000'001);
  CHECK_FALSE(offer->from);
}

TEST_CASE("sdp: an offer for the past has its channel, span and stream") {
  const auto offer = read_sdp_offer(kPast);

  REQUIRE(offer);
  CHECK(offer->session == SdpSession::kPlayback);
  CHECK(offer->channel == "42070400001320000001");
  CHECK(offer->from == WallTime(std::chrono::seconds(1'764'460'800)));
  CHECK(offer->to == WallTime(std::chrono::seconds(1'764'464'400)));
  CHECK(offer->transport == SdpTransport::kTcp);
  CHECK(offer->setup == SdpSetup::kPassive);
  CHECK(offer->stream_number == 1);
}

TEST_CASE("sdp: times that count from 1900 are the same times, and go back as they came") {
  const std::string ntp = with(kPast, "t=1764460800 1764464400", "t=3973449600 3973453200");

  const auto offer = read_sdp_offer(ntp);

  REQUIRE(offer);
  CHECK(offer->from == WallTime(std::chrono::seconds(1'764'460'800)));
  CHECK(has_line(
      write_sdp_answer(*offer,
                       {.channel = "4", .host = "192.0.2.1", .port = 9, .ssrc = 1, .format = {}}),
      "t=3973449600 3973453200"));
}

TEST_CASE("sdp: the media's address goes before the session's") {
  const auto offer =
      read_sdp_offer(with(kLive, "a=recvonly", "c=IN IP4 198.51.100.9\r\na=recvonly"));

  REQUIRE(offer);
  CHECK(offer->host == "198.51.100.9");
}

TEST_CASE("sdp: order, line ends, case and a missing y= do no harm") {
  std::string bare = kLive;
  std::erase(bare, '\r');
  bare = with(bare, "y=0100000001\n", "");
  bare = with(bare, "s=Play", "s=PLAY ");
  bare = with(bare, "c=IN IP4 192.0.2.7\n", "");
  bare += "c=IN IP4 192.0.2.7/127";

  const auto offer = read_sdp_offer(bare);

  REQUIRE(offer);
  CHECK_FALSE(offer->ssrc);
  CHECK(offer->session == SdpSession::kPlay);
  CHECK(offer->host == "192.0.2.7");
}

TEST_CASE("sdp: the program stream is found under whatever number it has") {
  const auto other =
      read_sdp_offer(with(with(kLive, "AVP 96 98", "AVP 98 100"), "rtpmap:96", "rtpmap:100"));
  const auto bare = read_sdp_offer(with(kPast, "a=rtpmap:96 PS/90000\r\n", ""));

  REQUIRE(other);
  CHECK(other->ps_payload_type == 100);
  REQUIRE(bare);
  CHECK(bare->ps_payload_type == 96);
}

TEST_CASE("sdp: a download has a speed, and only a possible one") {
  const std::string base = with(kPast, "s=Playback", "s=Download");

  CHECK(read_sdp_offer(with(base, "a=recvonly", "a=downloadspeed:4"))->download_speed == 4.0);
  CHECK(read_sdp_offer(with(base, "a=recvonly", "a=downloadspeed:4"))->session ==
        SdpSession::kDownload);
  for (const char* wrong : {"a=downloadspeed:0", "a=downloadspeed:-1", "a=downloadspeed:inf",
                            "a=downloadspeed:nan", "a=downloadspeed:"}) {
    CHECK_FALSE(read_sdp_offer(with(base, "a=recvonly", wrong))->download_speed);
  }
}

TEST_CASE("sdp: makers' own words for the smaller stream are known") {
  CHECK(read_sdp_offer(with(kLive, "a=recvonly", "a=streamprofile:1"))->stream_number == 1);
  CHECK(read_sdp_offer(with(kLive, "a=recvonly", "a=streamMode:SUB"))->stream_number == 1);
  CHECK(read_sdp_offer(with(kLive, "a=recvonly", "a=streamMode:MAIN"))->stream_number == 0);
  CHECK(read_sdp_offer(with(kLive, "a=recvonly", "a=stream:1"))->stream_number == 1);
  CHECK(read_sdp_offer(with(kLive, "a=recvonly", "a=stream:sub"))->stream_number == 1);
  CHECK_FALSE(read_sdp_offer(with(kLive, "a=recvonly", "a=streamMode:third"))->stream_number);
}

TEST_CASE("sdp: what is understood and cannot be done is unsupported") {
  for (const std::string& text :
       {with(kLive, "PS/90000", "JPEG/90000"), with(kLive, "m=video", "m=audio"),
        with(kLive, "s=Play", "s=Talk"), with(kLive, "RTP/AVP", "RTP/SAVP"),
        with(kLive, "a=recvonly", "a=sendonly"), with(kLive, "m=video 6000", "m=video 0"),
        with(kLive, "c=IN IP4 192.0.2.7", "c=IN IP4 media.example")}) {
    CHECK(refusal(text) == ErrorKind::kUnsupported);
  }
}

TEST_CASE("sdp: what is no session description is bad input") {
  for (const std::string& text :
       {std::string(), std::string("<Query/>"), with(kLive, "v=0\r\n", ""),
        with(kPast, "t=1764460800 1764464400", "t=1764464400 1764460800"),
        with(kPast, "t=1764460800 1764464400", "t=0 0"),
        with(kPast, "t=1764460800 1764464400", "t=now then"),
        with(kPast, "t=1764460800", "t=99999999999999999999"),
        with(kLive, "c=IN IP4 192.0.2.7\r\n", ""), std::string(kSdpBytesMax + 1, 'v')}) {
    CHECK(refusal(text) == ErrorKind::kBadInput);
  }
}

TEST_CASE("sdp: sound beside the picture changes nothing of the picture") {
  const auto offer = read_sdp_offer(kLive +
                                    "m=audio 7000 TCP/RTP/AVP 8\r\na=sendonly\r\na=setup:active\r\n"
                                    "c=IN IP4 203.0.113.1\r\n");

  REQUIRE(offer);
  CHECK(offer->port == 6000);
  CHECK(offer->host == "192.0.2.7");
  CHECK(offer->setup == SdpSetup::kNone);
}

TEST_CASE("sdp: the answer to a live offer has what platforms look for") {
  const auto offer = read_sdp_offer(kLive);
  const std::string answer = write_sdp_answer(*offer, {.channel = "42070400001320000001",
                                                       .host = "192.0.2.1",
                                                       .port = 20'000,
                                                       .ssrc = 100'000'001,
                                                       .format = sdp_format("h264", 1920, 1080)});

  CHECK(answer.starts_with("v=0\r\n"));
  for (const char* line : {"o=42070400001320000001 0 0 IN IP4 192.0.2.1", "s=Play",
                           "c=IN IP4 192.0.2.1", "t=0 0", "m=video 20000 RTP/AVP 96", "a=sendonly",
                           "a=rtpmap:96 PS/90000", "y=0100000001", "f=v/2/6///a///"}) {
    CHECK_MESSAGE(has_line(answer, line), line);
  }
  CHECK(answer.find("setup") == std::string::npos);
}

TEST_CASE("sdp: the answer says which stream goes up, in the offer's word, if the offer had one") {
  SdpAnswer ours{.channel = "4", .host = "192.0.2.1", .port = 9, .ssrc = 1, .format = {}};
  ours.stream_number = 1;
  const auto answer = [&](const std::string& lines) {
    return write_sdp_answer(*read_sdp_offer(with(kLive, "a=recvonly", lines)), ours);
  };
  const std::string all =
      "a=streamprofile:0\r\na=stream:0\r\na=streamnumber:1\r\na=streamMode:main";

  CHECK(has_line(answer("a=streamnumber:0"), "a=streamnumber:1"));
  CHECK(has_line(answer("a=stream:1"), "a=stream:1"));
  CHECK(has_line(answer("a=streamprofile:1"), "a=streamprofile:1"));
  CHECK(has_line(answer("a=streamMode:sub"), "a=streamMode:SUB"));
  CHECK(has_line(answer(all), "a=streamnumber:1"));
  CHECK(answer(all).find("streamprofile") == std::string::npos);
  CHECK(answer("a=recvonly").find("stream") == std::string::npos);
  ours.stream_number = 0;
  CHECK(has_line(answer("a=streamMode:sub"), "a=streamMode:MAIN"));
}

TEST_CASE("sdp: over TCP the answer takes the other part") {
  const SdpAnswer ours{.channel = "4", .host = "192.0.2.1", .port = 9, .ssrc = 1, .format = {}};
  const auto passive = read_sdp_offer(kPast);
  const auto active = read_sdp_offer(with(kPast, "setup:passive", "setup:active"));
  const auto silent = read_sdp_offer(with(kPast, "a=setup:passive\r\n", ""));

  CHECK(has_line(write_sdp_answer(*passive, ours), "a=setup:active"));
  CHECK(has_line(write_sdp_answer(*passive, ours), "m=video 9 TCP/RTP/AVP 96"));
  CHECK(has_line(write_sdp_answer(*active, ours), "a=setup:passive"));
  CHECK(has_line(write_sdp_answer(*silent, ours), "a=setup:active"));
}

TEST_CASE("sdp: a download's answer has its size") {
  const auto offer = read_sdp_offer(with(kPast, "s=Playback", "s=Download"));
  const std::string answer = write_sdp_answer(*offer, {.channel = "4",
                                                       .host = "2001:db8::1",
                                                       .port = 9,
                                                       .ssrc = 1,
                                                       .format = {},
                                                       .file_bytes = 77});

  CHECK(has_line(answer, "a=filesize:77"));
  CHECK(has_line(answer, "c=IN IP6 2001:db8::1"));
  CHECK(has_line(answer, "y=0000000001"));
  CHECK(has_line(answer, "t=1764460800 1764464400"));
}

TEST_CASE("sdp: what is not known of a stream leaves its slashes") {
  CHECK(sdp_format("", 0, 0) == "v/////a///");
  CHECK(sdp_format("hevc", 2560, 1440) == "v/5/2560x1440///a///");
}

TEST_CASE("sdp: an offer cut anywhere is refused or whole") {
  for (const std::string& whole : {kLive, kPast}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      const auto offer = read_sdp_offer(whole.substr(0, length));
      if (offer) CHECK(length > whole.find("AVP 9"));
    }
  }
}

TEST_CASE("sdp: whatever is offered, what is accepted can be answered") {
  for (const std::string& whole : {kLive, kPast}) {
    for (std::uint32_t seed = 0; seed < 4'000; ++seed) {
      const auto offer = read_sdp_offer(bend(whole, seed));
      if (!offer) {
        const bool is_known = offer.error().kind == ErrorKind::kBadInput ||
                              offer.error().kind == ErrorKind::kUnsupported;
        CHECK(is_known);
        continue;
      }
      CHECK(offer->port > 0);
      CHECK(offer->ps_payload_type >= 0);
      CHECK(offer->ps_payload_type <= 127);
      const std::string answer = write_sdp_answer(
          *offer, {.channel = "4", .host = "192.0.2.1", .port = 9, .ssrc = 1, .format = {}});
      CHECK(std::count(answer.begin(), answer.end(), '\n') ==
            std::count(answer.begin(), answer.end(), '\r'));
    }
  }
}
