#include "hub/platform/manscdp/answers.h"

#include <algorithm>

#include "core/base/text.h"
#include "hub/platform/manscdp/catalog.h"
#include "hub/platform/manscdp/status.h"
#include "hub/platform/manscdp/xml_writer.h"

namespace sunhall {

namespace {

/// Everything an answer is made of.
struct Question {
  const ManscdpCommand& command;
  const PlatformOptions& platform;
  const GbHouse& house;
  GbTarget target = GbTarget::kNobody;
};

XmlWriter begin(const Question& question, std::string_view cmd_type) {
  XmlWriter xml;
  xml.open("Response")
      .leaf("CmdType", cmd_type)
      .leaf("SN", question.command.sn)
      .leaf("DeviceID", question.command.device_id);
  return xml;
}

GbReply end(const Question& question, XmlWriter& xml) {
  return {.bodies = {xml.close("Response").body(question.platform.charset)}, .deed = {}};
}

GbReply result(const Question& question, bool is_ok) {
  return {.bodies = {result_body(question.command, question.platform, is_ok)}, .deed = {}};
}

GbList catalog_list(const Question& question) {
  GbList list{.root = "Response",
              .cmd_type = "Catalog",
              .sn = question.command.sn,
              .device_id = question.command.device_id,
              .name = {},
              .element = "DeviceList",
              .items = {}};
  const std::vector<CatalogItem> all = catalog_items(question.platform, question.house);
  for (const CatalogItem& item :
       catalog_below(all, question.platform, question.command.device_id)) {
    list.items.push_back(catalog_element(item));
  }
  return list;
}

GbReply answer(const Question& question, const CatalogQuery&) {
  return {.bodies = list_bodies(catalog_list(question), question.platform.charset), .deed = {}};
}

GbReply answer(const Question& question, const DeviceInfoQuery&) {
  XmlWriter xml = begin(question, "DeviceInfo");
  const PlatformChannel* channel = find_channel(question.platform, question.command.device_id);
  if (channel == nullptr && question.target != GbTarget::kDevice) {
    xml.leaf("Result", "ERROR");
    return end(question, xml);
  }
  const bool is_camera = channel != nullptr;
  xml.leaf("DeviceName", is_camera ? channel->name : question.house.name)
      .leaf("Result", "OK")
      .leaf("Manufacturer", "Sunhall")
      .leaf("Model", is_camera ? "IPC" : "Sunhall Hub")
      .leaf("Firmware", question.house.version)
      .leaf("Channel", is_camera ? 1 : question.platform.channels.size());
  return end(question, xml);
}

void write_duties(XmlWriter& xml, const PlatformOptions& platform) {
  xml.open("Alarmstatus", "Num=\"" + std::to_string(platform.alarms.size()) + "\"");
  for (const PlatformAlarm& alarm : platform.alarms) {
    xml.open("Item").leaf("DeviceID", alarm.id).leaf("DutyStatus", "ONDUTY").close("Item");
  }
  xml.close("Alarmstatus");
}

GbReply answer(const Question& question, const DeviceStatusQuery&) {
  XmlWriter xml = begin(question, "DeviceStatus");
  const GbHouse& house = question.house;
  const PlatformChannel* channel = find_channel(question.platform, question.command.device_id);
  const bool is_known = channel != nullptr || question.target == GbTarget::kDevice;
  const GbState state = !is_known            ? GbState{}
                        : channel == nullptr ? device_state(question.platform, house)
                                             : camera_state(*channel, house);
  xml.leaf("Result", is_known ? "OK" : "ERROR")
      .leaf("Online", state.is_online ? "ONLINE" : "OFFLINE")
      .leaf("Status", state.trouble.empty() && is_known ? "OK" : "ERROR")
      .maybe("Reason", state.trouble)
      .leaf("Encode", state.is_encoding ? "ON" : "OFF")
      .leaf("Record", state.is_recording ? "ON" : "OFF")
      .leaf("DeviceTime", format_gb_time(house.now.utc, house.now.offset));
  if (question.target == GbTarget::kDevice) write_duties(xml, question.platform);
  return end(question, xml);
}

GbReply answer(const Question& question, const RecordInfoQuery& query) {
  const PlatformChannel* channel = find_channel(question.platform, question.command.device_id);
  // Whatever is kept was kept by the clock: nothing by alarm, nothing by hand.
  const bool is_by_clock = query.type.empty() || query.type == "time" || query.type == "all";
  if (channel == nullptr || !is_by_clock || query.from >= query.to) {
    return {.bodies = record_info_bodies(question.command, question.platform, {}, question.house),
            .deed = {}};
  }
  return {.bodies = {},
          .deed = {.what = GbDeed::What::kListRecords,
                   .subject = channel->camera,
                   .from = query.from,
                   .to = query.to}};
}

bool asks_for(const ConfigDownloadQuery& query, std::string_view type) {
  return std::find(query.types.begin(), query.types.end(), type) != query.types.end();
}

GbReply answer(const Question& question, const ConfigDownloadQuery& query) {
  const PlatformChannel* channel = find_channel(question.platform, question.command.device_id);
  const bool is_known = channel != nullptr || question.target == GbTarget::kDevice;
  const bool is_basic = query.types.empty() || asks_for(query, "BasicParam");
  if (!is_known || !is_basic) return result(question, false);
  XmlWriter xml = begin(question, "ConfigDownload");
  const PlatformOptions& platform = question.platform;
  const auto seconds = [](std::chrono::seconds time) {
    return static_cast<std::uint64_t>(time.count());
  };
  xml.leaf("Result", "OK")
      .open("BasicParam")
      .leaf("Name", channel != nullptr ? channel->name : question.house.name)
      .leaf("Expiration", seconds(platform.expires))
      .leaf("HeartBeatInterval", seconds(platform.keepalive))
      .leaf("HeartBeatCount", static_cast<std::uint64_t>(platform.keepalive_misses_max))
      .close("BasicParam");
  return end(question, xml);
}

GbReply answer(const Question& question, const OtherQuery& query) {
  // A fixed camera has no presets: an empty list is the truth, not an error.
  if (query.cmd_type != "PresetQuery" || question.target != GbTarget::kChannel) {
    return result(question, false);
  }
  XmlWriter xml = begin(question, "PresetQuery");
  xml.open("PresetList", "Num=\"0\"").close("PresetList");
  return end(question, xml);
}

// Alarms are subscribed to; what was is not kept for questions.
GbReply answer(const Question& question, const AlarmQuery&) {
  return result(question, false);
}

GbReply answer(const Question& question, const KeyframeControl&) {
  const PlatformChannel* channel = find_channel(question.platform, question.command.device_id);
  GbReply reply = result(question, channel != nullptr);
  if (channel != nullptr) {
    reply.deed = {
        .what = GbDeed::What::kWantKeyframe, .subject = channel->camera, .from = {}, .to = {}};
  }
  return reply;
}

// The house records always: to begin is done already, to stop is not the platform's to say.
GbReply answer(const Question& question, const RecordControl& control) {
  const bool is_known =
      question.target == GbTarget::kDevice || question.target == GbTarget::kChannel;
  return result(question, is_known && control.starts && question.house.is_recording);
}

std::string site_id(const PlatformOptions& platform, std::string_view id) {
  if (const PlatformChannel* channel = find_channel(platform, id)) return channel->camera;
  for (const PlatformAlarm& alarm : platform.alarms) {
    if (alarm.id == id) return alarm.sensor;
  }
  return {};
}

GbReply answer(const Question& question, const AlarmResetControl&) {
  const bool is_known = question.target == GbTarget::kDevice ||
                        question.target == GbTarget::kChannel ||
                        question.target == GbTarget::kAlarm;
  GbReply reply = result(question, is_known);
  if (is_known) {
    reply.deed = {.what = GbDeed::What::kResetAlarm,
                  .subject = site_id(question.platform, question.command.device_id),
                  .from = {},
                  .to = {}};
  }
  return reply;
}

// The house is always on guard, as it always records.
GbReply answer(const Question& question, const GuardControl& control) {
  return result(question, question.target != GbTarget::kNobody && control.sets);
}

GbReply answer(const Question& question, const OtherControl&) {
  return result(question, false);
}

GbReply answer(const Question& question, const BroadcastNotify&) {
  return result(question, false);
}

GbReply answer(const Question&, const PlatformResponse&) {
  return {};
}

GbReply answer(const Question&, const PlatformNotify&) {
  return {};
}

}  // namespace

GbReply answer_command(const ManscdpCommand& command, const PlatformOptions& platform,
                       const GbHouse& house) {
  const Question question{.command = command,
                          .platform = platform,
                          .house = house,
                          .target = find_target(platform, command.device_id)};
  return std::visit([&question](const auto& what) { return answer(question, what); }, command.what);
}

std::vector<std::vector<std::string>> catalog_answers(const ManscdpCommand& query,
                                                      const std::vector<std::string>& sns,
                                                      const PlatformOptions& platform,
                                                      const GbHouse& house) {
  GbList list = catalog_list({.command = query,
                              .platform = platform,
                              .house = house,
                              .target = find_target(platform, query.device_id)});
  std::vector<std::vector<std::string>> answers;
  for (const std::string& sn : sns) {
    list.sn = sn;
    answers.push_back(list_bodies(list, platform.charset));
  }
  return answers;
}

std::string busy_body(const ManscdpCommand& query, const PlatformOptions& platform) {
  XmlWriter xml;
  xml.open("Response")
      .leaf("CmdType", query.cmd_type)
      .leaf("SN", query.sn)
      .leaf("DeviceID", query.device_id)
      .leaf("Result", "ERROR");
  // Who waits for a list counts its items: it need not wait longer.
  const bool wants_list = std::holds_alternative<CatalogQuery>(query.what) ||
                          std::holds_alternative<RecordInfoQuery>(query.what);
  if (wants_list) xml.leaf("SumNum", "0");
  return xml.close("Response").body(platform.charset);
}

std::string result_body(const ManscdpCommand& command, const PlatformOptions& platform,
                        bool is_ok) {
  XmlWriter xml;
  xml.open("Response")
      .leaf("CmdType", command.cmd_type)
      .leaf("SN", command.sn)
      .leaf("DeviceID", command.device_id)
      .leaf("Result", is_ok ? "OK" : "ERROR")
      .close("Response");
  return xml.body(platform.charset);
}

}  // namespace sunhall
