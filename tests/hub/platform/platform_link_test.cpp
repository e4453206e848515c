#include "hub/platform/platform_link.h"

#include <doctest/doctest.h>

#include "tests/hub/platform/joined_home.h"
#include "tests/support/bent.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;
using Over = ScriptedPlatform::Over;

namespace {

constexpr const char* kAllAlarms =
    "<StartAlarmPriority>0</StartAlarmPriority><EndAlarmPriority>0</EndAlarmPriority>"
    "<AlarmMethod>0</AlarmMethod>";

std::string subscribe(ScriptedPlatform& platform, const std::string& cmd_type,
                      const std::string& expires, const std::string& to_tag = "",
                      const std::string& cseq = "1", const std::string& filter = kAllAlarms) {
  return platform.make_in("SUBSCRIBE", kDeviceId, "sub-" + cmd_type, cseq, to_tag,
                          "Event: " + cmd_type + ";id=7\r\nExpires: " + expires +
                              "\r\nContent-Type: Application/MANSCDP+xml\r\n",
                          "<?xml version=\"1.0\"?>\r\n<Query><CmdType>" + cmd_type +
                              "</CmdType><SN>5</SN><DeviceID>" + std::string(kDeviceId) +
                              "</DeviceID>" + (cmd_type == "Alarm" ? filter : "") + "</Query>\r\n");
}

}  // namespace

TEST_CASE("platform link: a query is acknowledged at once and answered in messages, in order") {
  JoinedHome home(Over::kUdp);
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  home.platform.send(home.platform.make_query("Catalog", kDeviceId));
  home.platform.send(home.platform.make_query("DeviceInfo", kDeviceId));

  home.platform.expect("SIP/2.0 200 OK");
  home.platform.expect("SIP/2.0 200 OK");
  const std::string catalog = home.platform.expect("MESSAGE ");
  CHECK(catalog.find("<CmdType>Catalog</CmdType>") != std::string::npos);
  CHECK(catalog.find("<SN>17</SN>") != std::string::npos);
  CHECK(catalog.find(kChannelId) != std::string::npos);
  // The next one only after the 200 OK: what comes before is a repetition.
  const std::string again = home.platform.expect("MESSAGE ");
  CHECK(again == catalog);
  home.platform.answer(catalog, "200 OK");
  std::string info = home.platform.expect("MESSAGE ");
  while (info == catalog) info = home.platform.expect("MESSAGE ");
  CHECK(info.find("<CmdType>DeviceInfo</CmdType>") != std::string::npos);
  home.platform.answer(info, "200 OK");
}

TEST_CASE("platform link: over UDP hundreds of answers in a few seconds all arrive") {
  JoinedHome home(Over::kUdp);
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  for (std::size_t i = 0; i < 2 * kSipAskedMax; ++i) {
    CAPTURE(i);
    home.platform.send(home.platform.make_query("DeviceInfo", kDeviceId));
    home.platform.expect("SIP/2.0 200 OK");
    const std::string info = home.platform.expect("MESSAGE ");
    REQUIRE(info.find("<CmdType>DeviceInfo</CmdType>") != std::string::npos);
    home.platform.answer(info, "200 OK");
  }
  CHECK(home.figures().dropped_body_count == 0);
}

TEST_CASE("platform link: recordings of an empty store are listed as none, not with silence") {
  JoinedHome home;
  home.platform.registers();
  home.platform.send(home.platform.make_query(
      "RecordInfo", kChannelId,
      "<StartTime>2026-11-29T00:00:00</StartTime><EndTime>2026-11-29T12:00:00</EndTime>"));
  const std::string list = home.platform.expect("MESSAGE ");
  CHECK(list.find("<SumNum>0</SumNum>") != std::string::npos);
  home.platform.answer(list, "200 OK");
}

TEST_CASE("platform link: other methods get their answer, and a broken body is counted") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  home.platform.send(home.platform.make("OPTIONS", kDeviceId));
  CHECK(header_of(home.platform.expect("SIP/2.0 200"), "Allow").find("INVITE") !=
        std::string::npos);
  home.platform.send(home.platform.make("PUBLISH", kDeviceId));
  CHECK(header_of(home.platform.expect("SIP/2.0 405"), "Allow").find("MESSAGE") !=
        std::string::npos);
  home.platform.send(home.platform.make("MESSAGE", kDeviceId, "", "<Query><Cmd"));
  home.platform.expect("SIP/2.0 400");
  home.platform.send(home.platform.make("BYE", kDeviceId));
  home.platform.expect("SIP/2.0 481");
  REQUIRE(home.until([&] { return home.figures().refused_message_count == 1; }));
}

