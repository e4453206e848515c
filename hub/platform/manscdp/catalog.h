// The house as a catalogue: what stands under which number, and how it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/platform/manscdp/command.h"
#include "hub/platform/manscdp/house.h"
#include "hub/platform/manscdp/xml_writer.h"
#include "native/site_platform.h"

namespace sunhall {

/// Who is meant by a 20-digit id.
enum class GbTarget : unsigned char { kNobody, kDevice, kGroup, kArea, kChannel, kAlarm };

GbTarget find_target(const PlatformOptions& platform, std::string_view id);

/// The camera behind a channel; null: the house has none such.
const GbCamera* find_camera(const GbHouse& house, std::string_view camera);

/// Whether a platform may take the camera for present: only one that is known to be away is not,
/// for a catalogue that is asked for in a hub's first seconds would show a dark house for hours.
bool is_present(const GbCamera* camera);

/// An item of the catalogue.
struct CatalogItem {
  std::string id;
  std::string parent;
  std::string head;    // its elements before Status, as XML in UTF-8
  std::string tail{};  // those after it
  bool is_present = true;

  friend bool operator==(const CatalogItem&, const CatalogItem&) = default;
};

/// All elements of an item, in the order of the standard's schema.
std::string catalog_element(const CatalogItem& item);

/// Group, areas, channels, alarm inputs, in this order; not the device itself, which is who speaks.
///
/// Shape:   parents before children.
std::vector<CatalogItem> catalog_items(const PlatformOptions& platform, const GbHouse& house);

/// Those of `items` under `root`, with it; all for the device.
std::vector<CatalogItem> catalog_below(const std::vector<CatalogItem>& items,
                                       const PlatformOptions& platform, std::string_view root);

/// A list that may need several messages.
struct GbList {
  std::string root;      // Response, Notify
  std::string cmd_type;  // Catalog, RecordInfo
  std::string sn;
  std::string device_id;
  std::string name;                // of RecordInfo; empty: none
  std::string element;             // DeviceList, RecordList
  std::vector<std::string> items;  // elements inside of <Item>, as XML in UTF-8
};

/// Writes a list: as few bodies as stay below kManscdpBatchBytesMax, one at least.
std::vector<std::string> list_bodies(const GbList& list, GbCharset charset);

}  // namespace sunhall
