#include "hub/platform/manscdp/alarm.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "tests/hub/platform/manscdp/gb_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

const GbTrouble kLost{
    .kind = GbAlarmKind::kCameraLost, .subject = "cooking", .words = "烹饪区信号中断"};
const GbTrouble kCovered{
    .kind = GbAlarmKind::kCameraCovered, .subject = "cooking", .words = "烹饪区被遮挡"};
const GbTrouble kWarm{
    .kind = GbAlarmKind::kTooWarm, .subject = "fridge-1", .words = "一号冷藏柜温度过高"};

const WallTime kBegin = parse_rfc3339("2026-11-30T08:00:00+08:00")->utc;

/// A gate and the second it stands at.
struct Watch {
  AlarmGate gate;
  std::chrono::seconds at{0};

  std::vector<GbAlarm> step(const std::vector<GbTrouble>& troubles) {
    return gate.step({.ticks = at, .wall = {kBegin + at, kBeijingOffset}}, troubles);
  }
  /// Lets troubles hold for a while, a second at a time; how many alarms were raised.
  std::size_t hold(const std::vector<GbTrouble>& troubles, std::chrono::seconds span) {
    std::size_t count = 0;
    for (const auto end = at + span; at < end; at += 1s) count += step(troubles).size();
    return count;
  }
};

}  // namespace

TEST_CASE("alarm: a trouble that holds is raised once, with the time it began") {
  Watch watch;
  watch.hold({}, 10s);

  CHECK(watch.hold({kLost}, kAlarmHeldMin) == 0);
  const auto raised = watch.step({kLost});

  REQUIRE(raised.size() == 1);
  CHECK(raised[0].trouble == kLost);
  CHECK(raised[0].at == kBegin + 10s);
  CHECK(watch.hold({kLost}, 24h) == 0);
}

TEST_CASE("alarm: a trouble that comes and goes is none") {
  Watch watch;

  for (int i = 0; i < 20; ++i) {
    CHECK(watch.hold({kLost}, kAlarmHeldMin) == 0);
    CHECK(watch.hold({}, 1s) == 0);
  }
}

TEST_CASE("alarm: a moment without it does not end a trouble that was raised") {
  Watch watch;
  CHECK(watch.hold({kCovered}, 60s) == 1);

  for (int i = 0; i < 20; ++i) {
    CHECK(watch.hold({}, kAlarmHeldMin - 1s) == 0);
    CHECK(watch.hold({kCovered}, 60s) == 0);
  }
}

TEST_CASE("alarm: what the picture shows is raised anew once it was over") {
  Watch watch;
  CHECK(watch.hold({kCovered}, 60s) == 1);
  CHECK(watch.hold({}, kAlarmHeldMin + 1s) == 0);

  CHECK(watch.hold({kCovered}, 60s) == 1);
}

TEST_CASE("alarm: a device's alarm is not raised anew before the platform has reset it") {
  Watch watch;
  CHECK(watch.hold({kLost}, 60s) == 1);
  watch.hold({}, 60s);
  CHECK(watch.hold({kLost}, 60s) == 0);
  watch.hold({}, 60s);

  watch.gate.reset("storage");
  CHECK(watch.hold({kLost}, 60s) == 0);
  watch.hold({}, 60s);
  watch.gate.reset("cooking");
  CHECK(watch.hold({kLost}, 60s) == 1);
  watch.hold({}, 60s);
  watch.gate.reset(std::nullopt);
  CHECK(watch.hold({kLost}, 60s) == 1);
}

TEST_CASE("alarm: a reset while it still holds raises nothing, but the next one may come") {
  Watch watch;
  CHECK(watch.hold({kLost}, 60s) == 1);

  watch.gate.reset("cooking");
  CHECK(watch.hold({kLost}, 1h) == 0);
  watch.hold({}, 60s);
  CHECK(watch.hold({kLost}, 60s) == 1);
}

TEST_CASE("alarm: a platform that never resets hears of a device's trouble again after an hour") {
  Watch watch;
  CHECK(watch.hold({kLost}, 60s) == 1);
  watch.hold({}, kAlarmAgainAfter - 60s);

  CHECK(watch.hold({kLost}, 60s) == 1);
}

TEST_CASE("alarm: troubles of other cameras and kinds do not hide each other") {
  Watch watch;
  GbTrouble other = kLost;
  other.subject = "storage";

  CHECK(watch.hold({kLost, kCovered, other}, 60s) == 3);
}