TEST_CASE(
    "platform answers: a subscription is told what is amiss, then each change, then its end") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  home.platform.send(subscribe(home.platform, "Catalog", "3600"));
  const std::string ok = home.platform.expect("SIP/2.0 200");
  CHECK(header_of(ok, "Expires") == "3600");
  CHECK(body_of(ok).find("<Result>OK</Result>") != std::string::npos);
  const std::string to = header_of(ok, "To");
  const std::string tag = to.substr(to.find(";tag=") + 5);

  const std::string first = home.platform.expect("NOTIFY ");
  CHECK(header_of(first, "Event") == "Catalog;id=7");
  home.platform.answer(first, "200 OK");

  home.desk->note(sample_house(CameraState::kLost), {});
  const std::string changed = home.platform.expect("NOTIFY ");
  CHECK(header_of(changed, "Event") == "Catalog;id=7");
  CHECK(header_of(changed, "Subscription-State").starts_with("active;expires="));
  CHECK(header_of(changed, "From").find(tag) != std::string::npos);
  CHECK(changed.find(kChannelId) != std::string::npos);
  home.platform.answer(changed, "200 OK");

  home.platform.send(subscribe(home.platform, "Catalog", "0", tag, "2"));
  home.platform.expect("SIP/2.0 200");
  const std::string last = home.platform.expect("NOTIFY ");
  CHECK(header_of(last, "Subscription-State").starts_with("terminated"));
  home.platform.answer(last, "200 OK");

  home.platform.send(subscribe(home.platform, "Catalog", "60", "stranger", "3"));
  home.platform.expect("SIP/2.0 481");
  home.platform.send(subscribe(home.platform, "MobilePosition", "60"));
  home.platform.expect("SIP/2.0 489");
}

TEST_CASE("platform link: a camera that is lost is told in the next keepalive, at once") {
  JoinedHome home;
  home.platform.registers();
  home.platform.answer(home.platform.expect("keepalive"), "200 OK");
  home.desk->note(sample_house(CameraState::kLost), {});
  const std::string keepalive = home.platform.expect("keepalive");
  CHECK(keepalive.find("<Status>ERROR</Status>") != std::string::npos);
  CHECK(keepalive.find(kChannelId) != std::string::npos);
}

