#include "hub/platform/platform_desk.h"

#include <doctest/doctest.h>

#include "tests/hub/platform/joined_home.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;
using Over = ScriptedPlatform::Over;

TEST_CASE("platform desk: it registers with a password, over UDP and over one TCP connection") {
  for (const Over over : {Over::kUdp, Over::kTcp}) {
    JoinedHome home(over);
    const std::string last = home.platform.registers();

    CHECK(last.starts_with("REGISTER sip:42070000002000000001@4207000000 SIP/2.0\r\n"));
    CHECK(header_of(last, "Authorization").find("uri=\"sip:42070000002000000001@4207000000\"") !=
          std::string::npos);
    CHECK(header_of(last, "Authorization").find("12345678") == std::string::npos);
    CHECK(header_of(last, "X-GB-Ver") == "3.0");
    CHECK(header_of(last, "Expires") == "3600");
    CHECK(header_of(last, "CSeq") == "2 REGISTER");
    REQUIRE(home.until_state(PlatformLinkState::kRegistered));
    CHECK(home.figures().version == "3.0");
    CHECK(home.figures().clock_drift.has_value());
    CHECK(home.figures().register_count == 1);
    CHECK(home.figures().trouble.empty());
  }
}

TEST_CASE(
    "platform desk: a keepalive follows the registration, and one that is unknown renews it") {
  JoinedHome home;
  home.platform.registers();
  const std::string keepalive = home.platform.expect("keepalive");
  CHECK(body_of(keepalive).find("<Status>OK</Status>") != std::string::npos);
  home.platform.answer(keepalive, "403 Forbidden");
  home.platform.registers();
  REQUIRE(home.until([&] { return home.figures().register_count == 2; }));
  CHECK(home.figures().lost_count == 1);
}

