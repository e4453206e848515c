#include "hub/platform/manscdp/answers.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/hub/platform/manscdp/gb_fixture.h"

using namespace sunhall;

namespace {

using What = decltype(ManscdpCommand::what);

GbReply ask(const char* type, const std::string& id, What what,
            const GbHouse& house = make_house()) {
  return answer_command(query(type, id, std::move(what)), make_platform(), house);
}

std::string result_of(const GbReply& reply) {
  REQUIRE(reply.bodies.size() == 1);
  CHECK(text_at(reply.bodies[0], "/Response/SN") == "17");
  return text_at(reply.bodies[0], "/Response/Result");
}

const WallTime kEight = parse_rfc3339("2026-11-30T08:00:00+08:00")->utc;

RecordInfoQuery span(std::string type = {}) {
  return {.from = kEight, .to = kEight + std::chrono::hours(1), .type = std::move(type)};
}

}  // namespace

TEST_CASE("answers: the device and its cameras say who they are") {
  const GbReply device = ask("DeviceInfo", kDevice, DeviceInfoQuery{});
  const GbReply camera = ask("DeviceInfo", kCookingChannel, DeviceInfoQuery{});

  CHECK(result_of(device) == "OK");
  CHECK(text_at(device.bodies[0], "/Response/DeviceName") == "鄂州市福利院");
  CHECK(text_at(device.bodies[0], "/Response/Firmware") == "1.4.0");
  CHECK(text_at(device.bodies[0], "/Response/Channel") == "2");
  CHECK(result_of(camera) == "OK");
  CHECK(text_at(camera.bodies[0], "/Response/DeviceName") == "烹饪区");
  CHECK(result_of(ask("DeviceInfo", "42070400001329999999", DeviceInfoQuery{})) == "ERROR");
}

TEST_CASE("answers: a catalogue for several askers differs by their numbers alone") {
  const ManscdpCommand asked = query("Catalog", kDevice, CatalogQuery{});
  const auto answers = catalog_answers(asked, {"17", "18"}, make_platform(), make_house());
  REQUIRE(answers.size() == 2);
  CHECK(answers[0] == ask("Catalog", kDevice, CatalogQuery{}).bodies);
  REQUIRE(answers[1].size() == answers[0].size());
  CHECK(text_at(answers[1][0], "/Response/SN") == "18");
}

TEST_CASE("answers: a question that cannot be answered now is answered so") {
  const auto busy = [](const char* type, What what) {
    return busy_body(query(type, kDevice, std::move(what)), make_platform());
  };
  const std::string records = busy("RecordInfo", span());
  CHECK(text_at(records, "/Response/Result") == "ERROR");
  CHECK(text_at(records, "/Response/SN") == "17");
  CHECK(text_at(records, "/Response/SumNum") == "0");
  CHECK(text_at(busy("DeviceInfo", DeviceInfoQuery{}), "/Response/SumNum").empty());
}

TEST_CASE("answers: the device's state is told as it is, with the clock on its wall") {
  GbHouse house = make_house();

  const GbReply well = ask("DeviceStatus", kDevice, DeviceStatusQuery{}, house);
  house.is_recording = false;
  house.disk_trouble = "gone";
  const GbReply ill = ask("DeviceStatus", kDevice, DeviceStatusQuery{}, house);

  CHECK(result_of(well) == "OK");
  CHECK(text_at(well.bodies[0], "/Response/Online") == "ONLINE");
  CHECK(text_at(well.bodies[0], "/Response/Status") == "OK");
  CHECK(text_at(well.bodies[0], "/Response/Record") == "ON");
  CHECK(text_at(well.bodies[0], "/Response/DeviceTime") == "2026-11-30T12:00:00");
  CHECK(text_at(well.bodies[0], "//Alarmstatus/Item/DeviceID") == kFridgeAlarm);
  CHECK(text_at(ill.bodies[0], "/Response/Status") == "ERROR");
  CHECK(text_at(ill.bodies[0], "/Response/Record") == "OFF");
  CHECK(text_at(ill.bodies[0], "/Response/Reason") == "录像盘故障");
}

TEST_CASE("answers: a camera that is away is offline, and the others are not") {
  GbHouse house = make_house();
  house.cameras[0].state = CameraState::kLost;

  const GbReply lost = ask("DeviceStatus", kStorageChannel, DeviceStatusQuery{}, house);
  const GbReply live = ask("DeviceStatus", kCookingChannel, DeviceStatusQuery{}, house);

  CHECK(text_at(lost.bodies[0], "/Response/Online") == "OFFLINE");
  CHECK(text_at(lost.bodies[0], "/Response/Status") == "ERROR");
  CHECK(text_at(lost.bodies[0], "/Response/Record") == "OFF");
  CHECK(text_at(live.bodies[0], "/Response/Online") == "ONLINE");
  CHECK(text_at(live.bodies[0], "/Response/Status") == "OK");
}

TEST_CASE("answers: records are asked of the archive, by the camera's own id") {
  const GbReply reply = ask("RecordInfo", kCookingChannel, span("time"));

  CHECK(reply.bodies.empty());
  CHECK(reply.deed.what == GbDeed::What::kListRecords);
  CHECK(reply.deed.subject == "cooking");
  CHECK(reply.deed.from == kEight);
}