TEST_CASE("platform link: UDP from another address than the platform's is dropped and counted") {
  JoinedHome home(Over::kUdp, [](PlatformOptions& options) { options.local_port = 0; });
  const std::string last = home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  const std::string contact = header_of(last, "Contact");
  const std::size_t colon = contact.rfind(':');
  const auto port = static_cast<std::uint16_t>(std::stoul(contact.substr(colon + 1)));

  const Fd stranger(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in from{};
  from.sin_family = AF_INET;
  ::inet_pton(AF_INET, "127.0.0.3", &from.sin_addr);
  REQUIRE(::bind(stranger.get(), reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string query = home.platform.make_query("Catalog", kDeviceId);
  ::sendto(stranger.get(), query.data(), query.size(), 0, reinterpret_cast<const sockaddr*>(&to),
           sizeof to);

  REQUIRE(home.until([&] { return home.figures().refused_message_count == 1; }));
  pollfd waiting{stranger.get(), POLLIN, 0};
  CHECK(::poll(&waiting, 1, 300) == 0);
}

TEST_CASE("platform link: an alarm is a NOTIFY to who subscribed, and a MESSAGE when nobody did") {
  const GbTrouble lost{.kind = GbAlarmKind::kCameraLost, .subject = "cooking", .words = "无画面"};
  for (const bool is_subscribed : {true, false}) {
    JoinedHome home(Over::kTcp, {}, 10);
    home.platform.registers();
    REQUIRE(home.until_state(PlatformLinkState::kRegistered));
    if (is_subscribed) {
      home.platform.send(subscribe(home.platform, "Alarm", "3600"));
      home.platform.expect("SIP/2.0 200");
      home.platform.answer(home.platform.expect("NOTIFY "), "200 OK");
    }
    home.desk->note(sample_house(), {lost});
    const std::string alarm = home.platform.expect(is_subscribed ? "NOTIFY " : "MESSAGE ");
    CHECK(alarm.find("<CmdType>Alarm</CmdType>") != std::string::npos);
    CHECK(alarm.find(kChannelId) != std::string::npos);
    home.platform.answer(alarm, "200 OK");
  }
}

TEST_CASE("platform link: an alarm that the subscription leaves out is sent by no way at all") {
  const GbTrouble lost{.kind = GbAlarmKind::kCameraLost, .subject = "cooking", .words = "无画面"};
  const GbTrouble full{.kind = GbAlarmKind::kDiskFull, .subject = {}, .words = "满"};
  JoinedHome home(Over::kTcp, {}, 10);
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  const auto subscribes = [&](const std::string& filter, const std::string& cseq,
                              const std::string& tag) {
    home.platform.send(subscribe(home.platform, "Alarm", "3600", tag, cseq, filter));
    const std::string to = header_of(home.platform.expect("SIP/2.0 200"), "To");
    return to.substr(to.find(";tag=") + 5);
  };
  // Priority 1 to 2: the camera's alarm (3) is none of it, the disk's (2) is.
  const std::string tag = subscribes(
      "<StartAlarmPriority>1</StartAlarmPriority><EndAlarmPriority>2</EndAlarmPriority>", "1", "");
  home.platform.answer(home.platform.expect("NOTIFY "), "200 OK");
  home.desk->note(sample_house(), {lost, full});
  const std::string alarm = home.platform.expect("NOTIFY ");
  CHECK(alarm.find("<AlarmPriority>2</AlarmPriority>") != std::string::npos);
  home.platform.answer(alarm, "200 OK");
  CHECK(home.figures().dropped_body_count == 0);

  // A renewal with another filter: all, but only for yesterday. Today there is as good as none.
  subscribes("<EndAlarmTime>2001-01-01T00:00:00</EndAlarmTime>", "2", tag);
  home.desk->note(sample_house(), {full, {GbAlarmKind::kPictureStill, "cooking", "静止"}});
  // The camera's alarm would have come before this one.
  const std::string message = home.platform.expect("MESSAGE ");
  CHECK(message.find("<AlarmMethod>5</AlarmMethod>") != std::string::npos);
  home.platform.answer(message, "200 OK");
}

TEST_CASE("platform link: an alarm that its subscriber refuses comes as a MESSAGE, until taken") {
  const GbTrouble lost{.kind = GbAlarmKind::kCameraLost, .subject = "cooking", .words = "无画面"};
  JoinedHome home(Over::kTcp, {}, 10);
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  home.platform.send(subscribe(home.platform, "Alarm", "3600"));
  home.platform.expect("SIP/2.0 200");
  home.platform.answer(home.platform.expect("NOTIFY "), "200 OK");
  home.desk->note(sample_house(), {lost});
  home.platform.answer(home.platform.expect("NOTIFY "), "481 Subscription does not exist");
  CHECK(home.platform.expect("MESSAGE ").find("<CmdType>Alarm</CmdType>") != std::string::npos);
  // The connection breaks before the answer: it comes again.
  home.platform.cut();
  home.platform.registers();
  const std::string again = home.platform.expect("MESSAGE ");
  CHECK(again.find("<CmdType>Alarm</CmdType>") != std::string::npos);
  home.platform.answer(again, "200 OK");
}

TEST_CASE("platform link: more questions for recordings than are taken are refused, not dropped") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  std::string many;
  const std::size_t count = 300;
  for (std::size_t i = 0; i < count; ++i) {
    std::string query = home.platform.make_query(
        "RecordInfo", kChannelId,
        "<StartTime>2026-11-29T00:00:00</StartTime><EndTime>2026-11-29T12:00:00</EndTime>");
    query.replace(query.find("<SN>17<"), 7, "<SN>" + std::to_string(10 + i % 90) + "<");
    many += query;
  }
  home.platform.send(many);
  std::size_t refused = 0;
  std::size_t told = 0;
  while (refused == 0 || told == 0) {
    const std::string body = home.platform.expect("MESSAGE ");
    ++(body.find("<Result>ERROR</Result>") == std::string::npos ? told : refused);
    CHECK(body.find("<SumNum>0</SumNum>") != std::string::npos);
    home.platform.answer(body, "200 OK");
  }
}

TEST_CASE("platform link: a catalogue that is asked for under two numbers is told under both") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  const std::string first = home.platform.make_query("Catalog", kDeviceId);
  std::string second = home.platform.make_query("Catalog", kDeviceId);
  second.replace(second.find("<SN>17<"), 7, "<SN>18<");
  home.platform.send(first + second);
  std::string sns;
  for (int i = 0; i < 2; ++i) {
    const std::string body = home.platform.expect("MESSAGE ");
    sns += body.substr(body.find("<SN>"), 7);
    home.platform.answer(body, "200 OK");
  }
  CHECK(sns == "<SN>17<<SN>18<");
}

TEST_CASE("platform link: a subscription that is not taken any more is over") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  home.platform.send(subscribe(home.platform, "Catalog", "3600"));
  home.platform.expect("SIP/2.0 200");
  home.platform.answer(home.platform.expect("NOTIFY "), "200 OK");
  home.desk->note(sample_house(CameraState::kLost), {});
  home.platform.answer(home.platform.expect("NOTIFY "), "481 Subscription does not exist");
  home.desk->note(sample_house(CameraState::kLive), {});
  home.platform.send(home.platform.make("OPTIONS", kDeviceId));
  home.platform.expect("SIP/2.0 200");
  CHECK(home.platform.receive(700ms).find("NOTIFY ") == std::string::npos);
}