TEST_CASE("platform desk: a wrong password is told, and not tried again at once") {
  JoinedHome home(Over::kUdp);
  home.platform.answer(home.platform.expect("REGISTER "), "401 Unauthorized",
                       "WWW-Authenticate: Digest realm=\"r\",nonce=\"n\"\r\n");
  home.platform.answer(home.platform.expect("REGISTER "), "403 Forbidden");
  REQUIRE(home.until_state(PlatformLinkState::kRefused));
  CHECK(home.figures().trouble.find("403") != std::string::npos);
  CHECK(home.platform.receive(1'500ms).empty());
}

TEST_CASE("platform desk: a digest that is not known is told in words, and the password kept") {
  JoinedHome home(Over::kUdp);
  home.platform.answer(home.platform.expect("REGISTER "), "401 Unauthorized",
                       "WWW-Authenticate: Digest realm=\"r\",nonce=\"n\",algorithm=SM3\r\n");
  REQUIRE(home.until_state(PlatformLinkState::kRefused));
  CHECK(home.figures().trouble == "the platform wants a digest other than MD5 and SHA-256");
}

TEST_CASE("platform desk: a cut connection and a restarted platform are registered with again") {
  for (const Over over : {Over::kTcp, Over::kUdp}) {
    JoinedHome home(over);
    home.platform.registers();
    REQUIRE(home.until_state(PlatformLinkState::kRegistered));
    if (over == Over::kTcp) {
      home.platform.cut();
      home.platform.registers();
      REQUIRE(home.until([&] { return home.figures().register_count == 2; }));
    }
    home.platform.stop();
    if (over == Over::kTcp) REQUIRE(home.until_state(PlatformLinkState::kLost));
    home.platform.start();
    if (over == Over::kUdp) {
      // Its keepalive is repeated until somebody is there, who does not know it.
      home.platform.answer(home.platform.expect("keepalive"), "404 Not Found");
    }
    home.platform.registers();
    REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  }
}

TEST_CASE("platform desk: a redirect leads to another server, and back when that one dies") {
  ScriptedPlatform other(Over::kUdp);
  JoinedHome home(Over::kUdp);
  home.platform.answer(
      home.platform.expect("REGISTER "), "302 Moved Temporarily",
      "Contact: <sip:42070000002000000009@127.0.0.1:" + std::to_string(other.port()) + ">\r\n");
  const std::string there = other.registers();
  CHECK(there.starts_with("REGISTER sip:42070000002000000009@4207000000 "));
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  const std::string keepalive = other.expect("keepalive");
  CHECK(keepalive.starts_with("MESSAGE sip:42070000002000000009@4207000000 "));
  CHECK(header_of(keepalive, "To") == "<sip:42070000002000000009@4207000000>");
  other.answer(keepalive, "500 Server Internal Error");
  const std::string back = home.platform.registers();
  CHECK(back.starts_with("REGISTER sip:" + std::string(kServerId) + "@4207000000 "));
  REQUIRE(home.until([&] { return home.figures().register_count == 2; }));
}

TEST_CASE("platform desk: it unregisters when it ends, with the password, within two seconds") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  std::string last;
  std::thread ending([&] { home.desk.reset(); });
  const std::string leave = home.platform.expect("REGISTER ");
  home.platform.answer(leave, "401 Unauthorized",
                       "WWW-Authenticate: Digest realm=\"r\",nonce=\"n2\"\r\n");
  last = home.platform.expect("REGISTER ");
  home.platform.answer(last, "200 OK");
  ending.join();
  CHECK(header_of(leave, "Expires") == "0");
  CHECK(header_of(last, "Expires") == "0");
  CHECK(header_of(last, "Authorization").find("nonce=\"n2\"") != std::string::npos);

  JoinedHome silent(Over::kUdp);
  silent.platform.registers();
  REQUIRE(silent.until_state(PlatformLinkState::kRegistered));
  const auto began = std::chrono::steady_clock::now();
  silent.desk.reset();
  CHECK(std::chrono::steady_clock::now() - began < 3s);
}

TEST_CASE("platform desk: a port that a NAT changes is told in a new registration") {
  JoinedHome home(Over::kUdp);
  home.platform.rport = "45678";
  const std::string last = home.platform.registers();
  CHECK(header_of(last, "Contact") == "<sip:42070400471180000001@127.0.0.1:45678>");
}

TEST_CASE("platform desk: a NAT that changes its mind later is seen in an answer and told, too") {
  JoinedHome home(Over::kUdp, {}, 10);
  home.platform.rport = "45678";
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  home.platform.rport = "50000";
  home.platform.answer(home.platform.expect("keepalive"), "200 OK");
  const std::string renewed = home.platform.registers();
  CHECK(header_of(renewed, "Contact") == "<sip:42070400471180000001@127.0.0.1:50000>");
  CHECK(home.figures().lost_count == 0);
}

TEST_CASE("platform desk: two platforms are served at once, each under its own numbers") {
  ScriptedPlatform one(Over::kUdp);
  ScriptedPlatform two(Over::kTcp);
  SystemClock clock;
  TempFolder folder;
  PlatformOptions second = sample_platform(Over::kTcp, two.port());
  second.id = "city";
  second.device_id = second.user = "42070400471110000009";
  auto desk = PlatformDesk::open({sample_platform(Over::kUdp, one.port()), second},
                                 {.clock = clock,
                                  .media = {.clock = clock, .live = {}, .store = folder.path()},
                                  .version = "test",
                                  .make_media =
                                      [](GbMediaDesk::OnEnd on_end) {
                                        return std::make_unique<FakeMedia>(std::move(on_end));
                                      }},
                                 sample_house());
  REQUIRE(desk);
  CHECK(one.registers().find("sip:42070400471180000001@") != std::string::npos);
  CHECK(two.registers().find("sip:42070400471110000009@") != std::string::npos);
  CHECK((*desk)->figures().size() == 2);
  CHECK((*desk)->figures()[1].id == "city");
}

TEST_CASE("platform desk: a UDP port that is taken is said at once") {
  ScriptedPlatform taken(Over::kUdp);
  SystemClock clock;
  TempFolder folder;
  PlatformOptions options = sample_platform(Over::kUdp, 5'060);
  options.local_port = taken.port();
  const auto desk =
      PlatformDesk::open({options},
                         {.clock = clock,
                          .media = {.clock = clock, .live = {}, .store = folder.path()},
                          .version = "test",
                          .make_media =
                              [](GbMediaDesk::OnEnd on_end) {
                                return std::make_unique<FakeMedia>(std::move(on_end));
                              }},
                         sample_house());
  // The scripted platform holds 127.0.0.1 only; binding to all addresses is refused all the same.
  REQUIRE_FALSE(desk);
  CHECK(desk.error().kind == ErrorKind::kBadInput);
}
