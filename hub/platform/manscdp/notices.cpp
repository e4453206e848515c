#include <algorithm>

#include "hub/platform/manscdp/answers.h"
#include "hub/platform/manscdp/catalog.h"
#include "hub/platform/manscdp/status.h"
#include "hub/platform/manscdp/xml_writer.h"

namespace sunhall {

namespace {

XmlWriter begin(std::string_view cmd_type, std::uint32_t sn, std::string_view device_id) {
  XmlWriter xml;
  xml.open("Notify").leaf("CmdType", cmd_type).leaf("SN", sn).leaf("DeviceID", device_id);
  return xml;
}

std::string event_element(std::string_view id, std::string_view event) {
  return XmlWriter().leaf("DeviceID", id).leaf("Event", event).text();
}

// 2022 A.2.5.7: ADD and UPDATE carry the whole item.
std::string whole_element(const CatalogItem& item, std::string_view event) {
  return XmlWriter().raw(catalog_element(item)).leaf("Event", event).text();
}

std::vector<std::string> notify(const PlatformOptions& platform, std::uint32_t sn,
                                std::vector<std::string> items) {
  if (items.empty()) return {};
  return list_bodies({.root = "Notify",
                      .cmd_type = "Catalog",
                      .sn = std::to_string(sn),
                      .device_id = platform.device_id,
                      .name = {},
                      .element = "DeviceList",
                      .items = std::move(items)},
                     platform.charset);
}

using Items = std::vector<CatalogItem>;

const CatalogItem* find(const Items& items, std::string_view id) {
  const auto at = std::find_if(items.begin(), items.end(),
                               [id](const CatalogItem& item) { return item.id == id; });
  return at == items.end() ? nullptr : &*at;
}

// A channel stands in the catalogue as long as its number does; its camera may not be in the house.
Items items_in(const PlatformOptions& platform, const GbHouse& house) {
  Items items = catalog_items(platform, house);
  std::erase_if(items, [&](const CatalogItem& item) {
    const PlatformChannel* channel = find_channel(platform, item.id);
    return channel != nullptr && find_camera(house, channel->camera) == nullptr;
  });
  return items;
}

void compare(const CatalogItem& before, const CatalogItem& now, std::vector<std::string>& out) {
  if (before.head != now.head || before.tail != now.tail) {
    out.push_back(whole_element(now, "UPDATE"));
  }
  if (before.is_present != now.is_present) {
    out.push_back(event_element(now.id, now.is_present ? "ON" : "OFF"));
  }
}

// The device itself has no item: its store's trouble is told as a defect of it.
bool is_defect(const GbHouse& house) {
  return !recording_trouble(house).empty();
}

}  // namespace

std::string keepalive_body(const PlatformOptions& platform, const GbHouse& house,
                           std::uint32_t sn) {
  const std::vector<const PlatformChannel*> lost = lost_channels(platform, house);
  const bool is_well = device_state(platform, house).trouble.empty();
  XmlWriter xml = begin("Keepalive", sn, platform.device_id);
  xml.leaf("Status", is_well ? "OK" : "ERROR");
  if (!lost.empty()) {
    xml.open("Info");
    for (std::size_t i = 0; i < std::min(lost.size(), kKeepaliveFaultsMax); ++i) {
      xml.leaf("DeviceID", lost[i]->id);
    }
    xml.close("Info");
  }
  return xml.close("Notify").body(platform.charset);
}

std::string media_status_body(const PlatformOptions& platform, std::string_view channel_id,
                              std::uint32_t sn) {
  // 2022 A.2.5.4: 121, the past has been sent to its end.
  XmlWriter xml = begin("MediaStatus", sn, channel_id);
  return xml.leaf("NotifyType", "121").close("Notify").body(platform.charset);
}

std::vector<std::string> catalog_first_notify(const PlatformOptions& platform, const GbHouse& house,
                                              std::uint32_t sn) {
  std::vector<std::string> items;
  if (is_defect(house)) items.push_back(event_element(platform.device_id, "DEFECT"));
  for (const PlatformChannel* channel : lost_channels(platform, house)) {
    items.push_back(event_element(channel->id, "OFF"));
  }
  return notify(platform, sn, std::move(items));
}

std::vector<std::string> catalog_change_notify(const PlatformOptions& platform,
                                               const GbHouse& before, const GbHouse& now,
                                               std::uint32_t sn) {
  std::vector<std::string> out;
  if (is_defect(before) != is_defect(now)) {
    out.push_back(event_element(platform.device_id, is_defect(now) ? "DEFECT" : "ON"));
  }
  const Items old_items = items_in(platform, before);
  const Items new_items = items_in(platform, now);
  for (const CatalogItem& item : old_items) {
    if (find(new_items, item.id) == nullptr) out.push_back(event_element(item.id, "DEL"));
  }
  for (const CatalogItem& item : new_items) {
    const CatalogItem* old = find(old_items, item.id);
    if (old == nullptr) {
      out.push_back(whole_element(item, "ADD"));
    } else {
      compare(*old, item, out);
    }
  }
  return notify(platform, sn, std::move(out));
}

}  // namespace sunhall