TEST_CASE("platform link: thousands of broken messages leave a good one answered") {
  JoinedHome home(Over::kUdp);
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  const std::string query = home.platform.make_query("DeviceInfo", kDeviceId);
  std::uint32_t seed = 0;
  // UDP may lose it: as a platform does, it is asked again.
  const auto is_answered = [&] {
    for (int i = 0; i < 20; ++i) {
      home.platform.send(home.platform.make("OPTIONS", kDeviceId));
      for (std::string text = "any"; !text.empty();) {
        text = home.platform.receive(500ms);
        if (text.starts_with("SIP/2.0 200") && !header_of(text, "Allow").empty()) return true;
      }
    }
    return false;
  };
  for (int burst = 0; burst < 50; ++burst) {
    for (int i = 0; i < 100; ++i) {
      home.platform.send(bend(query, ++seed));
      home.platform.send(home.platform.make("MESSAGE", kDeviceId, "", "<Query><"));
    }
    REQUIRE(is_answered());
  }
  CHECK(home.figures().refused_message_count > 5'000);
  CHECK(home.figures().state == PlatformLinkState::kRegistered);
}

TEST_CASE("platform link: a TCP stream that turns to garbage is closed, and opened anew") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  home.platform.send(std::string("\x16\x03\x01\x00\x00", 5));
  home.platform.registers();
  REQUIRE(home.until([&] { return home.figures().register_count == 2; }));
  CHECK(home.figures().refused_message_count == 1);
}

TEST_CASE("platform link: a platform that asks and does not read is let go, not remembered") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  // The next keepalive is not due for a while: it would see to the silence by itself.
  home.platform.answer(home.platform.expect("keepalive"), "200 OK");
  std::string many;
  for (int i = 0; i < 200; ++i) many += home.platform.make("OPTIONS", kDeviceId);
  int bursts = 0;
  while (home.figures().lost_count == 0 && bursts < 500) {
    home.platform.send(many);
    ++bursts;
  }
  REQUIRE(home.until([&] { return home.figures().lost_count == 1; }, 60s));
  home.platform.cut();
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
}

TEST_CASE("platform link: messages that come in pieces are answered like whole ones") {
  JoinedHome home;
  home.platform.registers();
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
  const std::string query = home.platform.make_query("DeviceInfo", kDeviceId);
  for (std::size_t at = 0; at < query.size(); at += 7) {
    home.platform.send(query.substr(at, 7));
  }
  home.platform.expect("SIP/2.0 200");
  home.platform.answer(home.platform.expect("MESSAGE "), "200 OK");
}

TEST_CASE("platform link: a platform that takes the connection and says nothing is asked again") {
  JoinedHome home(Over::kTcp, {}, 10);
  const std::string first = home.platform.expect("REGISTER ");
  const std::string second = home.platform.expect("REGISTER ");  // over a new connection
  CHECK(header_of(first, "Call-ID") != header_of(second, "Call-ID"));
  home.platform.answer(second, "200 OK", "Expires: 3600\r\n");
  REQUIRE(home.until_state(PlatformLinkState::kRegistered));
}
