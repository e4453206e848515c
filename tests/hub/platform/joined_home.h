// A home and a scripted platform, joined by the desk over loopback.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "hub/platform/platform_desk.h"
#include "tests/hub/platform/fake_media.h"
#include "tests/hub/platform/scripted_platform.h"
#include "tests/support/fast_clock.h"
#include "tests/support/temp_folder.h"

namespace sunhall::test {

inline PlatformOptions sample_platform(ScriptedPlatform::Over over, std::uint16_t port) {
  PlatformOptions options;
  options.id = "province";
  options.name = "省平台";
  options.transport =
      over == ScriptedPlatform::Over::kUdp ? SipTransport::kUdp : SipTransport::kTcp;
  options.host = "127.0.0.1";
  options.port = port;
  options.server_id = kServerId;
  options.domain = "4207000000";
  options.device_id = kDeviceId;
  options.user = kDeviceId;
  options.password = Secret("12345678");
  options.expires = std::chrono::seconds(3'600);
  options.keepalive = std::chrono::seconds(60);
  options.channels = {{.camera = "cooking", .id = kChannelId, .name = "烹饪区"}};
  return options;
}

inline GbHouse sample_house(CameraState state = CameraState::kLive) {
  GbHouse house;
  house.name = "示例养老院";
  house.version = "1.0";
  house.cameras = {{.id = "cooking",
                    .area = Area::kOperation,
                    .state = state,
                    .is_recorded = true,
                    .codec = "h264",
                    .width = 1'920,
                    .height = 1'080}};
  return house;
}

class JoinedHome {
 public:
  /// `factor`: how much faster the desk's clock runs; SIP's own repetitions keep their pace.
  explicit JoinedHome(ScriptedPlatform::Over over = ScriptedPlatform::Over::kTcp,
                      const std::function<void(PlatformOptions&)>& change = {}, int factor = 1)
      : clock(factor), platform(over) {
    PlatformOptions options = sample_platform(over, platform.port());
    if (change) change(options);
    PlatformDesk::Sources sources{.clock = clock,
                                  .media = {.clock = clock, .live = {}, .store = folder.path()},
                                  .version = "test",
                                  .make_media = [this](GbMediaDesk::OnEnd on_end) {
                                    auto made = std::make_unique<FakeMedia>(std::move(on_end));
                                    media = made.get();
                                    return made;
                                  }};
    auto opened = PlatformDesk::open({options}, std::move(sources), sample_house());
    REQUIRE_MESSAGE(opened.has_value(), (opened ? std::string() : opened.error().what));
    desk = *std::move(opened);
  }

  /// The platform goes first, so that nobody waits for its last word.
  ~JoinedHome() { platform.stop(); }

  PlatformFigures figures() const { return desk->figures().at(0); }

  /// Waits for something that another thread brings about.
  template <class Condition>
  bool until(Condition condition, std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::yield();
    }
    return true;
  }
  bool until_state(PlatformLinkState state) {
    return until([&] { return figures().state == state; });
  }

  static std::string offer(const std::string& session = "Play", const std::string& times = "0 0") {
    return "v=0\r\no=" + std::string(kServerId) + " 0 0 IN IP4 127.0.0.1\r\ns=" + session +
           (session == "Play" ? "" : "\r\nu=" + std::string(kChannelId) + ":0") +
           "\r\nc=IN IP4 127.0.0.1\r\nt=" + times +
           "\r\nm=video 30000 RTP/AVP 96\r\na=recvonly\r\na=rtpmap:96 PS/90000\r\n"
           "y=0200004321\r\n";
  }
  std::string make_invite(const std::string& call_id, const std::string& sdp,
                          const std::string& subject, const std::string& cseq = "1",
                          const std::string& channel = kChannelId) {
    return platform.make_in(
        "INVITE", channel, call_id, cseq, "",
        "Subject: " + subject + "," + kServerId + ":0\r\nContent-Type: application/sdp\r\n", sdp);
  }
  /// Calls for live video and acknowledges; returns the tag of the hub's side.
  std::string calls(const std::string& call_id, const std::string& subject,
                    const std::string& sdp = offer()) {
    platform.send(make_invite(call_id, sdp, subject));
    const std::string ok = platform.expect("SIP/2.0 200 OK");
    const std::string to = header_of(ok, "To");
    const std::string tag = to.substr(to.find(";tag=") + 5);
    platform.send(platform.make_in("ACK", kChannelId, call_id, "1", tag));
    return tag;
  }

  FastClock clock;
  TempFolder folder;
  ScriptedPlatform platform;
  FakeMedia* media = nullptr;
  std::unique_ptr<PlatformDesk> desk;
};

}  // namespace sunhall::test
