#include "hub/platform_check.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

using What = PlatformStep::What;

PlatformOptions city() {
  PlatformOptions platform;
  platform.id = "city";
  platform.name = "市监管平台";
  platform.host = "192.0.2.80";
  platform.device_id = "42070400001180000001";
  platform.user = "42070400001180000001";
  platform.password = Secret("geheim-123");
  platform.server_id = "42070400002000000001";
  platform.domain = "4207040000";
  return platform;
}

/// A check, and all that was told so far.
struct Watch {
  PlatformCheck check{city(), {}};
  Ticks now{0};
  std::string told;

  Watch() { tell(check.begin(now)); }
  void tell(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) told += line + "\n";
  }
  void sees(What what, int status = 200, std::string words = {},
            std::optional<std::chrono::milliseconds> drift = {}) {
    tell(check.take({.platform = "city",
                     .what = what,
                     .status = status,
                     .words = std::move(words),
                     .clock_drift = drift},
                    now));
  }
  void waits(Ticks span) {
    for (const Ticks end = now + span; now < end; now += 1s) tell(check.step(now));
  }
  bool says(const std::string& words) const { return told.find(words) != std::string::npos; }
};

}  // namespace

TEST_CASE("platform check: everything that comes true is told in order, and it is good") {
  Watch watch;
  watch.sees(What::kReachable, 401);
  watch.sees(What::kRegistered, 200, {}, 120ms);
  watch.sees(What::kKeepaliveAnswered);
  watch.sees(What::kQueryAnswered, 200, "Catalog");
  watch.sees(What::kInvited, 0, "42070400001320000001");
  CHECK_FALSE(watch.check.is_over());
  watch.sees(What::kAcknowledged);

  CHECK(watch.check.is_over());
  CHECK(watch.check.is_good());
  for (const char* words :
       {"(1/5) 网络 network ✓", "(2/5) 注册 registration ✓", "+0.1 s", "(3/5) 心跳 keepalive ✓",
        "(4/5) 目录 catalogue ✓", "(5/5) 视频 video ✓"}) {
    CHECK_MESSAGE(watch.says(words), words);
  }
  CHECK(watch.check.end()[0].find("5 项中 5 项通过") != std::string::npos);
}

TEST_CASE("platform check: the ports of the video are told, those it may have and the one it has") {
  PlatformOptions platform = city();
  platform.media_ports = PortRange{.first = 30'000, .last = 30'099};
  const std::vector<std::string> first = PlatformCheck(platform, {}).begin(Ticks(0));
  Watch watch;
  watch.sees(What::kInvited, 0, "42070400001320000001");
  watch.sees(What::kVideoOffered, 200, "UDP 30004 → 192.0.2.80:10000");

  REQUIRE(first.size() == 3);
  CHECK(first[1].find("30000–30099 (media_ports)") != std::string::npos);
  CHECK_FALSE(watch.says("media_ports"));
  CHECK(watch.says("送流端口 the video's way: UDP 30004 → 192.0.2.80:10000"));
}

TEST_CASE("platform check: a platform may ask before it is waited for") {
  Watch watch;
  watch.sees(What::kRegistered);
  watch.sees(What::kQueryAnswered, 200, "Catalog");
  watch.sees(What::kAcknowledged);
  CHECK_FALSE(watch.check.is_over());

  watch.sees(What::kKeepaliveAnswered);

  CHECK(watch.check.is_good());
}

TEST_CASE("platform check: one that cannot be reached ends it, with what to look at") {
  Watch watch;
  for (int i = 0; i < 3; ++i) watch.sees(What::kUnreachable, 0, "connection refused");
  watch.waits(21s);

  CHECK(watch.check.is_over());
  CHECK_FALSE(watch.check.is_good());
  CHECK(watch.told.find("connection refused") == watch.told.rfind("connection refused"));
  CHECK(watch.says("192.0.2.80"));
  CHECK(watch.says("防火墙"));
  CHECK_FALSE(watch.says("(2/5) 注册 registration 正在"));
}

TEST_CASE("platform check: each refusal says what to ask the operator, once") {
  for (const auto& [status, words] :
       {std::pair{401, "密码"}, std::pair{403, "未登记"}, std::pair{404, "不认识设备编码"},
        std::pair{406, "核对密码"}, std::pair{400, "SIP 域"}, std::pair{503, "维护"},
        std::pair{599, "应答码"}}) {
    Watch watch;
    watch.sees(What::kReachable, 401);
    for (int i = 0; i < 2; ++i) watch.sees(What::kRefused, status, "Njet");
    watch.waits(21s);

    CHECK_MESSAGE(watch.says(words), words);
    CHECK(watch.says(std::to_string(status) + " Njet"));
    CHECK(watch.told.find(" Njet") == watch.told.rfind(" Njet"));
    CHECK(watch.check.is_over());
    CHECK_FALSE(watch.check.is_good());
  }
}

TEST_CASE("platform check: a part that does not come true does not hide the later ones") {
  Watch watch;
  watch.sees(What::kRegistered);
  watch.waits(31s);
  CHECK(watch.says("(3/5) 心跳 keepalive ✗"));
  CHECK_FALSE(watch.check.is_over());
  watch.waits(61s);
  CHECK(watch.says("(4/5) 目录 catalogue ✗"));

  watch.sees(What::kAcknowledged);

  CHECK(watch.check.is_over());
  CHECK_FALSE(watch.check.is_good());
  CHECK(watch.check.end()[0].find("5 项中 3 项通过") != std::string::npos);
}

TEST_CASE("platform check: it ends by itself whatever the platform does not do") {
  Watch watch;
  watch.sees(What::kRegistered);
  watch.waits(30s + 60s + 60s + 3s);

  CHECK(watch.check.is_over());
  CHECK_FALSE(watch.check.is_good());
}

TEST_CASE("platform check: a clock that is wrong is said, a refused call is explained") {
  Watch watch;
  watch.sees(What::kRegistered, 200, {}, -95'000ms);
  watch.sees(What::kInvited, 0, "42070400001320000001");
  for (int i = 0; i < 3; ++i) watch.sees(What::kInviteRefused, 480);

  CHECK(watch.says("-95.0 s"));
  CHECK(watch.says("校时"));
  CHECK(watch.says("42070400001320000001"));
  CHECK(watch.told.find("未能送出") != std::string::npos);
  CHECK(watch.told.find("未能送出") == watch.told.rfind("未能送出"));
}

TEST_CASE("platform check: what a platform says moves no cursor, and no password is told") {
  Watch watch;
  watch.sees(What::kRefused, 403, "\x1b[2Jgo away\r\n");
  watch.waits(60s);

  CHECK(watch.told.find('\x1b') == std::string::npos);
  CHECK(watch.told.find('\r') == std::string::npos);
  CHECK_FALSE(watch.says("geheim"));
}

TEST_CASE("platform check: another platform's steps are not this one's") {
  Watch watch;
  watch.tell(watch.check.take({.platform = "province", .what = What::kRegistered, .words = {}},
                              watch.now));

  CHECK_FALSE(watch.says("✓"));
}
