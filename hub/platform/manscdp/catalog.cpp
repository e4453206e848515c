#include "hub/platform/manscdp/catalog.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "hub/platform/manscdp/answers.h"

namespace sunhall {

namespace {

constexpr std::size_t kNameCharsMax = 40;
constexpr std::size_t kHouseCharsMax = 20;  // of the home, in every item twice

// The notice's own names for the five key areas.
std::string_view area_name(Area area) {
  switch (area) {
    case Area::kStorage:
      return "食品贮存";
    case Area::kOperation:
      return "后厨操作";
    case Area::kPortioning:
      return "配餐";
    case Area::kDining:
      return "就餐";
    case Area::kWashing:
      return "餐饮具洗消";
  }
  return {};
}

std::string civil_code(const PlatformOptions& platform) {
  return platform.civil_code.empty() ? platform.device_id.substr(0, 6) : platform.civil_code;
}

const PlatformArea* find_area(const PlatformOptions& platform, Area area) {
  const auto at = std::find_if(platform.areas.begin(), platform.areas.end(),
                               [area](const PlatformArea& known) { return known.area == area; });
  return at == platform.areas.end() ? nullptr : &*at;
}

// 2022 A.2.1.11 Resolution: 5 720P, 6 1080P, else WxH, which 2016 does not know.
std::string resolution(const GbCamera& camera, GbEdition edition) {
  if (camera.width == 1280 && camera.height == 720) return "5";
  if (camera.width == 1920 && camera.height == 1080) return "6";
  if (camera.width <= 0 || camera.height <= 0 || edition == GbEdition::k2016) return {};
  return std::to_string(camera.width) + "x" + std::to_string(camera.height);
}

// 2022 A.2.1.11 EncodeType: 2 H.264, 5 H.265.
std::string_view encode_type(const GbCamera& camera) {
  if (camera.codec == "h264") return "2";
  return camera.codec == "hevc" ? "5" : "";
}

// 2022 A.2.1.11: what a canteen's camera is: fixed, indoors, of the house itself.
void write_camera_info(XmlWriter& xml, const PlatformOptions& platform, const GbHouse& house,
                       const PlatformChannel& channel, const GbCamera* camera) {
  const bool is_2022 = platform.edition == GbEdition::k2022;
  xml.open("Info").leaf("PTZType", "3").leaf("RoomType", "2");
  if (camera != nullptr) xml.maybe("Resolution", resolution(*camera, platform.edition));
  if (is_2022) xml.leaf("StreamNumberList", channel.lets_choose ? "0/1" : "0");
  xml.leaf("DownloadSpeed", "1/2/4");
  if (is_2022) {
    xml.leaf("GrassrootsCode", "000000").leaf("PointType", "9");
    if (camera != nullptr) xml.maybe("EncodeType", encode_type(*camera));
    xml.leaf("RecordSaveDays", static_cast<std::uint64_t>(house.retention.count()));
  }
  xml.close("Info");
}

struct Made {
  std::string id;
  std::string name;
  std::string model;
  std::string address;
  std::string parent;
  std::string group;
};

// The elements of every device, in the order of the edition's schema.
XmlWriter write_device(const PlatformOptions& platform, const GbHouse& house, const Made& made) {
  const bool is_2016 = platform.edition == GbEdition::k2016;
  XmlWriter xml;
  xml.leaf("DeviceID", made.id)
      .leaf("Name", truncate_chars(made.name, kNameCharsMax))
      .leaf("Manufacturer", "Sunhall")
      .leaf("Model", made.model);
  if (is_2016) xml.leaf("Owner", truncate_chars(house.name, kHouseCharsMax));
  xml.leaf("CivilCode", civil_code(platform))
      .leaf("Address", truncate_chars(made.address, kHouseCharsMax))
      .leaf("Parental", "0")
      .leaf("ParentID", made.parent);
  if (is_2016) xml.leaf("SafetyWay", "0");
  xml.leaf("RegisterWay", "1").leaf("Secrecy", "0");
  return xml;
}

CatalogItem organisation(const PlatformOptions& platform, std::string id, std::string_view name,
                         std::string parent, std::string_view group) {
  XmlWriter xml;
  xml.leaf("DeviceID", id)
      .leaf("Name", truncate_chars(name, kNameCharsMax))
      .leaf("CivilCode", civil_code(platform))
      .leaf("Parental", "1")
      .leaf("ParentID", parent);
  return {.id = std::move(id),
          .parent = std::move(parent),
          .head = xml.text(),
          .tail = XmlWriter().maybe("BusinessGroupID", group).text()};
}

CatalogItem channel_item(const PlatformOptions& platform, const GbHouse& house,
                         const PlatformChannel& channel) {
  const GbCamera* camera = find_camera(house, channel.camera);
  const PlatformArea* area = camera == nullptr ? nullptr : find_area(platform, camera->area);
  const Made made{.id = channel.id,
                  .name = channel.name,
                  .model = "IPC",
                  .address = house.name,
                  .parent = area == nullptr ? platform.device_id : area->id,
                  .group = area == nullptr ? "" : platform.business_group_id.value_or("")};
  XmlWriter tail;
  tail.maybe("BusinessGroupID", made.group);
  write_camera_info(tail, platform, house, channel, camera);
  return {.id = made.id,
          .parent = made.parent,
          .head = write_device(platform, house, made).text(),
          .tail = tail.text(),
          .is_present = is_present(camera)};
}

CatalogItem alarm_item(const PlatformOptions& platform, const GbHouse& house,
                       const PlatformAlarm& alarm) {
  const auto sensor =
      std::find_if(house.sensors.begin(), house.sensors.end(),
                   [&alarm](const GbSensor& known) { return known.id == alarm.sensor; });
  const bool is_named = sensor != house.sensors.end() && !sensor->name.empty();
  const Made made{.id = alarm.id,
                  .name = is_named ? sensor->name : alarm.sensor,
                  .model = "Thermometer",
                  .address = house.name,
                  .parent = platform.device_id,
                  .group = {}};
  return {.id = made.id, .parent = made.parent, .head = write_device(platform, house, made).text()};
}

}  // namespace

GbTarget find_target(const PlatformOptions& platform, std::string_view id) {
  const auto has = [id](const auto& known) {
    return std::any_of(known.begin(), known.end(), [id](const auto& one) { return one.id == id; });
  };
  if (id.empty()) return GbTarget::kNobody;
  if (id == platform.device_id) return GbTarget::kDevice;
  if (platform.business_group_id == id) return GbTarget::kGroup;
  if (has(platform.areas)) return GbTarget::kArea;
  if (has(platform.channels)) return GbTarget::kChannel;
  return has(platform.alarms) ? GbTarget::kAlarm : GbTarget::kNobody;
}

const PlatformChannel* find_channel(const PlatformOptions& platform, std::string_view channel_id) {
  const auto at = std::find_if(
      platform.channels.begin(), platform.channels.end(),
      [channel_id](const PlatformChannel& channel) { return channel.id == channel_id; });
  return at == platform.channels.end() ? nullptr : &*at;
}

const GbCamera* find_camera(const GbHouse& house, std::string_view camera) {
  const auto at = std::find_if(house.cameras.begin(), house.cameras.end(),
                               [camera](const GbCamera& known) { return known.id == camera; });
  return at == house.cameras.end() ? nullptr : &*at;
}

bool is_present(const GbCamera* camera) {
  return camera != nullptr && camera->state != CameraState::kLost;
}

std::string catalog_element(const CatalogItem& item) {
  return XmlWriter()
      .raw(item.head)
      .leaf("Status", item.is_present ? "ON" : "OFF")
      .raw(item.tail)
      .text();
}

std::vector<CatalogItem> catalog_items(const PlatformOptions& platform, const GbHouse& house) {
  std::vector<CatalogItem> items;
  std::string above = platform.device_id;
  const std::string group = platform.business_group_id.value_or("");
  if (!group.empty()) {
    items.push_back(organisation(platform, group, house.name, platform.device_id, ""));
    above = group;
  }
  for (const PlatformArea& area : platform.areas) {
    items.push_back(organisation(platform, area.id, area_name(area.area), above, group));
  }
  for (const PlatformChannel& channel : platform.channels) {
    items.push_back(channel_item(platform, house, channel));
  }
  for (const PlatformAlarm& alarm : platform.alarms) {
    items.push_back(alarm_item(platform, house, alarm));
  }
  return items;
}

std::vector<CatalogItem> catalog_below(const std::vector<CatalogItem>& items,
                                       const PlatformOptions& platform, std::string_view root) {
  if (root == platform.device_id) return items;
  std::vector<CatalogItem> found;
  const auto is_found = [&found](std::string_view id) {
    return std::any_of(found.begin(), found.end(),
                       [id](const CatalogItem& item) { return item.id == id; });
  };
  for (const CatalogItem& item : items) {
    if (item.id == root || is_found(item.parent)) found.push_back(item);
  }
  return found;
}

}  // namespace sunhall