TEST_CASE("answers: records that cannot exist are an empty list at once") {
  RecordInfoQuery backwards = span();
  std::swap(backwards.from, backwards.to);

  for (const GbReply& reply :
       {ask("RecordInfo", "42070400001329999999", span()), ask("RecordInfo", kDevice, span()),
        ask("RecordInfo", kCookingChannel, span("alarm")),
        ask("RecordInfo", kCookingChannel, backwards)}) {
    CHECK(reply.deed.what == GbDeed::What::kNothing);
    REQUIRE(reply.bodies.size() == 1);
    CHECK(text_at(reply.bodies[0], "/Response/SumNum") == "0");
    CHECK(reply.bodies[0].find("RecordList") == std::string::npos);
  }
}

TEST_CASE("answers: the basic configuration is told, others are refused") {
  const GbReply basic = ask("ConfigDownload", kDevice, ConfigDownloadQuery{{"BasicParam"}});

  CHECK(result_of(basic) == "OK");
  CHECK(text_at(basic.bodies[0], "//BasicParam/Name") == "鄂州市福利院");
  CHECK(text_at(basic.bodies[0], "//BasicParam/Expiration") == "86400");
  CHECK(text_at(basic.bodies[0], "//BasicParam/HeartBeatInterval") == "60");
  CHECK(text_at(basic.bodies[0], "//BasicParam/HeartBeatCount") == "3");
  CHECK(result_of(ask("ConfigDownload", kDevice, ConfigDownloadQuery{{"SVACEncodeConfig"}})) ==
        "ERROR");
  CHECK(result_of(ask("ConfigDownload", "42070400001329999999",
                      ConfigDownloadQuery{{"BasicParam"}})) == "ERROR");
}

TEST_CASE("answers: a fixed camera has no presets, and says so with an empty list") {
  const GbReply reply = ask("PresetQuery", kCookingChannel, OtherQuery{"PresetQuery"});

  REQUIRE(reply.bodies.size() == 1);
  CHECK(read_back(reply.bodies[0]).select_node("//PresetList").node().attribute("Num").value() ==
        std::string("0"));
}

TEST_CASE("answers: what is not done is answered with an error, never with silence") {
  CHECK(result_of(ask("SDCardStatus", kDevice, OtherQuery{"SDCardStatus"})) == "ERROR");
  CHECK(result_of(ask("Alarm", kDevice, AlarmQuery{})) == "ERROR");
  for (const char* what : {"PTZCmd", "TeleBoot", "HomePosition", "DeviceUpgrade", "SnapShotConfig",
                           "FormatSDCard", ""}) {
    CHECK(result_of(ask("DeviceControl", kCookingChannel, OtherControl{what})) == "ERROR");
  }
  CHECK(result_of(ask("DeviceControl", kDevice, RecordControl{.starts = false})) == "ERROR");
  CHECK(result_of(ask("DeviceControl", kDevice, GuardControl{.sets = false})) == "ERROR");
  CHECK(result_of(ask("Broadcast", kDevice, BroadcastNotify{})) == "ERROR");
}

TEST_CASE("answers: what is so anyway is answered with OK") {
  GbHouse house = make_house();

  CHECK(result_of(ask("DeviceControl", kCookingChannel, RecordControl{.starts = true})) == "OK");
  CHECK(result_of(ask("DeviceControl", kDevice, GuardControl{.sets = true})) == "OK");
  house.is_recording = false;
  CHECK(result_of(ask("DeviceControl", kDevice, RecordControl{.starts = true}, house)) == "ERROR");
}

TEST_CASE("answers: a keyframe is wanted of the camera that is meant") {
  const GbReply known = ask("DeviceControl", kCookingChannel, KeyframeControl{});
  const GbReply unknown = ask("DeviceControl", "42070400001329999999", KeyframeControl{});

  CHECK(result_of(known) == "OK");
  CHECK(known.deed.what == GbDeed::What::kWantKeyframe);
  CHECK(known.deed.subject == "cooking");
  CHECK(result_of(unknown) == "ERROR");
  CHECK(unknown.deed.what == GbDeed::What::kNothing);
}

TEST_CASE("answers: alarms are reset for the house, a camera or a thermometer") {
  const GbReply all = ask("DeviceControl", kDevice, AlarmResetControl{});

  CHECK(result_of(all) == "OK");
  CHECK(all.deed.what == GbDeed::What::kResetAlarm);
  CHECK(all.deed.subject.empty());
  CHECK(ask("DeviceControl", kStorageChannel, AlarmResetControl{}).deed.subject == "storage");
  CHECK(ask("DeviceControl", kFridgeAlarm, AlarmResetControl{}).deed.subject == "fridge-1");
  const GbReply unknown = ask("DeviceControl", "42070400001349999999", AlarmResetControl{});
  CHECK(result_of(unknown) == "ERROR");
  CHECK(unknown.deed.what == GbDeed::What::kNothing);
}

TEST_CASE("answers: nothing is said to an answer or a notice") {
  CHECK(ask("Alarm", kDevice, PlatformResponse{}).bodies.empty());
  CHECK(ask("Time", kDevice, PlatformNotify{}).bodies.empty());
}

TEST_CASE("answers: a serial number comes back as it came, and cannot break out") {
  ManscdpCommand odd = query("SDCardStatus", kDevice, OtherQuery{"SDCardStatus"});
  odd.sn = "</SN><a>";

  const GbReply reply = answer_command(odd, make_platform(), make_house());

  CHECK(text_at(reply.bodies[0], "/Response/SN") == "</SN><a>");
}
