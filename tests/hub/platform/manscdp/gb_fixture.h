// A home and its platform for the tests of what is said to platforms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "core/base/text.h"
#include "hub/platform/manscdp/answers.h"
#include "hub/platform/manscdp/charset.h"

namespace sunhall {

inline const std::string kDevice = "42070400001180000001";
inline const std::string kGroup = "42070400002150000001";
inline const std::string kStorageArea = "42070400002160000001";
inline const std::string kCookingArea = "42070400002160000002";
inline const std::string kStorageChannel = "42070400001320000001";
inline const std::string kCookingChannel = "42070400001320000002";
inline const std::string kFridgeAlarm = "42070400001340000001";

inline PlatformOptions make_platform(GbEdition edition = GbEdition::k2022) {
  PlatformOptions platform;
  platform.id = "city";
  platform.name = "市监管平台";
  platform.edition = edition;
  platform.charset = edition == GbEdition::k2016 ? GbCharset::kGb2312 : GbCharset::kGb18030;
  platform.server_id = "42070400002000000001";
  platform.domain = "4207040000";
  platform.device_id = kDevice;
  platform.civil_code = "420704";
  platform.business_group_id = kGroup;
  platform.areas = {{.area = Area::kStorage, .id = kStorageArea},
                    {.area = Area::kOperation, .id = kCookingArea}};
  platform.channels = {{.camera = "storage", .id = kStorageChannel, .name = "食品贮存"},
                       {.camera = "cooking", .id = kCookingChannel, .name = "烹饪区"}};
  platform.alarms = {{.sensor = "fridge-1", .id = kFridgeAlarm}};
  return platform;
}

inline GbHouse make_house() {
  GbHouse house;
  house.name = "鄂州市福利院";
  house.version = "1.4.0";
  house.now = *parse_rfc3339("2026-11-30T12:00:00+08:00");
  house.cameras = {{.id = "storage",
                    .area = Area::kStorage,
                    .state = CameraState::kLive,
                    .codec = "h264",
                    .width = 1920,
                    .height = 1080},
                   {.id = "cooking",
                    .area = Area::kOperation,
                    .state = CameraState::kLive,
                    .codec = "hevc",
                    .width = 2560,
                    .height = 1440}};
  house.sensors = {{.id = "fridge-1", .name = "一号冷藏柜"}};
  return house;
}

/// A body as a platform reads it: with a parser, in UTF-8.
inline pugi::xml_document read_back(const std::string& body) {
  pugi::xml_document document;
  const std::string utf8 = from_gb(body);
  document.load_buffer(utf8.data(), utf8.size(), pugi::parse_default, pugi::encoding_utf8);
  return document;
}

inline std::string text_at(const std::string& body, const char* path) {
  return read_back(body).select_node(path).node().child_value();
}

inline ManscdpCommand query(std::string cmd_type, std::string device_id,
                            decltype(ManscdpCommand::what) what) {
  return {.root = "Query",
          .cmd_type = std::move(cmd_type),
          .sn = "17",
          .device_id = std::move(device_id),
          .what = std::move(what)};
}

/// All items of a list's bodies.
struct ReadItem {
  std::string id;
  std::string event;
  std::string parent;
  std::string group;
  std::string name;
  std::string status;
};

inline std::vector<ReadItem> read_items(const std::vector<std::string>& bodies) {
  std::vector<ReadItem> items;
  for (const std::string& body : bodies) {
    const pugi::xml_document document = read_back(body);
    for (const pugi::xpath_node& at : document.select_nodes("//Item")) {
      const pugi::xml_node item = at.node();
      items.push_back({.id = item.child_value("DeviceID"),
                       .event = item.child_value("Event"),
                       .parent = item.child_value("ParentID"),
                       .group = item.child_value("BusinessGroupID"),
                       .name = item.child_value("Name"),
                       .status = item.child_value("Status")});
    }
  }
  return items;
}

}  // namespace sunhall