TEST_CASE("alarm: at whatever moments troubles come and go, the rules hold") {
  std::mt19937 random(20'261'130);
  for (int round = 0; round < 200; ++round) {
    Watch watch;
    std::map<GbAlarmKind, Ticks> since;  // of an unbroken stretch
    std::map<GbAlarmKind, Ticks> raised;
    bool is_reset = true;
    for (int step = 0; step < 400; ++step) {
      std::vector<GbTrouble> now;
      for (const GbTrouble& trouble : {kLost, kCovered}) {
        if (random() % 4 != 0) now.push_back(trouble);
      }
      watch.at += std::chrono::seconds(1 + random() % 25);
      if (random() % 20 == 0) {
        watch.gate.reset(std::nullopt);
        is_reset = true;
      }
      for (const GbTrouble& trouble : {kLost, kCovered}) {
        const bool is_here = std::find(now.begin(), now.end(), trouble) != now.end();
        if (!is_here) {
          since.erase(trouble.kind);
        } else {
          since.try_emplace(trouble.kind, watch.at);
        }
      }
      for (const GbAlarm& alarm : watch.step(now)) {
        const GbAlarmKind kind = alarm.trouble.kind;
        REQUIRE(since.contains(kind));
        CHECK(Ticks(watch.at) - since[kind] >= kAlarmHeldMin);
        if (raised.contains(kind)) CHECK(Ticks(watch.at) - raised[kind] >= 2 * kAlarmHeldMin - 25s);
        if (kind == GbAlarmKind::kCameraLost && raised.contains(kind)) {
          const bool may = is_reset || Ticks(watch.at) - raised[kind] >= kAlarmAgainAfter;
          CHECK(may);
        }
        if (kind == GbAlarmKind::kCameraLost) is_reset = false;
        raised[kind] = watch.at;
      }
    }
    CHECK_FALSE(raised.empty());
  }
}

TEST_CASE("alarm: a platform hears of its own cameras and thermometers, and of the house") {
  const PlatformOptions platform = make_platform();

  CHECK(is_told(platform, kLost));
  CHECK(is_told(platform, kWarm));
  CHECK(is_told(platform, {.kind = GbAlarmKind::kDiskFull, .subject = {}, .words = {}}));
  CHECK_FALSE(
      is_told(platform, {.kind = GbAlarmKind::kCameraLost, .subject = "office", .words = {}}));
  CHECK_FALSE(
      is_told(platform, {.kind = GbAlarmKind::kTooWarm, .subject = "fridge-2", .words = {}}));
}

TEST_CASE("alarm: the body has the standard's numbers and the house's words") {
  const std::string body =
      alarm_body(make_platform(), {.trouble = kWarm, .at = kBegin}, kBeijingOffset, 5);

  CHECK(text_at(body, "/Notify/CmdType") == "Alarm");
  CHECK(text_at(body, "/Notify/SN") == "5");
  CHECK(text_at(body, "/Notify/DeviceID") == kFridgeAlarm);
  CHECK(text_at(body, "/Notify/AlarmPriority") == "2");
  CHECK(text_at(body, "/Notify/AlarmMethod") == "2");
  CHECK(text_at(body, "/Notify/AlarmTime") == "2026-11-30T08:00:00");
  CHECK(text_at(body, "/Notify/AlarmDescription") == "一号冷藏柜温度过高");
  CHECK(text_at(body, "/Notify/Info/AlarmType") == "4");
}

TEST_CASE("alarm: each kind has the method and type of the standard") {
  const auto code = [](GbAlarmKind kind) {
    return std::pair(alarm_code(kind).method, alarm_code(kind).type);
  };

  CHECK(code(GbAlarmKind::kCameraLost) == std::pair(2, 1));
  CHECK(code(GbAlarmKind::kPictureStill) == std::pair(5, 11));
  CHECK(code(GbAlarmKind::kCameraCovered) == std::pair(5, 13));
  CHECK(code(GbAlarmKind::kDiskFull) == std::pair(2, 3));
  CHECK(code(GbAlarmKind::kDiskBroken) == std::pair(6, 1));
  CHECK(code(GbAlarmKind::kTooWarm) == std::pair(2, 4));
  CHECK(code(GbAlarmKind::kTooCold) == std::pair(2, 5));
}
