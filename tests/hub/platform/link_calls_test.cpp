#include "hub/platform/link_calls.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/hub/platform/joined_home.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;
using Over = ScriptedPlatform::Over;

namespace {

bool has(const std::vector<std::string>& log, const std::string& what) {
  return std::find(log.begin(), log.end(), what) != log.end();
}

class Called : public JoinedHome {
 public:
  explicit Called(Over over = Over::kTcp, int factor = 1) : JoinedHome(over, {}, factor) {
    platform.registers();
    REQUIRE(until_state(PlatformLinkState::kRegistered));
  }
  bool logged(const std::string& what) {
    return until([&] { return has(media->log(), what); });
  }
};

}  // namespace

TEST_CASE("link calls: video is sent after the ACK, and ends with the BYE") {
  for (const Over over : {Over::kTcp, Over::kUdp}) {
    Called home(over);
    home.platform.send(home.make_invite("call-a", JoinedHome::offer(), "a:1"));
    home.platform.expect("SIP/2.0 100");
    const std::string ok = home.platform.expect("SIP/2.0 200");
    CHECK(body_of(ok).find("y=0200004321") != std::string::npos);
    CHECK(body_of(ok).find("a=sendonly") != std::string::npos);
    CHECK(body_of(ok).find("m=video 40000 ") != std::string::npos);
    CHECK_FALSE(has(home.media->log(), "start 1"));
    const std::string to = header_of(ok, "To");
    const std::string tag = to.substr(to.find(";tag=") + 5);

    home.platform.send(home.platform.make_in("ACK", kChannelId, "call-a", "1", tag));
    REQUIRE(home.logged("start 1"));
    CHECK(home.figures().session_count == 1);
    const GbMediaWish wish = home.media->wishes().at(0);
    CHECK(wish.ssrc == 200'004'321);
    CHECK(wish.host == "127.0.0.1");
    CHECK(wish.port == 30'000);

    home.platform.send(home.platform.make_in("BYE", kChannelId, "call-a", "2", tag));
    home.platform.expect("SIP/2.0 200");
    REQUIRE(home.logged("stop 1"));
    CHECK(home.until([&] { return home.figures().session_count == 0; }));
  }
}

TEST_CASE("link calls: a platform that leaves our tag out is understood all the same") {
  Called home;
  home.platform.send(home.make_invite("call-t", JoinedHome::offer(), "a:1"));
  home.platform.expect("SIP/2.0 200");
  home.platform.send(home.platform.make_in("ACK", kChannelId, "call-t", "1", ""));
  REQUIRE(home.logged("start 1"));
  home.platform.send(home.platform.make_in("BYE", kChannelId, "call-t", "2", ""));
  home.platform.expect("SIP/2.0 200");
  REQUIRE(home.logged("stop 1"));
}

TEST_CASE("link calls: what cannot be sent is refused with its own status") {
  Called home;
  const auto status = [&](const std::string& invite) {
    home.platform.send(invite);
    home.platform.expect("SIP/2.0 100");
    return home.platform.expect("SIP/2.0 ").substr(8, 3);
  };
  CHECK(status(home.make_invite("c1", JoinedHome::offer(), "a:1", "1", "42070400471320000999")) ==
        "404");
  CHECK(status(home.make_invite("c2", "v=0\r\n", "a:1")) == "400");
  std::string talk = JoinedHome::offer("Talk");
  CHECK(status(home.make_invite("c3", talk, "a:1")) == "488");
  CHECK(status(home.platform.make_in("INVITE", kChannelId, "c4", "1", "",
                                     "Content-Type: text/plain\r\n", "v=0\r\n")) == "415");
  for (const auto& [kind, wanted] :
       {std::pair(ErrorKind::kUnavailable, "480"), std::pair(ErrorKind::kExhausted, "486"),
        std::pair(ErrorKind::kUnsupported, "404")}) {
    home.media->refuse(kind);
    CHECK(status(home.make_invite("c-" + std::string(wanted), JoinedHome::offer(), "a:1")) ==
          wanted);
  }
  CHECK(home.figures().session_count == 0);
}

TEST_CASE("link calls: an INVITE that is cancelled is let go, also when video comes too late") {
  Called home;
  home.media->hold();
  const std::string invite = home.make_invite("call-c", JoinedHome::offer(), "a:1");
  home.platform.send(invite);
  home.platform.expect("SIP/2.0 100");
  std::string cancel = invite;
  cancel.replace(0, 6, "CANCEL");
  cancel.replace(cancel.find("1 INVITE"), 8, "1 CANCEL");
  home.platform.send(cancel);
  const std::string first = home.platform.expect("SIP/2.0 ");
  const std::string second = home.platform.expect("SIP/2.0 ");
  CHECK((first + second).find("SIP/2.0 200 OK") != std::string::npos);
  CHECK((first + second).find("SIP/2.0 487") != std::string::npos);
  home.media->release();
  REQUIRE(home.logged("stop 1"));
  CHECK(home.media->live_count() == 0);
}

TEST_CASE("link calls: a BYE before the answer ends the INVITE, too") {
  Called home;
  home.media->hold();
  home.platform.send(home.make_invite("call-b", JoinedHome::offer(), "a:1"));
  home.platform.expect("SIP/2.0 100");
  home.platform.send(home.platform.make_in("BYE", kChannelId, "call-b", "2", ""));
  home.platform.expect("SIP/2.0 200");
  CHECK(header_of(home.platform.expect("SIP/2.0 487"), "CSeq") == "1 INVITE");
  home.media->release();
  REQUIRE(home.logged("stop 1"));
}

TEST_CASE("link calls: an INVITE that comes on two ways is answered on both") {
  Called home;
  home.media->hold();
  const std::string first = home.make_invite("call-m", JoinedHome::offer(), "a:1");
  home.platform.send(first);
  home.platform.expect("SIP/2.0 100");
  home.platform.send(home.make_invite("call-m", JoinedHome::offer(), "a:1"));
  home.platform.expect("SIP/2.0 482");
  home.media->release();
  const std::string via = header_of(first, "Via");
  CHECK(
      header_of(home.platform.expect("SIP/2.0 200"), "Via").find(via.substr(via.find("branch="))) !=
      std::string::npos);
}

TEST_CASE("link calls: over UDP an ACK that does not know our tag starts nothing") {
  Called home(Over::kUdp);
  home.platform.send(home.make_invite("call-n", JoinedHome::offer(), "a:1"));
  home.platform.expect("SIP/2.0 200");
  home.platform.send(home.platform.make_in("ACK", kChannelId, "call-n", "1", ""));
  home.platform.send(home.platform.make_in("INFO", kChannelId, "call-n", "2", "",
                                           "Content-Type: Application/MANSRTSP\r\n",
                                           "PAUSE RTSP/1.0\r\nCSeq: 2\r\n\r\n"));
  home.platform.expect("SIP/2.0 481");
  CHECK(home.media->log() == std::vector<std::string>{"prepare cooking"});
  home.platform.send(home.platform.make_in("BYE", kChannelId, "call-n", "3", ""));
  REQUIRE(home.logged("stop 1"));
}

TEST_CASE("link calls: who has not let us register calls for nothing") {
  JoinedHome home;
  home.platform.expect("REGISTER ");
  home.platform.send(home.make_invite("call-o", JoinedHome::offer(), "a:1"));
  home.platform.expect("SIP/2.0 480");
  CHECK(home.media->wishes().empty());
}

TEST_CASE("link calls: over TCP a 200 says in its Contact where to ask next") {
  Called home;
  home.platform.send(home.make_invite("call-p", JoinedHome::offer(), "a:1"));
  CHECK(header_of(home.platform.expect("SIP/2.0 200"), "Contact").ends_with(";transport=tcp>"));
}

TEST_CASE("link calls: a 200 that is not acknowledged is repeated over UDP") {
  Called home(Over::kUdp);
  const std::string invite = home.make_invite("call-d", JoinedHome::offer(), "a:1");
  home.platform.send(invite);
  const std::string ok = home.platform.expect("SIP/2.0 200");
  CHECK(home.platform.expect("SIP/2.0 200") == ok);
  // An INVITE that is repeated gets the same answer, and no second session.
  home.platform.send(invite);
  CHECK(home.platform.expect("SIP/2.0 200") == ok);
  CHECK(home.media->wishes().size() == 1);
}

TEST_CASE("link calls: a call that is never acknowledged is ended after 32 seconds") {
  Called home(Over::kUdp, 10);
  home.platform.send(home.make_invite("call-lost", JoinedHome::offer(), "a:1"));
  home.platform.expect("SIP/2.0 200");
  const auto began = std::chrono::steady_clock::now();
  const std::string bye = home.platform.expect("BYE ");
  CHECK(header_of(bye, "Call-ID") == "call-lost");
  CHECK(std::chrono::steady_clock::now() - began > 2s);
  CHECK_FALSE(has(home.media->log(), "start 1"));
  CHECK(home.until([&] { return home.media->live_count() == 0; }));
  CHECK(home.until([&] { return home.figures().session_count == 0; }));
}

TEST_CASE("link calls: the same stream once more releases the old one") {
  Called home;
  home.calls("call-e", "a:7");
  REQUIRE(home.logged("start 1"));
  home.platform.send(home.make_invite("call-f", JoinedHome::offer(), "a:7"));
  const std::string bye = home.platform.expect("BYE ");
  CHECK(header_of(bye, "Call-ID") == "call-e");
  home.platform.answer(bye, "200 OK");
  REQUIRE(home.logged("stop 1"));
  CHECK(home.until([&] { return home.figures().session_count == 1; }));
  home.platform.expect("SIP/2.0 200");
  home.calls("call-g", "a:8");
  CHECK(home.until([&] { return home.figures().session_count == 2; }));
  // Live and the past under the same number are two streams.
  home.calls("call-past", "a:8", JoinedHome::offer("Playback", "1764460800 1764464400"));
  CHECK(home.until([&] { return home.figures().session_count == 3; }));
}

TEST_CASE("link calls: a playback is steered by INFO and its end is told") {
  Called home;
  const std::string tag =
      home.calls("call-h", "a:1", JoinedHome::offer("Playback", "1764460800 1764464400"));
  REQUIRE(home.logged("start 1"));
  CHECK(home.media->wishes().at(0).kind == GbMediaKind::kPlayback);
  home.platform.send(home.platform.make_in("INFO", kChannelId, "call-h", "2", tag,
                                           "Content-Type: Application/MANSRTSP\r\n",
                                           "PAUSE RTSP/1.0\r\nCSeq: 2\r\nPauseTime: now\r\n\r\n"));
  const std::string ok = home.platform.expect("SIP/2.0 200");
  CHECK(body_of(ok).starts_with("RTSP/1.0 200"));
  CHECK(has(home.media->log(), "order 1 pause"));

  home.media->end(1, GbMediaEnd::kFinished);
  const std::string status = home.platform.expect("MESSAGE ");
  CHECK(status.find("<NotifyType>121</NotifyType>") != std::string::npos);
  CHECK(header_of(status, "Call-ID") == "call-h");
  CHECK(header_of(status, "From").find(tag) != std::string::npos);
  home.platform.answer(status, "200 OK");
  home.platform.send(home.platform.make_in("BYE", kChannelId, "call-h", "3", tag));
  home.platform.expect("SIP/2.0 200");
  CHECK(home.until([&] { return home.figures().session_count == 0; }));
}

TEST_CASE("link calls: a playback whose platform never says BYE is ended after ten seconds") {
  Called home(Over::kTcp, 4);
  home.calls("call-i", "a:1", JoinedHome::offer("Playback", "1764460800 1764464400"));
  REQUIRE(home.logged("start 1"));
  home.media->end(1, GbMediaEnd::kFinished);
  home.platform.answer(home.platform.expect("MESSAGE "), "200 OK");
  const std::string bye = home.platform.expect("BYE ");
  CHECK(header_of(bye, "Call-ID") == "call-i");
  CHECK(home.until([&] { return home.media->live_count() == 0; }));
}

TEST_CASE("link calls: a seek after the end plays on without a BYE, and tells its end again") {
  Called home(Over::kTcp, 4);
  const std::string tag =
      home.calls("call-q", "a:1", JoinedHome::offer("Playback", "1764460800 1764464400"));
  REQUIRE(home.logged("start 1"));
  home.media->end(1, GbMediaEnd::kFinished);
  home.platform.answer(home.platform.expect("MESSAGE "), "200 OK");
  home.platform.send(home.platform.make_in("INFO", kChannelId, "call-q", "2", tag,
                                           "Content-Type: Application/MANSRTSP\r\n",
                                           "PLAY RTSP/1.0\r\nCSeq: 2\r\nRange: npt=60-\r\n\r\n"));
  home.platform.expect("SIP/2.0 200");
  const Ticks sought_at = home.clock.now().ticks;
  REQUIRE(home.until([&] { return home.clock.now().ticks > sought_at + kByeMax + 2s; }));
  CHECK(home.figures().session_count == 1);
  home.media->end(1, GbMediaEnd::kFinished);
  CHECK(home.platform.expect("MESSAGE ").find("<NotifyType>121</NotifyType>") != std::string::npos);
}

TEST_CASE("link calls: a TEARDOWN that no BYE follows is ended after ten seconds") {
  Called home(Over::kTcp, 4);
  const std::string tag =
      home.calls("call-r", "a:1", JoinedHome::offer("Playback", "1764460800 1764464400"));
  home.platform.send(home.platform.make_in("INFO", kChannelId, "call-r", "2", tag,
                                           "Content-Type: Application/MANSRTSP\r\n",
                                           "TEARDOWN RTSP/1.0\r\nCSeq: 2\r\n\r\n"));
  home.platform.expect("SIP/2.0 200");
  CHECK(header_of(home.platform.expect("BYE "), "Call-ID") == "call-r");
  CHECK(home.until([&] { return home.media->live_count() == 0; }));
}

TEST_CASE("link calls: a receiver that is gone is told by BYE") {
  Called home;
  home.calls("call-j", "a:1");
  REQUIRE(home.logged("start 1"));
  home.media->end(1, GbMediaEnd::kPeerGone);
  home.platform.answer(home.platform.expect("BYE "), "200 OK");
  CHECK(home.until([&] { return home.figures().session_count == 0; }));
}

TEST_CASE("link calls: sessions end with the link, and no sooner than it") {
  Called home;
  home.calls("call-k", "a:1");
  home.calls("call-l", "a:2");
  REQUIRE(home.logged("start 2"));
  home.platform.cut();
  CHECK(home.until([&] { return home.media->live_count() == 0; }));
  CHECK(home.until([&] { return home.figures().session_count == 0; }));
}

TEST_CASE("link calls: twenty restarts in the midst of calls leave no session and no descriptor") {
  Called home(Over::kTcp, 20);
  const auto descriptors = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  };
  const auto before = descriptors();
  for (int i = 1; i <= 20; ++i) {
    CAPTURE(i);
    home.calls("call-" + std::to_string(i), "a:" + std::to_string(i));
    home.media->hold();
    home.platform.send(home.make_invite("half-" + std::to_string(i), JoinedHome::offer(), "b:1"));
    REQUIRE(home.until([&] { return home.figures().session_count == 2; }));
    home.platform.stop();
    REQUIRE(home.until_state(PlatformLinkState::kLost));
    home.media->release();
    REQUIRE(home.until([&] { return home.media->live_count() == 0; }));
    CHECK(home.until([&] { return home.figures().session_count == 0; }));
    home.platform.start();
    home.platform.registers();
    REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  }
  CHECK(home.figures().lost_count == 20);
  CHECK(descriptors() == before);
}

TEST_CASE("link calls: more sessions than the limit are refused as busy") {
  Called home;
  for (std::size_t i = 0; i < kGbSessionsPerPlatformMax; ++i) {
    home.calls("call-" + std::to_string(i), "a:" + std::to_string(i + 1));
  }
  home.platform.send(home.make_invite("one-more", JoinedHome::offer(), "a:999"));
  home.platform.expect("SIP/2.0 486");
  CHECK(home.until([&] { return home.figures().busy_call_count == 1; }));
}

TEST_CASE("link calls: a call that finds no media port is refused as busy, and counted") {
  const PortRange range{.first = 30'000, .last = 30'003};
  JoinedHome home(Over::kTcp, [&](PlatformOptions& options) { options.media_ports = range; });
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  home.media->refuse(ErrorKind::kExhausted);

  home.platform.send(home.make_invite("call-a", JoinedHome::offer(), "a:1"));

  home.platform.expect("SIP/2.0 486");
  CHECK(home.until([&] { return home.figures().busy_call_count == 1; }));
  CHECK(home.media->wishes().at(0).own_ports == range);
}
